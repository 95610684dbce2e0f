"""The last month-ends of a number, in one query, kept for the day."""

import datetime as dt

from django.core.cache import cache
from django.db.models import Count, IntegerField, Q, QuerySet, Value

from indicators import cells
from indicators.definitions import PERSONS
from indicators.formulas.number import Number
from indicators.measure import derived, units, village
from indicators.measure.count import measure, number_of, trained
from indicators.models import Definition
from people import queries as registry

MONTHS = 12
_KEPT = 24 * 3600


def month_ends(on: dt.date, months: int = MONTHS) -> list[dt.date]:
    """Return the last ``months`` month-ends before ``on``, oldest first, and ``on`` itself."""
    ends = []
    first = on.replace(day=1)
    for _ in range(months - 1):
        last = first - dt.timedelta(days=1)
        ends.append(last)
        first = last.replace(day=1)
    return [*reversed(ends), on]


def trend(definition: Definition, on: dt.date) -> list[Number]:
    """Return the number at each month-end before ``on``.

    One query, and kept for a day: late evidence moves past month-ends too. ``on`` itself isn't among
    them, so that the page's last point is the very number in its sentence.
    """
    days = month_ends(on)[:-1]
    if definition.formula in derived.FORMULAS:
        return _of_parts(definition, days, on)
    key = f"indicators:trend:{definition.code}:{definition.version}:{on:%Y%m%d}"
    found = cache.get(key)
    if found is None:
        found = _count(definition, days)
        cache.set(key, found, _KEPT)
    return [number_of(definition, pair, day) for day, pair in zip(days, found, strict=True)]


def _of_parts(definition: Definition, days: list[dt.date], on: dt.date) -> list[Number]:
    key = f"indicators:trend:{definition.code}:{definition.version}:{on:%Y%m%d}"
    found: list[Number] | None = cache.get(key)
    if found is None:
        found = [measure(definition, day, by="").total for day in days]
        cache.set(key, found, _KEPT)
    return found


def _count(definition: Definition, days: list[dt.date]) -> list[tuple[int, int]]:
    if definition.formula in units.FORMULAS or definition.formula in village.FORMULAS:
        # A handful of small reads a month-end, once a day.
        totals = [measure(definition, day, by="").total for day in days]
        return [(int(total.numerator), int(total.denominator or 0)) for total in totals]
    stored = cells.month_sums(definition, days)
    if stored is not None:
        return stored
    parts = [_one(definition, day, place) for place, day in enumerate(days)]
    rows = parts[0].union(*parts[1:], all=True)
    found = {place: (hit, everybody) for place, hit, everybody in rows}
    return [found.get(place, (0, 0)) for place in range(len(days))]


def _one(definition: Definition, day: dt.date, place: int) -> QuerySet:
    """Return one row (place, trained, all) for ``day``."""
    hits = trained(definition, day)
    mark = Value(place, output_field=IntegerField())
    columns = ("place", "hit", "everybody")
    if definition.formula == PERSONS:
        people = registry.persons().filter(pk__in=hits).order_by()
        return (
            people.annotate(place=mark)
            .values("place")
            .annotate(hit=Count("pk"), everybody=Count("pk"))
            .values_list(*columns)
        )
    members = registry.memberships_on(day, category=definition.population["category"])
    return (
        members.order_by()
        .annotate(place=mark)
        .values("place")
        .annotate(hit=Count("pk", filter=Q(person_id__in=hits)), everybody=Count("pk"))
        .values_list(*columns)
    )
