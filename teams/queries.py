"""Reads that upper floors and pages share: teams, with how many of each have a certificate."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from certificates import queries as register
from people import queries as registry
from people.dated import end_of, months_after
from teams.models import HamletHouseholds, TeamHamlet, Visit

CATEGORY = "team_member"
# A certificate of a course taught and graded here.
GRADE_FLOOR, ORIGINS = 2, ["own"]


@dataclass(frozen=True)
class TeamSize:
    """How many are on a team's roster on a day, and how many of them hold a certificate."""

    trained: int
    members: int


def team_states(on: dt.date, *, under: int | None = None) -> QuerySet:
    """Return the states on ``on`` of all teams, or of those under a unit, by name."""
    states = registry.units_on(on, kind="community_team", under=under)
    return states.order_by("name_folded", "unit_id")


def sizes(team_ids: Iterable[int], on: dt.date) -> dict[int, TeamSize]:
    """Return the sizes of ``team_ids`` on ``on``; one grouped query."""
    trained = register.persons_trained(on, grade_floor=GRADE_FLOOR, origins=ORIGINS)
    rows = (
        registry.memberships_on(on, category=CATEGORY)
        .filter(unit_id__in=list(team_ids))
        .order_by()
        .values("unit_id")
        .annotate(everybody=Count("pk"), hit=Count("pk", filter=Q(person_id__in=trained)))
        .values_list("unit_id", "hit", "everybody")
    )
    return {unit: TeamSize(hit, everybody) for unit, hit, everybody in rows}


def covered_units(on: dt.date, *, kind: str) -> set[int]:
    """Return the units of a kind that have a community digital team on ``on``.

    Args:
        on: the day asked about.
        kind: "commune" (a team lies under it) or "hamlet" (a team says that it covers it, or lies
            under it).
    """
    teams = team_states(on).order_by().values("unit_id")
    above = registry.ancestors_on(on, kind=kind).filter(unit_id__in=teams)
    found = set(above.order_by().values_list("ancestor_id", flat=True))
    if kind == "hamlet":
        covered = TeamHamlet.objects.on(on).filter(team_id__in=teams)
        found |= set(covered.order_by().values_list("hamlet_id", flat=True))
    return found


def people_guided(on: dt.date, *, months: int) -> dict[int, int]:
    """Return by team how many different citizens were helped; one query, and no name.

    Citizens are told apart by the keyed pseudonym of a visit. Whoever was helped by several teams
    is counted once, where the last help was given; who left no pseudonym can't be told apart and
    isn't counted.

    Args:
        on: the last day of visits.
        months: of so many months up to ``on``.
    """
    newest = Window(
        RowNumber(), partition_by=F("handle"), order_by=[F("at").desc(), F("pk").desc()]
    )
    rows = _helped(on, months).annotate(place=newest).filter(place=1)
    return dict(Counter(rows.values_list("team_id", flat=True)))


def households_reached(on: dt.date, *, months: int) -> dict[int, tuple[int, int]]:
    """Return by hamlet (reached at most, all households) on ``on``; two queries.

    A visit names a citizen by pseudonym, not a household: as many households as different citizens
    were helped at home can have been reached, never more than there are. Hamlets whose number of
    households isn't recorded are absent.

    Args:
        on: the last day of visits, and the day of whose number of households is told.
        months: of so many months up to ``on``.
    """
    at_home = _helped(on, months).filter(mode=Visit.Mode.HOME, hamlet__isnull=False).order_by()
    met = dict(at_home.values_list("hamlet_id").annotate(n=Count("handle", distinct=True)))
    known = HamletHouseholds.objects.on(on).values_list("hamlet_id", "number")  # type: ignore[attr-defined]
    return {hamlet: (min(met.get(hamlet, 0), number), number) for hamlet, number in known}


def _helped(on: dt.date, months: int) -> QuerySet[Visit]:
    """Return the visits to somebody known by a pseudonym that stand and count."""
    counts = Q(held="") | Q(ruling__counts=True)
    begin = end_of(months_after(on, -months))
    rows = Visit.objects.filter(counts, replaced_by__isnull=True, is_void=False)
    return rows.filter(at__gte=begin, at__lt=end_of(on)).exclude(handle="")
