"""Whose lists somebody answers for: those of the units in which they hold an officer's role."""

import datetime as dt

from django.db.models import QuerySet

from people.dated import today
from people.models import Roster, RosterLine, UnitState, User
from people.models.units import Kind
from people.queries import ancestors_on, units_on
from people.scope import positions
from people.scope.visible import ROLES_WITH_NAMES

# Below a commune an officer names the exact unit; the province's lists go by its larger units.
_SMALL = (Kind.TEAM, Kind.HAMLET)


def units_for(by: User, on: dt.date | None = None) -> QuerySet[UnitState]:
    """Return the units whose lists ``by`` may take in, as they are on a day (default: today)."""
    day = on or today()
    rights = positions(by)
    heads = {unit for role in ROLES_WITH_NAMES for unit in rights.roles.get(role, ())}
    below = ancestors_on(day).filter(ancestor_id__in=heads).order_by().values("unit_id")
    states = units_on(day).filter(unit_id__in=below)
    if rights.is_province:
        states = states.exclude(kind__in=_SMALL)
    return states.order_by("kind", "name_folded")


def is_mine(by: User, unit_id: int) -> bool:
    """Return whether ``by`` answers for a unit today."""
    rights = positions(by)
    heads = {unit for role in ROLES_WITH_NAMES for unit in rights.roles.get(role, ())}
    return (
        bool(heads)
        and ancestors_on(today()).filter(unit_id=unit_id, ancestor_id__in=heads).exists()
    )


def rosters_of(by: User) -> QuerySet[Roster]:
    """Return the lists of the units for which ``by`` answers, newest first."""
    return Roster.objects.filter(unit_id__in=_below(by)).order_by("-received_at", "pk")


def lines_of(by: User) -> QuerySet[RosterLine]:
    """Return the lines of those lists that wait for somebody to say whose they are."""
    waiting = RosterLine.objects.filter(state=RosterLine.State.OPEN, unit_id__in=_below(by))
    return waiting.select_related("roster").order_by("roster__received_at", "number", "pk")


def _below(by: User) -> QuerySet:
    rights = positions(by)
    heads = {unit for role in ROLES_WITH_NAMES for unit in rights.roles.get(role, ())}
    rows = ancestors_on(today()).filter(ancestor_id__in=heads)
    return rows.order_by().values("unit_id")
