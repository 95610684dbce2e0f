"""Who writes, sees and corrects visits: the member their own, the leader those of the team."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from people import queries as registry
from people import scope
from people.dated import today
from teams.models import TeamHamlet, Visit
from teams.queries import CATEGORY

if TYPE_CHECKING:
    from people.models import User

# An account whose holder an officer has checked.
CONFIRMED = "confirmed"


def is_member(user: object, team_id: int, on: dt.date | None = None) -> bool:
    """Return whether ``user`` is on the team's roster, by a link that was confirmed."""
    day = on or today()
    held = scope.positions(user, day)
    if team_id in held.team_ids:
        return True
    if held.person_id is None or getattr(user, "link", "") != CONFIRMED:
        return False
    rows = registry.memberships_on(day, category=CATEGORY)
    return rows.filter(unit_id=team_id, person_id=held.person_id).exists()


def visits_seen(user: "User", team_id: int) -> QuerySet[Visit]:
    """Return the standing visits of a team that ``user`` may read one by one, newest first.

    The leader sees those of the team, a member the own ones, nobody else any.
    """
    rows = standing().filter(team_id=team_id)
    if team_id not in scope.positions(user).team_ids:
        rows = rows.filter(by=user) if is_member(user, team_id) else rows.none()
    return rows.select_related("by__person", "ruling").order_by("-at", "-pk")


def may_correct(user: "User", visit: Visit) -> bool:
    """Return whether ``user`` wrote the visit and is still a member, or leads the team."""
    leads = visit.team_id in scope.positions(user).team_ids
    return leads or (visit.by_id == user.pk and is_member(user, visit.team_id))


def standing() -> QuerySet[Visit]:
    """Return the visits that were neither replaced nor taken back."""
    return Visit.objects.filter(replaced_by__isnull=True, is_void=False)


def hamlets_of(team_id: int, on: dt.date) -> dict[int, str]:
    """Return the names of the hamlets a team covers, by id; without any, those of its commune."""
    covered = TeamHamlet.objects.on(on).filter(team_id=team_id)  # type: ignore[attr-defined]
    ids = set(covered.values_list("hamlet_id", flat=True))
    if ids:
        states = list(registry.unit_names(ids, on).values())
    else:
        commune_id = registry.commune_of([team_id], on).get(team_id)
        states = list(registry.units_on(on, kind="hamlet", under=commune_id)) if commune_id else []
    states.sort(key=lambda state: (state.name_folded, state.unit_id))
    return {state.unit_id: state.name for state in states}
