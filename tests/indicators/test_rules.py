"""Points, quotients, attainment and means: exact, rounded once, and missing where a part is."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formulas.coverage import covered
from indicators.formulas.number import Number, plain
from indicators.formulas.references import circle
from indicators.formulas.rules import Attainment, Composite, Quotient, Score, rounded, weighted
from tests.indicators.province import DAY

TEN = {"points": "10"}


@pytest.mark.parametrize(
    ("said", "numerator", "denominator", "points"),
    [
        # 21 of 95 communes: 21 ÷ 95 × 10 = 2.2105…
        (TEN, 21, 95, "2.21"),
        # 0.125 is rounded half up.
        (TEN, 1, 80, "0.13"),
        (TEN, 95, 95, "10.00"),
        # All points from 80 % on; at 60 % it is 60 ÷ 80 × 10.
        ({"points": "10", "cap": "80"}, 60, 100, "7.50"),
        ({"points": "10", "cap": "80"}, 80, 100, "10.00"),
        ({"points": "10", "cap": "80"}, 99, 100, "10.00"),
        # Below the first step nothing, at its very beginning its points.
        ({"points": "10", "steps": [["50", "5"], ["90", "10"]]}, 49, 100, "0.00"),
        ({"points": "10", "steps": [["50", "5"], ["90", "10"]]}, 1, 2, "5.00"),
        ({"points": "10", "steps": [["50", "5"], ["90", "10"]]}, 9, 10, "10.00"),
        # Four meetings 20, three 15, two 10, one 5.
        (
            {"points": "20", "by_count": True,
             "steps": [["1", "5"], ["2", "10"], ["3", "15"], ["4", "20"]]},
            3, None, "15.00",
        ),
        # Nobody on the roster: missing, not nought.
        (TEN, 0, 0, None),
        (TEN, 3, None, None),
        ({"points": "10", "steps": [["50", "5"]]}, 0, 0, None),
    ],
)  # fmt: skip
def test_points_for_a_share(said: dict, numerator: int, denominator: int | None, points: str):
    found = Score.of(said).value(numerator, denominator)
    assert found == (None if points is None else Decimal(points))


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(1, 100), st.integers(1, 1000))
def test_points_lie_between_nought_and_the_most(some: int, base: int, cap: int, most: int):
    found = Score(Decimal(most), Decimal(cap)).value(some, base)
    assert Decimal(0) <= found <= Decimal(most)
    assert found <= Score(Decimal(most), Decimal(cap)).value(some + 1, base)


def test_a_target_is_reached_in_percent_of_it():
    # 45 of 100 with a target of 90 %: half of it. 99 of 100: more than all of it.
    assert Attainment(Decimal(90)).value(45, 100) == Decimal("50.00")
    assert Attainment(Decimal(90)).value(99, 100) == Decimal("110.00")
    assert Attainment(None).value(45, 100) is None
    assert Attainment(Decimal(90)).value(0, 0) is None


def test_a_quotient_may_pass_its_base_and_a_share_may_not():
    number = Number(3, 2, DAY, "x", 1, Quotient())
    assert (number.value, number.percent, number.gap_to(Decimal(100))) == (150, 150, None)
    with pytest.raises(ValueError, match="no share"):
        Number(3, 2, DAY, "x", 1)
    assert Number(3, 0, DAY, "x", 1, Quotient()).value is None


def test_a_mean_weighs_its_parts_and_is_missing_with_one_of_them():
    # 40 × 3/4 + 60 × 1/3 = 30 + 20 of 100.
    parts = [(Decimal(40), Fraction(3, 4)), (Decimal(60), Fraction(1, 3))]
    assert weighted(parts) == (Decimal("50.00"), Decimal(100))
    assert weighted([*parts, (Decimal(1), None)]) is None
    # A part beyond its whole gives its weight, no more.
    assert weighted([(Decimal(2), Fraction(3, 2))]) == (Decimal(2), Decimal(2))
    assert Composite().value(Decimal("50.00"), Decimal(100)) == Decimal("50.00")


@given(st.fractions(0, 1000), st.integers(0, 6))
def test_rounding_is_half_up_and_never_further_than_half_a_place(exact: Fraction, places: int):
    found = Fraction(rounded(exact, places))
    off = found - exact
    half = Fraction(1, 2 * 10**places)
    assert -half < off <= half


def test_only_units_that_exist_are_covered():
    assert covered([1, 2, 3], [2, 9]) == {1: (0, 1), 2: (1, 1), 3: (0, 1)}


def test_a_circle_is_found_however_long_and_told_as_a_way():
    made_of = {"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": []}
    assert circle("a", made_of) == ("a", "b", "c", "a")
    assert circle("d", made_of) == ()
    assert circle("x", {"x": ["x"]}) == ("x", "x")
    # Others may go round without the one asked about.
    assert circle("e", {"e": ["a"], **made_of}) == ()


def test_json_tells_counts_whole():
    assert plain(3) == 3
    assert isinstance(plain(3), int)
    assert plain(Decimal("2.50")) == 2.5
    assert plain(None) is None
