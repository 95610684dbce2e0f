"""How much help a counter gave: sums without names."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from teams.counter.tasks import tasks
from teams.models import CounterHelp


@dataclass(frozen=True)
class Sum:
    """One task: how often, and how it went."""

    title: str
    alone: int
    helped: int
    not_yet: int

    @property
    def total(self) -> int:
        """Return all of them."""
        return self.alone + self.helped + self.not_yet


@dataclass(frozen=True)
class Sums:
    """The month so far, and today, of one counter. A task nobody came for isn't listed."""

    since: dt.date
    today: int
    rows: tuple[Sum, ...]

    @property
    def total(self) -> int:
        """Return how often anybody was helped in the month."""
        return sum(row.total for row in self.rows)


def sums_of(unit_id: int, on: dt.date, language: str) -> Sums:
    """Return the sums of a counter from the first of the month to the end of ``on``; two queries.

    Titles of tasks are in ``language``.
    """
    since = on.replace(day=1)
    rows = CounterHelp.objects.filter(unit_id=unit_id)
    month = rows.filter(at__gte=_start(since), at__lt=_start(on + dt.timedelta(days=1)))
    counted = month.order_by().values_list("task", "outcome").annotate(n=Count("pk"))
    found = {(task, outcome): n for task, outcome, n in counted}
    sums = tuple(
        Sum(
            task.title(language),
            *(found.get((task.code, outcome), 0) for outcome in CounterHelp.Outcome.values),
        )
        for task in tasks()
    )
    return Sums(
        since=since,
        today=month.filter(at__gte=_start(on)).count(),
        rows=tuple(row for row in sums if row.total),
    )


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
