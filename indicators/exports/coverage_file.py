"""The report of sources as a file: the same figures as the page, as CSV or as a spreadsheet."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from people.exporting import csv_line, safe

BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
