"""What a value is made of beside the share: a score, a ratio to a target, a ratio of two counts.

All of it is exact: fractions of whole numbers, rounded once, half up, at the very end. Only the
points of a composite are rounded first, so that its percentage is that of the points one sees.

Sources: points = a / b × maximum points is how components of the provincial digital transformation
index are scored; the commune sheets add tables of steps ("4 meetings = 20, 3 = 15") and full points
from a share on (shared facts, part 1.2).
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

Count: TypeAlias = int | Decimal
PLACES = 2
_ALL = Decimal(100)


class Rule(Protocol):
    """Makes a value of a numerator and its denominator."""

    @property
    def unit(self) -> str:
        """Return what the value is told in: "points" or "percent"."""

    @property
    def most(self) -> Decimal | None:
        """Return the most that the value can be; None where nothing bounds it."""

    def value(self, numerator: Count, denominator: Count | None) -> Decimal | None:
        """Return the value, or None where it is missing."""


def rounded(exact: Fraction, places: int = PLACES) -> Decimal:
    """Return ``exact`` with so many decimal places, half up."""
    scale = 10**places
    whole = (exact.numerator * scale * 2 + exact.denominator) // (2 * exact.denominator)
    return Decimal(whole).scaleb(-places)


def ratio(numerator: Count, denominator: Count | None) -> Fraction | None:
    """Return a / b exactly; None where there is no base, or nobody in it."""
    return Fraction(numerator) / Fraction(denominator) if denominator else None


@dataclass(frozen=True)
class Score:
    """Points for a share, as provincial sheets give them.

    Attributes:
        points: the most that can be had.
        cap: the share, in percent, from which on all points are given; below it a / b ÷ cap of
            them. 100 is the plain a / b × points.
        steps: (from, points) in rising order, in place of the cap: the points of the last step
            that is reached, none before the first. Steps are in percent where there is a base,
            else in what is counted.
    """

    points: Decimal
    cap: Decimal = _ALL
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    by_count: bool = False
    unit = "points"

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Score":
        """Return the rule that a definition's ``score`` says.

        Args:
            said: {"points": "10", "cap": "80"} or {"points": "10", "steps": [["50", "5"], …],
                "by_count": false}; numbers as text, so that none passes through binary fractions.
        """
        return cls(
            points=Decimal(str(said["points"])),
            cap=Decimal(str(said.get("cap") or _ALL)),
            steps=tuple(
                (Decimal(str(begin)), Decimal(str(points)))
                for begin, points in said.get("steps") or ()
            ),
            by_count=bool(said.get("by_count")),
        )

    @property
    def most(self) -> Decimal:
        """Return the most points."""
        return self.points

    def value(self, numerator: Count, denominator: Count | None) -> Decimal | None:
        """Return the points, with two decimals."""
        share = ratio(numerator, denominator)
        if self.by_count:
            return self._step(Fraction(numerator))
        if share is None:
            return None
        if self.steps:
            return self._step(share * 100)
        part = min(Fraction(1), share * 100 / Fraction(self.cap))
        return rounded(part * Fraction(self.points))

    def _step(self, reached: Fraction) -> Decimal:
        earned = [points for begin, points in self.steps if reached >= begin]
        return rounded(Fraction(earned[-1] if earned else 0))


@dataclass(frozen=True)
class Attainment:
    """How much of a target is reached: the share ÷ the target, in percent; it may pass 100.

    ``target`` is the share aimed at, in percent; None while none is set, and then nothing is told.
    """

    target: Decimal | None
    unit = "percent"
    most = None

    def value(self, numerator: Count, denominator: Count | None) -> Decimal | None:
        """Return the percentage of the target, with two decimals."""
        share = ratio(numerator, denominator)
        if share is None or not self.target:
            return None
        return rounded(share * 100 * 100 / Fraction(self.target))


@dataclass(frozen=True)
class Quotient:
    """One count over another that it isn't part of, in percent; it may pass 100."""

    unit = "percent"
    most = None

    def value(self, numerator: Count, denominator: Count | None) -> Decimal | None:
        """Return a / b in percent, with two decimals."""
        share = ratio(numerator, denominator)
        return None if share is None else rounded(share * 100)


@dataclass(frozen=True)
class Composite:
    """A weighted mean: what is reached of the sum of all weights, in percent."""

    unit = "percent"
    most = _ALL

    def value(self, numerator: Count, denominator: Count | None) -> Decimal | None:
        """Return the mean in percent, with two decimals."""
        share = ratio(numerator, denominator)
        return None if share is None else rounded(share * 100)


def weighted(parts: list[tuple[Decimal, Fraction | None]]) -> tuple[Decimal, Decimal] | None:
    """Return (reached, the most) of (weight, how much of it is reached, from 0 to 1).

    None as soon as one part is missing: a mean of what happens to be known isn't the mean. A part
    that passes its whole (a ratio of two counts) gives its weight and no more.
    """
    reached = Fraction(0)
    for weight, part in parts:
        if part is None:
            return None
        reached += Fraction(weight) * min(Fraction(1), part)
    return rounded(reached), sum((weight for weight, _part in parts), Decimal(0))
