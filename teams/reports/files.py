"""Reports as files: a sheet of A4 to sign, and the commune's table."""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from certificates.documents.typesetting import set_page
from people.exporting import csv_line, safe

BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def paper(words: dict[str, Any]) -> bytes:
    """Return the report as PDF, one sheet of A4 with two lines to sign.

    Args:
        words: what it says, in the reader's language: language, title, team, commune, state, note,
            note_label, groups (title and lines of label and value), as_of, digest, left and right
            (who signs), sign (what stands under them).
    """
    return set_page(_layout(), words, format="pdf")


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows as CSV that Excel opens."""
    return (BOM + "".join(csv_line(row) for row in rows)).encode()


def as_xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows as a spreadsheet of values; no cell runs."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([cell if isinstance(cell, int) else safe(cell) for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return (Path(__file__).parent / "layouts" / "report.typ").read_bytes()
