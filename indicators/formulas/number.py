"""A number that is never naked: it carries its denominator, its day and its definition."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from indicators.formulas.rules import Count, Rule

_TENTH = Decimal("0.1")
_ALL = Decimal(100)


@dataclass(frozen=True)
class Number:
    """Persons counted on a day under one version of a definition.

    ``denominator`` is None where the definition counts persons without a base. A denominator of
    nought means that nobody is on the roster: the share is then missing, and stays missing.

    ``rule`` makes a value of the two where it isn't simply their share: points, for instance. The
    numerator is then not always part of the denominator, nor always a whole number.
    """

    numerator: Count
    denominator: Count | None
    as_of: dt.date
    definition_code: str
    version: int
    rule: Rule | None = None

    def __post_init__(self) -> None:
        """Refuse what no count can be."""
        if self.numerator < 0 or (self.denominator is not None and self.denominator < 0):
            raise ValueError("persons are counted from nought upwards")
        if self.rule is not None or self.denominator is None:
            return
        if self.numerator > self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator} is no share")

    @property
    def value(self) -> Count | None:
        """Return what the number says: by its rule, else the share, else the count; or None."""
        if self.rule is not None:
            return self.rule.value(self.numerator, self.denominator)
        return self.numerator if self.denominator is None else self.percent

    @property
    def percent(self) -> Decimal | None:
        """Return the share with one decimal place, or None where it is missing."""
        if self.denominator is None:
            return None
        return share(self.numerator, self.denominator)

    @property
    def remaining(self) -> Count | None:
        """Return how many of the denominator don't count yet, or None where there is none."""
        return None if self.denominator is None else self.denominator - self.numerator

    def gap_to(self, target: Decimal) -> int | None:
        """Return how many more persons reach ``target`` percent (0 when reached)."""
        if not self.denominator or self.rule is not None:
            return None
        needed = (self.denominator * target / _ALL).to_integral_value(ROUND_CEILING)
        return max(0, int(needed) - int(self.numerator))


def share(numerator: Count, denominator: Count) -> Decimal | None:
    """Return the percentage with one place, rounded half up.

    Rounding never says "all" or "nobody" when that isn't so: 99,96 % stays 99,9 %.
    """
    if denominator == 0:
        return None
    rounded = (numerator * _ALL / denominator).quantize(_TENTH, ROUND_HALF_UP)
    if rounded == _ALL and numerator < denominator:
        return _ALL - _TENTH
    if rounded == 0 and numerator > 0:
        return _TENTH
    return rounded


def plain(value: Count | None) -> int | float | None:
    """Return the value as JSON tells it: whole counts whole, all else with its decimals."""
    return float(value) if isinstance(value, Decimal) else value
