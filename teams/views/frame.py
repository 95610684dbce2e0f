"""What every page of a team shares: who may open it, the look that is written down, its places."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people import audit, scope
from people import queries as registry
from people.dated import today

# A label and the name of an address that takes the id of the team. New pages of a team are rows
# here, in the order of a week.
PLACES: tuple[tuple[Promise, str], ...] = (
    (_("Who needs me"), "team_board"),
    (_("Assign a course"), "team_assign"),
    (_("List to take along"), "team_print"),
    (_("Classes"), "team_classes"),
    (_("Go and help"), "team_outreach"),
    (_("Cards to sign in with"), "unit_cards"),
    (_("Monthly report"), "team_reports"),
    (_("About the team"), "team_profile"),
)
# What a member who doesn't lead finds.
MEMBER_PLACES = frozenset({"team_outreach"})
# What the province sees the team without: a card is given by who has the person before them.
NOT_OF_THE_PROVINCE = frozenset({"unit_cards"})


@dataclass(frozen=True)
class Link:
    """One place of a team."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """A team as whoever opened it may see it; ``links`` is for ``teams/team_nav.html``."""

    team_id: int
    name: str
    place: str
    commune_id: int | None
    on: dt.date
    # Whether whoever looks leads the team; else they answer for its commune or the province.
    is_leader: bool
    links: tuple[Link, ...]


def open_team(request: HttpRequest, unit_id: int) -> Frame:
    """Return the team ``unit_id`` for whoever asks, and write the look at a personal list.

    Leaders and deputies open their own team, officers those of their territory, province staff
    every team.

    Raises:
        PermissionDenied: for everybody else, and on any other unit.
        Http404: where the unit was a team once and is none today.
    """
    day = today()
    positions = scope.positions(request.user, day)
    leads = unit_id in positions.team_ids
    is_above = positions.is_officer or positions.is_province
    scope.require(leads or (is_above and scope.may_see_names(request.user, unit_id, day)))
    state = registry.unit_state(unit_id, day)
    if state is None or state.kind != "community_team":
        raise Http404
    record_look(request, unit_id)
    is_near = leads or positions.is_officer
    places = tuple(place for place in PLACES if is_near or place[1] not in NOT_OF_THE_PROVINCE)
    return _frame(request, state, day, leads=leads, places=places)


def open_as_member(request: HttpRequest, unit_id: int, *, is_member: bool) -> Frame:
    """Return the team for a member on its roster, with the few places that are theirs; else as above.

    Raises:
        PermissionDenied: for who is neither a member nor may open the team.
        Http404: where the unit was a team once and is none today.
    """
    day = today()
    if not is_member or unit_id in scope.positions(request.user, day).team_ids:
        return open_team(request, unit_id)
    state = registry.unit_state(unit_id, day)
    if state is None or state.kind != "community_team":
        raise Http404
    places = tuple(place for place in PLACES if place[1] in MEMBER_PLACES)
    return _frame(request, state, day, leads=False, places=places)


def _frame(
    request: HttpRequest,
    state: Any,
    day: dt.date,
    *,
    leads: bool,
    places: tuple[tuple[Promise, str], ...],
) -> Frame:
    unit_id = state.unit_id
    commune_id = registry.commune_of([unit_id], day).get(unit_id)
    commune = registry.unit_names({commune_id}, day).get(commune_id) if commune_id else None
    here = request.resolver_match.url_name if request.resolver_match else ""
    return Frame(
        team_id=unit_id,
        name=state.name,
        place=commune.name if commune else "",
        commune_id=commune_id,
        on=day,
        is_leader=leads,
        links=tuple(
            Link(str(label), reverse(name, args=[unit_id]), name == here) for label, name in places
        ),
    )


def record_look(request: HttpRequest, unit_id: int) -> None:
    """Write the look at a team's people, once a session and day."""
    day = today().isoformat()
    key = f"board-seen-{unit_id}"
    if request.session.get(key) == day:
        return
    state = registry.unit_state(unit_id, today())
    audit.record("teams.board_seen", by=request.user, about=state.unit if state else None)
    request.session[key] = day
