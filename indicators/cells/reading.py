"""Numbers from the cells, in one read whatever the number of persons."""

import datetime as dt

from django.db.models import Exists, Q, Sum

from indicators.cells.moves import FORMULAS
from indicators.cells.settling import settle
from indicators.definitions import definitions_on
from indicators.models import NOWHERE, Built, Cell, Definition, Mark

# So many marks are settled before a page is shown; a larger change is a worker's business.
READ_YOUR_WRITES = 500

Pair = tuple[int, int]


def unit_sums(definition: Definition, on: dt.date) -> dict[int | None, Pair] | None:
    """Return (counts, all) by unit on ``on``; None when the cells can't say it.

    They can't where they were never built, or where more persons changed than a page may wait for.
    """
    if not _is_current(definition):
        return None
    year, month = on.replace(month=1, day=1), on.replace(day=1)
    grain = Cell.Grain
    parts = (
        Q(grain=grain.YEAR, day__lt=year)
        | Q(grain=grain.MONTH, day__gte=year, day__lt=month)
        | Q(grain=grain.DAY, day__gte=month, day__lte=on)
    )
    rows = (
        Cell.objects.filter(parts, definition=definition)
        .order_by()
        .values("unit_ref")
        .annotate(hit=Sum("numerator"), everybody=Sum("denominator"))
        .values_list("unit_ref", "hit", "everybody")
    )
    return {
        None if unit == NOWHERE else unit: (hit, everybody)
        for unit, hit, everybody in rows
        if hit or everybody
    }


def month_sums(definition: Definition, days: list[dt.date]) -> list[Pair] | None:
    """Return (counts, all) of the province at the ends of months ``days``; None as above."""
    if not _is_current(definition):
        return None
    rows = (
        Cell.objects.filter(definition=definition, grain=Cell.Grain.MONTH, day__lte=max(days))
        .order_by("day")
        .values("day")
        .annotate(hit=Sum("numerator"), everybody=Sum("denominator"))
        .values_list("day", "hit", "everybody")
    )
    moves = list(rows)
    return [
        (
            sum(hit for day, hit, _everybody in moves if day <= end),
            sum(everybody for day, _hit, everybody in moves if day <= end),
        )
        for end in days
    ]


def uncounted(on: dt.date) -> tuple[list[str], int]:
    """Return the codes in force on ``on`` whose cells don't stand, and how many marks wait."""
    wanted = definitions_on(on).filter(formula__in=FORMULAS)
    lacking = wanted.exclude(pk__in=Built.objects.values("definition"))
    return list(lacking.values_list("code", flat=True)), Mark.objects.count()


def _is_current(definition: Definition) -> bool:
    if definition.pk is None:
        # A draft: nothing of it is stored.
        return False
    built = Built.objects.filter(definition=definition).annotate(marked=Exists(Mark.objects.all()))
    marked = built.values_list("marked", flat=True).first()
    if marked is None:
        return False
    return not marked or settle(READ_YOUR_WRITES) == 0
