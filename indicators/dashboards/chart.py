"""A line of twelve months as coordinates for an SVG; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.formulas.number import Number
from indicators.formulas.rules import Count

WIDTH, HEIGHT = 400, 190
LEFT, RIGHT, TOP, BOTTOM = 56, 24, 14, 32


@dataclass(frozen=True)
class Point:
    """A month-end; ``y`` is None where the number is missing, and the line breaks there."""

    x: int
    y: int | None
    number: Number
    label: str


@dataclass(frozen=True)
class Mark:
    """A line of the grid with its value."""

    y: int
    label: str


@dataclass(frozen=True)
class Chart:
    """Coordinates of the drawing; ``lines`` are the unbroken stretches."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    is_share: bool


def chart(numbers: Sequence[Number]) -> Chart:
    """Return the drawing of ``numbers``, which are in the order of time.

    Shares are drawn from 0 to 100, counts from 0: a cut axis would make small changes look big.
    """
    is_share = bool(numbers) and numbers[-1].denominator is not None
    top = Decimal(100) if is_share else _round_up(max((n.numerator for n in numbers), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(numbers) - 1)
    points = tuple(
        Point(
            x=round(LEFT + place * step),
            y=_height(_value(number), top),
            number=number,
            label=f"{number.as_of.month}/{number.as_of.year % 100}",
        )
        for place, number in enumerate(numbers)
    )
    marks = tuple(
        Mark(_height(top * part / 4, top) or 0, _label(top * part / 4, is_share=is_share))
        for part in (0, 2, 4)
    )
    return Chart(points, tuple(_lines(points)), marks, is_share)


def _value(number: Number) -> Decimal | None:
    return Decimal(number.numerator) if number.denominator is None else number.percent


def _height(value: Decimal | None, top: Decimal) -> int | None:
    if value is None:
        return None
    return round(HEIGHT - BOTTOM - float(value / top) * (HEIGHT - TOP - BOTTOM))


def _round_up(largest: Count) -> Decimal:
    """Return the next 1, 2 or 5 times a power of ten."""
    size = Decimal(1)
    while True:
        for factor in (1, 2, 5):
            if size * factor >= max(1, largest):
                return size * factor
        size *= 10


def _label(value: Decimal, *, is_share: bool) -> str:
    text = f"{int(value):,}".replace(",", ".")
    return f"{text} %" if is_share else text


def _lines(points: Sequence[Point]) -> list[str]:
    lines: list[str] = []
    stretch: list[str] = []
    for point in points:
        if point.y is not None:
            stretch.append(f"{point.x},{point.y}")
        elif stretch:
            lines.append(" ".join(stretch))
            stretch = []
    return [*lines, " ".join(stretch)] if stretch else lines
