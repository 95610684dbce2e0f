"""Which rows somebody may see. Every list of persons passes here.

A right must be held on the day it is used (``asked_on``, default today); the tree is that of the
day asked about or of the day of asking, so that an officer sees the history of what is theirs.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from people.dated import today
from people.models import Membership
from people.models.roles import Role
from people.queries import ancestors_on, counterparts, memberships_on
from people.scope.roles import Positions, positions

# Who may see names: those who answer for the people of a territory. Trainers don't.
ROLES_WITH_NAMES = (Role.COMMUNE_OFFICER, Role.PROVINCE_STAFF)


def visible_memberships(
    user: object,
    on: dt.date,
    *,
    category: str | None = None,
    asked_on: dt.date | None = None,
) -> QuerySet[Membership]:
    """Return the primary memberships of ``on`` whose persons ``user`` may see by name.

    Args:
        user: who looks.
        on: the day asked about.
        category: only this category.
        asked_on: the day of the look; the rights must be held then.
    """
    asked = asked_on or today()
    rights = positions(user, asked)
    rows = memberships_on(on, category=category)
    territory = _territory(rights, ROLES_WITH_NAMES)
    if not territory and not rights.team_ids:
        return rows.none()
    wanted = Q(unit_id__in=rights.team_ids)
    for day in {on, asked} if territory else ():
        below = ancestors_on(day).filter(ancestor_id__in=territory).order_by()
        wanted |= Q(unit_id__in=below.values("unit_id"))
    if territory and on < asked and (gone := _gone_into(territory, on, asked)):
        wanted |= Q(unit_id__in=gone)
    return rows.filter(wanted)


def may_see_names(
    user: object, unit_id: int, on: dt.date, *, asked_on: dt.date | None = None
) -> bool:
    """Return whether ``user`` may see the names of the people of a unit on ``on``."""
    return _reaches(user, unit_id, on, asked_on or today(), ROLES_WITH_NAMES)


def may_see_unit(
    user: object, unit_id: int, on: dt.date, *, asked_on: dt.date | None = None
) -> bool:
    """Return whether ``user`` may see the figures of a unit on ``on``."""
    return _reaches(user, unit_id, on, asked_on or today(), tuple(Role))


def require(condition: bool) -> None:
    """Let the request pass only when ``condition`` holds.

    Raises:
        PermissionDenied: when it doesn't.
    """
    if not condition:
        raise PermissionDenied


def _territory(rights: Positions, roles: tuple[Role, ...]) -> set[int]:
    return {unit for role in roles for unit in rights.roles.get(role, ())}


def _reaches(
    user: object, unit_id: int, on: dt.date, asked: dt.date, roles: tuple[Role, ...]
) -> bool:
    rights = positions(user, asked)
    if unit_id in rights.team_ids:
        return True
    territory = _territory(rights, roles)
    if not territory:
        return False
    known = any(
        ancestors_on(day).filter(unit_id=unit_id, ancestor_id__in=territory).exists()
        for day in dict.fromkeys((on, asked))
    )
    return known or (on < asked and unit_id in _gone_into(territory, on, asked))


def _gone_into(territory: set[int], on: dt.date, asked: dt.date) -> set[int]:
    """Return the units of ``on`` that are gone when asked, and whose heirs lie in ``territory``.

    Whoever answers for a commune answers for the past of those that were merged into it.
    """
    heirs = counterparts(on, asked)
    below = ancestors_on(asked).filter(unit_id__in=heirs.values(), ancestor_id__in=territory)
    mine = set(below.order_by().values_list("unit_id", flat=True))
    return {unit for unit, heir in heirs.items() if heir in mine}
