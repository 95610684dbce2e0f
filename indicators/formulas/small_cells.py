"""Small groups are hidden in what everybody may read: few persons are persons, not a number.

A row is hidden whole (numerator, denominator and share). The whole is public, so a single hidden
row could be had by subtraction; further rows are hidden until what subtraction gives is no small
group either.
"""

from collections.abc import Sequence

from indicators.formulas.rules import Count
from indicators.formulas.table import Row

# The least number of persons that may be told apart from others.
LEAST = 5


def hidden_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Return the places of the rows of ``rows`` that must be hidden."""
    hidden = {place for place, row in enumerate(rows) if _is_small(*_pair(row))}
    rest = [place for place, row in enumerate(rows) if place not in hidden and _weight(row)]
    rest.sort(key=lambda place: (_weight(rows[place]), place))
    while hidden and rest and (len(hidden) < 2 or _is_small(*_sum(rows, hidden))):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def _pair(row: Row) -> tuple[Count, Count | None]:
    return row.number.numerator, row.number.denominator


def _weight(row: Row) -> Count:
    numerator, denominator = _pair(row)
    return numerator if denominator is None else denominator


def _is_small(numerator: Count, denominator: Count | None) -> bool:
    groups = [numerator]
    if denominator is not None:
        groups += [denominator, denominator - numerator]
    return any(0 < group < LEAST for group in groups)


def _sum(rows: Sequence[Row], places: set[int]) -> tuple[Count, Count | None]:
    pairs = [_pair(rows[place]) for place in places]
    has_base = any(denominator is not None for _numerator, denominator in pairs)
    base = sum(denominator or 0 for _numerator, denominator in pairs) if has_base else None
    return sum(numerator for numerator, _denominator in pairs), base
