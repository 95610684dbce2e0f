"""Rows with two times: from when to when something held, and since when we know it.

Days are those of Ho Chi Minh City, half-open [valid_from, valid_to). ``recorded_at`` never
changes; a row found wrong is closed with ``recorded_until`` and a right one is added.
"""

import calendar
import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# No earlier date is known: the start of a unit that is older than our data.
EARLIEST = dt.date(1900, 1, 1)
BATCH = 2_000


def today() -> dt.date:
    """Return the current day in the province."""
    return timezone.localdate()


def end_of(day: dt.date) -> dt.datetime:
    """Return the instant at which ``day`` ends: "as of D" includes all of D."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min)
    return timezone.make_aware(midnight, timezone.get_default_timezone())


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month ``months`` later, or that month's last day before it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def age_reached(date: dt.date | None, year: int | None, years: int) -> dt.date | None:
    """Return the first day on which somebody is surely ``years`` old; None where birth is unknown.

    Args:
        date: the day of birth, where it is recorded.
        year: the year of birth; alone it makes sure of the age only when the year is over.
        years: the age in full years.
    """
    if date is not None:
        if (date.month, date.day) == (2, 29) and not calendar.isleap(date.year + years):
            return dt.date(date.year + years, 3, 1)
        return date.replace(year=date.year + years)
    return None if year is None else dt.date(year + years + 1, 1, 1)


def held_on(day: dt.date, prefix: str = "") -> Q:
    """Return the condition that a dated row, reached by ``prefix``, held on ``day``."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def known_at(instant: dt.datetime | None, prefix: str = "") -> Q:
    """Return the condition that a row was believed at ``instant`` (None: is believed now)."""
    if instant is None:
        return Q(**{f"{prefix}recorded_until__isnull": True})
    return Q(**{f"{prefix}recorded_at__lte": instant}) & (
        Q(**{f"{prefix}recorded_until__isnull": True})
        | Q(**{f"{prefix}recorded_until__gt": instant})
    )


class DatedQuerySet(models.QuerySet):
    """The vocabulary of time; the day is always said."""

    def on(self, day: dt.date, *, known: dt.datetime | None = None) -> Self:
        """Return the rows that held on ``day`` as known at ``known`` (default: now)."""
        return self.filter(held_on(day), known_at(known))

    def current(self) -> Self:
        """Return the rows that are still believed, whatever day they are about."""
        return self.filter(known_at(None))


class DatedModel(models.Model):
    """A bitemporal row; see the module's head."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_from_before_to",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            )
        ]


def end_rows(rows: DatedQuerySet, on: dt.date) -> list[Any]:
    """End what is believed of ``rows`` on ``on``; days before it stay as they were.

    A row that already had a later end, or that was to begin later, is believed no more; what holds
    of it before ``on`` is added again.

    Returns:
        Unsaved copies of what the rows would have said from ``on`` on, for whoever takes over.
    """
    still = rows.current().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).order_by("pk")
    found = list(still.select_for_update(of=("self",)))
    cut = [row.pk for row in found if row.valid_to is None and row.valid_from < on]
    wrong = [row for row in found if row.valid_to is not None or row.valid_from >= on]
    model = rows.model
    model.objects.filter(pk__in=cut).update(valid_to=on)
    model.objects.filter(pk__in=[row.pk for row in wrong]).update(recorded_until=timezone.now())
    heads = [copied(row, valid_to=on) for row in wrong if row.valid_from < on]
    model.objects.bulk_create(heads, batch_size=BATCH)
    return [copied(row, valid_from=max(row.valid_from, on)) for row in found]


def copied(row: Any, **changes: object) -> Any:
    """Return an unsaved copy of a dated row, recorded now, with ``changes``."""
    left_out = {row._meta.pk.attname, "recorded_at", "recorded_until"}
    facts = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in left_out
    }
    return type(row)(**(facts | changes))
