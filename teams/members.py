"""The roster of one team: who comes, who goes, who leads; every change has its day."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import audit
from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from people.registry import add_person, join, leave
from people.text import fold, tidy
from teams.queries import CATEGORY

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User

POSITIONS = ("member", "deputy", "leader")


@transaction.atomic
def add_member(
    *,
    team_id: int,
    name: str,
    phone: str,
    birth_year: int | None,
    position: str,
    since: dt.date,
    by: "User",
) -> Any:
    """Put somebody on a team's roster, the person known by this name and phone or a new one.

    Args:
        team_id: the team.
        name: as they write it.
        phone: in E.164, "" where there is none.
        birth_year: tells people of one name apart.
        position: one of POSITIONS.
        since: the first day, not after today.
        by: the officer.

    Returns the membership.

    Raises:
        Refusal: ``has_leader``, ``too_little``, ``signed_up``, ``several``, or
            ``second_primary`` where the person is on a team already.
    """
    unit = _unit(team_id, since)
    _require_one_leader(team_id, position, since)
    if not phone and not birth_year:
        raise Refusal("too_little", _("Give a phone or a year of birth, to tell people apart."))
    person = _known(name, phone, birth_year)
    if person is None:
        person = add_person(
            name=tidy(name), birth_year=birth_year, contact_phone=phone, source="roster", by=by
        )
    return join(
        person=person, unit=unit, category=CATEGORY, position=position, since=since, by=by,
        source="team page",
    )  # fmt: skip


@transaction.atomic
def end_member(*, team_id: int, membership_id: int, on: dt.date, reason: str, by: "User") -> None:
    """End a membership: ``on`` is the first day on which it no longer holds.

    Raises:
        Refusal: ``not_on_roster``, ``no_reason``, or as ``people.registry.leave`` says.
    """
    if not tidy(reason):
        raise Refusal("no_reason", _("Say in a few words why they leave."))
    row = _membership(team_id, membership_id)
    leave(membership=row, on=on, by=by)
    audit.record(
        "teams.member_left", by=by, about=row, person=row.person, reason=tidy(reason)[:200]
    )


@transaction.atomic
def change_position(
    *, team_id: int, membership_id: int, position: str, on: dt.date, by: "User"
) -> None:
    """Give a member another duty from a day on; the one before stays in the history.

    Raises:
        Refusal: ``not_on_roster``, ``has_leader``, or ``ends_too_early`` on the very first day.
    """
    row = _membership(team_id, membership_id)
    if row.position == position:
        return
    _require_one_leader(team_id, position, on)
    person, unit, title = row.person, row.unit, row.title
    leave(membership=row, on=on, by=by)
    join(person=person, unit=unit, category=CATEGORY, position=position, since=on, by=by,
         source="team page", title=title)  # fmt: skip


def history(team_id: int) -> "QuerySet[Any]":
    """Return all memberships that the team ever had, the latest change first."""
    return registry.team_memberships(team_id).order_by("-valid_from", "-pk")


def roster(team_id: int, on: dt.date) -> list[Any]:
    """Return the members of ``on``, leader and deputies first, then by name."""
    rows = registry.memberships_on(on, category=CATEGORY).filter(unit_id=team_id)
    return sorted(rows, key=lambda row: (-POSITIONS.index(row.position), row.person.name_sort))


def _unit(team_id: int, on: dt.date) -> Any:
    state = registry.unit_state(team_id, on)
    if state is None or state.kind != "community_team" or on > today():
        raise Refusal("no_team", _("The team doesn't exist on that day."))
    return state.unit


def _membership(team_id: int, membership_id: int) -> Any:
    row = registry.team_memberships(team_id).filter(pk=membership_id, valid_to__isnull=True).first()
    if row is None:
        raise Refusal("not_on_roster", _("This person is no longer on the roster."))
    return row


def _require_one_leader(team_id: int, position: str, on: dt.date) -> None:
    leaders = registry.memberships_on(on, category=CATEGORY).filter(
        unit_id=team_id, position="leader"
    )
    if position == "leader" and leaders.exists():
        raise Refusal(
            "has_leader", _("The team has a leader. Give that person another duty first.")
        )


def _known(name: str, phone: str, birth_year: int | None) -> Any:
    """Return the person of this name and phone, or of this name and year; None for a newcomer."""
    found = registry.persons().filter(name_folded=fold(name))
    found = found.filter(contact_phone=phone) if phone else found.filter(birth_year=birth_year)
    people = [one for one in found if not (birth_year and one.birth_year not in (None, birth_year))]
    if not people:
        return None
    if len(people) > 1 or not phone:
        raise Refusal(
            "several",
            _("Somebody of this name is known. Add a phone, or import a list to compare."),
        )
    if people[0].source == "self":
        raise Refusal(
            "signed_up",
            _("Somebody signed up with this name and phone. Let them ask to join, then accept."),
        )
    return people[0]
