"""Numbers, shares and rows: pure arithmetic."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formulas.number import Number, share
from indicators.formulas.table import SORT_KEYS, Row, Table, ordered

DAY = dt.date(2026, 9, 30)


def number(numerator: int, denominator: int | None) -> Number:
    return Number(numerator, denominator, DAY, "x", 1)


def row(unit: int | None, numerator: int, denominator: int, name: str = "") -> Row:
    code = f"{unit:03}" if unit else ""
    return Row(unit, "commune", code, name, name, number(numerator, denominator))


def test_nobody_on_the_roster_is_missing_and_not_nought():
    assert number(0, 0).percent is None
    assert number(0, 0).gap_to(Decimal(100)) is None
    assert number(0, 5).percent == Decimal("0.0")
    assert number(5, None).percent is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(11842, 12906, "91.8"), (1, 3, "33.3"), (2, 3, "66.7"), (9999, 10000, "99.9"),
     (10000, 10000, "100.0"), (1, 100000, "0.1"), (1, 2000, "0.1")],
)  # fmt: skip
def test_share_is_rounded_half_up_and_never_says_all_or_none_falsely(
    numerator, denominator, expected
):
    assert share(numerator, denominator) == Decimal(expected)


@given(st.integers(1, 50000), st.integers(0, 50000), st.integers(0, 100))
def test_gap_is_the_least_number_of_persons_that_reaches_the_target(base, hits, target):
    counted = number(min(hits, base), base)
    gap = counted.gap_to(Decimal(target))
    assert (counted.numerator + gap) * 100 >= target * base
    assert gap == 0 or (counted.numerator + gap - 1) * 100 < target * base


def test_more_trained_than_people_is_refused():
    with pytest.raises(ValueError, match="no share"):
        number(3, 2)


def test_a_table_whose_rows_lose_somebody_is_refused():
    with pytest.raises(ValueError, match="rows hold"):
        Table(number(3, 10), (row(1, 3, 9),))
    with pytest.raises(ValueError, match="rows count"):
        Table(number(3, 10), (row(1, 2, 10),))


@pytest.mark.parametrize("key", SORT_KEYS)
@pytest.mark.parametrize("descending", [False, True])
def test_order_is_the_same_whatever_order_the_rows_come_in(key, descending):
    rows = (
        row(3, 1, 2, "b"), row(1, 1, 2, "b"), row(2, 0, 0, "a"), row(4, 2, 2, "c"),
        row(None, 0, 0),
    )  # fmt: skip
    target = Decimal(100)
    once = ordered(rows, key, descending=descending, target=target)
    again = ordered(rows[::-1], key, descending=descending, target=target)
    assert once == again
    if key == "ty-le":
        assert [found.unit_id for found in once[-2:]] == [2, None]
        assert [f.unit_id for f in once[:3]] == ([4, 1, 3] if descending else [1, 3, 4])
