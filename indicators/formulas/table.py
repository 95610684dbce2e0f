"""Rows that add up: one number for the province and its parts."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.formulas.number import Number


@dataclass(frozen=True)
class Row:
    """One unit's part of a number; ``unit_id`` None holds who belongs to no listed unit."""

    unit_id: int | None
    kind: str
    code: str
    name: str
    name_folded: str
    number: Number


@dataclass(frozen=True)
class Table:
    """The whole and its parts; making one whose parts don't sum to the whole is refused."""

    total: Number
    rows: tuple[Row, ...]
    # Means and points of parts make no sum; everything that is counted does.
    adds_up: bool = True

    def __post_init__(self) -> None:
        """Check the partition."""
        if not self.adds_up:
            return
        numerators = sum(row.number.numerator for row in self.rows)
        if numerators != self.total.numerator:
            raise ValueError(f"rows count {numerators}, the whole {self.total.numerator}")
        # A cited population is known of the whole only: its parts have none.
        is_told = any(row.number.denominator is not None for row in self.rows)
        if self.total.denominator is not None and is_told:
            denominators = sum(row.number.denominator or 0 for row in self.rows)
            if denominators != self.total.denominator:
                raise ValueError(f"rows hold {denominators}, the whole {self.total.denominator}")


SORT_KEYS = ("ma", "ten", "tu", "mau", "ty-le", "con-thieu")


def ordered(rows: tuple[Row, ...], key: str, *, descending: bool, target: Decimal) -> list[Row]:
    """Return ``rows`` by ``key``; missing values come last, and the unit's code decides ties."""
    stable = sorted(rows, key=lambda row: (row.unit_id is None, row.code, row.unit_id or 0))
    present = [row for row in stable if _value(row, key, target) is not None]
    missing = [row for row in stable if _value(row, key, target) is None]
    # reverse keeps the order of equals, so the code still decides.
    present.sort(key=lambda row: _value(row, key, target), reverse=descending)  # type: ignore[arg-type,return-value]
    return present + missing


def _value(row: Row, key: str, target: Decimal) -> Decimal | int | str | None:
    number = row.number
    values: dict[str, Decimal | int | str | None] = {
        "ma": row.code or None,
        "ten": row.name_folded,
        "tu": number.numerator,
        "mau": number.denominator,
        "ty-le": number.percent,
        "con-thieu": number.gap_to(target),
    }
    return values[key]
