"""Reads that upper floors and pages share: teams, with how many of each have a certificate."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from certificates import queries as register
from people import queries as registry
from teams.models import TeamHamlet

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
