"""Rows with two times: from when to when something held, and since when we know it.

Days are those of Ho Chi Minh City, half-open [valid_from, valid_to). ``recorded_at`` never
changes; a row found wrong is closed with ``recorded_until`` and a right one is added.
"""

import calendar
import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# No earlier date is known: the start of a unit that is older than our data.
EARLIEST = dt.date(1900, 1, 1)


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
