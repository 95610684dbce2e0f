"""How far training reached: those who train, the members they trained, the citizens those helped.

Figures without names; the names behind them are in ``people.py``.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from people import queries as registry
from teams.outreach.households import households_on
from teams.outreach.people import held_classes
from teams.outreach.sums import counted, month_rows
from teams.queries import sizes


@dataclass(frozen=True)
class HamletReach:
    """Distinct citizens with a handle in a hamlet, beside its households where those are known."""

    name: str
    citizens: int
    visits: int
    households: int | None = None


@dataclass(frozen=True)
class Reach:
    """The chain in figures: who taught, who was taught, who went out, who was reached."""

    teachers: int
    members: int
    trained: int
    active: int
    citizens: int
    hamlets: tuple[HamletReach, ...] = ()


def reach(
    team_ids: Iterable[int], month: dt.date, on: dt.date, *, with_hamlets: bool = True
) -> Reach:
    """Return the reach of teams in a month; seven queries.

    Args:
        team_ids: the teams.
        month: its first day.
        on: the day of whose roster members are counted.
        with_hamlets: whether hamlets are listed one by one.
    """
    ids = set(team_ids)
    size = sizes(ids, on)
    rows = counted(month_rows(ids, month))
    figures = rows.aggregate(
        active=Count("by", distinct=True),
        citizens=Count("handle", filter=~Q(handle=""), distinct=True),
    )
    taught = held_classes(ids, month)
    return Reach(
        teachers=taught.aggregate(n=Count("opened_by", distinct=True))["n"],
        members=sum(one.members for one in size.values()),
        trained=sum(one.trained for one in size.values()),
        active=figures["active"],
        citizens=figures["citizens"],
        hamlets=_hamlets(rows, on) if with_hamlets else (),
    )


def _hamlets(rows: object, on: dt.date) -> tuple[HamletReach, ...]:
    found = list(
        rows.filter(hamlet__isnull=False)  # type: ignore[attr-defined]
        .order_by()
        .values_list("hamlet_id")
        .annotate(citizens=Count("handle", filter=~Q(handle=""), distinct=True), visits=Count("pk"))
    )
    ids = {pk for pk, _citizens, _visits in found}
    names, households = registry.unit_names(ids, on), households_on(ids, on)
    made = (
        HamletReach(names[pk].name, citizens, visits, households.get(pk))
        for pk, citizens, visits in found
        if pk in names
    )
    return tuple(sorted(made, key=lambda one: (-one.citizens, one.name)))
