"""CSV files: UTF-8 with a mark, stable columns and order, and no cell that runs as a formula."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from indicators.formulas.number import Number
from indicators.formulas.table import Row, Table
from indicators.measure.names import Reason
from people.exporting import csv_line

BOM = "\ufeff"
TABLE_COLUMNS = (
    "unit_code", "unit_kind", "unit_name", "numerator", "denominator", "percent", "as_of",
    "indicator", "definition_version",
)  # fmt: skip
NAMES_COLUMNS = (
    "name", "unit", "counts", "course", "evidence_grade", "evidence_date", "certificate_number",
    "as_of", "indicator", "definition_version",
)  # fmt: skip


def table_file(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the file of a table: the whole province first, then ``rows`` in the page's order."""
    yield BOM + csv_line(TABLE_COLUMNS)
    whole = (settings.PROVINCE_CODE, "province", _("Whole province"))
    yield csv_line([*whole, *_number_cells(table.total)])
    for row in rows:
        name = row.name if row.unit_id is not None else _("In no commune or department")
        yield csv_line([row.code, row.kind or "unattached", name, *_number_cells(row.number)])


def names_file(
    persons: Iterable[tuple[str, str, Reason | None]],
    *,
    code: str,
    version: int,
    on: dt.date,
) -> Iterator[str]:
    """Yield the file of a list of names: (name, unit, why the person counts or None)."""
    yield BOM + csv_line(NAMES_COLUMNS)
    for name, unit, reason in persons:
        why = (
            [1, reason.course, f"E{reason.grade}", reason.on.isoformat(), reason.number]
            if reason
            else [0, "", "", "", ""]
        )
        yield csv_line([name, unit, *why, on.isoformat(), code, version])


def _number_cells(number: Number) -> list[object]:
    return [
        number.numerator,
        number.denominator,
        number.percent,
        number.as_of.isoformat(),
        number.definition_code,
        number.version,
    ]
