"""Sums of visits without names; every total is the sum of its parts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from people.dated import months_after
from teams.models import Visit, VisitConfirmation
from teams.outreach.access import standing


@dataclass(frozen=True)
class Sums:
    """What visits add up to. Citizens are told apart by handle; who gave none isn't a citizen here."""

    distinct: int = 0
    repeats: int = 0
    nameless: int = 0
    groups: int = 0
    # People in those groups, as they were counted by who held them: not distinct.
    present: int = 0
    confirmed: int = 0
    denied: int = 0
    # Not in any figure above.
    held: int = 0
    refused: int = 0
    topics: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)

    @property
    def visits(self) -> int:
        """Return all visits that count."""
        return self.distinct + self.repeats + self.nameless + self.groups

    @property
    def unconfirmed(self) -> int:
        """Return the visits that rest on the helper's word alone."""
        return self.visits - self.confirmed - self.denied


def month_rows(team_ids: Iterable[int], month: dt.date) -> QuerySet[Visit]:
    """Return the standing visits of teams in the month that begins on ``month``."""
    begin, end = _start(month), _start(months_after(month, 1))
    return standing().filter(team_id__in=set(team_ids), at__gte=begin, at__lt=end)


def counted(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return those of ``rows`` that count: never held, or let through by an officer."""
    return rows.filter(_COUNTS)


def sums_of(rows: QuerySet[Visit]) -> Sums:
    """Return the sums of ``rows``; four queries."""
    found = _judged(rows).aggregate(**_figures())
    standing_rows = rows.filter(_COUNTS).order_by()
    return _made(
        found,
        topics=dict(standing_rows.values_list("topic").annotate(n=Count("pk"))),
        outcomes=dict(standing_rows.values_list("outcome").annotate(n=Count("pk"))),
        modes=dict(standing_rows.values_list("mode").annotate(n=Count("pk"))),
    )


def sums_by_team(rows: QuerySet[Visit]) -> dict[int, Sums]:
    """Return the sums of every team that has a row; one query, without topics and outcomes."""
    grouped = _judged(rows).order_by().values("team_id").annotate(**_figures())
    rows_of = {row["team_id"]: {**row} for row in grouped}
    return {
        team_id: _made({key: value for key, value in row.items() if key != "team_id"})
        for team_id, row in rows_of.items()
    }


_COUNTS = Q(held="") | Q(ruling__counts=True)


def _judged(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    said = VisitConfirmation.objects.filter(visit=OuterRef("pk"))
    return rows.annotate(
        is_confirmed=Exists(said.filter(answer="yes")), is_denied=Exists(said.filter(answer="no"))
    )


def _figures() -> dict:
    single = _COUNTS & Q(present__isnull=True)
    named = single & ~Q(handle="")
    return {
        "n_distinct": Count("handle", filter=named, distinct=True),
        "n_named": Count("pk", filter=named),
        "n_nameless": Count("pk", filter=single & Q(handle="")),
        "n_groups": Count("pk", filter=_COUNTS & Q(present__isnull=False)),
        "n_present": Sum("present", filter=_COUNTS),
        "n_confirmed": Count("pk", filter=_COUNTS & Q(is_confirmed=True)),
        "n_denied": Count("pk", filter=_COUNTS & Q(is_denied=True)),
        "n_held": Count("pk", filter=~Q(held="") & Q(ruling__isnull=True)),
        "n_refused": Count("pk", filter=Q(ruling__counts=False)),
    }


def _made(row: dict, **parts: dict[str, int]) -> Sums:
    return Sums(
        distinct=row["n_distinct"],
        repeats=row["n_named"] - row["n_distinct"],
        nameless=row["n_nameless"],
        groups=row["n_groups"],
        present=row["n_present"] or 0,
        confirmed=row["n_confirmed"],
        denied=row["n_denied"],
        held=row["n_held"],
        refused=row["n_refused"],
        **parts,
    )


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
