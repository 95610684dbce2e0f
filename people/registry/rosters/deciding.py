"""Somebody says whose a doubtful line is. Nothing is merged, ended or added without that."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people.dated import today
from people.models import Membership, Person, RosterLine, Unit, User
from people.queries import persons
from people.refusal import Refusal
from people.registry.bulk import add_persons
from people.registry.memberships import join, leave
from people.registry.merging import mergeable_persons
from people.registry.rosters.applying import fill, person_from
from people.registry.rosters.reaching import is_mine
from people.scope import positions

SAME, DIFFERENT, LEAVE = "same", "different", "leave"
State = RosterLine.State


@transaction.atomic
def decide(*, line: RosterLine, answer: str, by: User, person_id: int | None = None) -> RosterLine:
    """Say whose a line is; a line that is decided already stays as it is.

    Args:
        line: the line, or a member who is no longer on the list.
        answer: "same": it is ``person_id``, who joins or moves; of a member no longer on the
            list: that they left. "different": somebody new, who is added. "leave": nothing is done.
        by: who answers for the unit.
        person_id: one of the candidates, for "same".

    Raises:
        Refusal: when the unit, or the unit that would be left, isn't one ``by`` answers for; when
            ``person_id`` is no candidate or lies outside one's territory.
    """
    row = RosterLine.objects.select_for_update().get(pk=line.pk)
    if row.state != State.OPEN:
        return row
    if not is_mine(by, row.unit_id):
        raise Refusal("out_of_scope", _("You don't answer for this unit."))
    if answer == LEAVE:
        return _settled(row, State.LEFT, row.person, by)
    if row.reason == "gone":
        _end(row, by)
        return _settled(row, State.SAME, row.person, by)
    if answer == DIFFERENT:
        return _settled(row, State.DIFFERENT, _added(row, by), by)
    person = _candidate(row, person_id, by)
    fill([(person, person_from(row.given))])
    _join(row, person, by)
    return _settled(row, State.SAME, person, by)


def may_be_chosen(by: User, person_ids: list[int]) -> set[int]:
    """Return which of the persons ``by`` may say a line is about: theirs, and those of no unit."""
    if positions(by).is_province:
        return set(person_ids)
    mine = set(
        mergeable_persons(by, today())
        .filter(pk__in=person_ids)
        .order_by()
        .values_list("pk", flat=True)
    )
    bound = set(
        _still(today()).filter(person_id__in=person_ids).values_list("person_id", flat=True)
    )
    return mine | (set(person_ids) - bound)


def _still(day: Any) -> Any:
    return Membership.objects.current().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def _candidate(row: RosterLine, person_id: int | None, by: User) -> Person:
    if person_id not in row.candidates or person_id is None:
        raise Refusal("no_candidate", _("Choose one of the people shown."))
    if person_id not in may_be_chosen(by, [person_id]):
        raise Refusal("province_decides", _("This person belongs to another commune: the province decides."))  # fmt: skip
    person = persons().filter(pk=person_id).first()
    if person is None:
        raise Refusal("no_candidate", _("Choose one of the people shown."))
    return person


def _added(row: RosterLine, by: User) -> Person:
    new = person_from(row.given)
    is_taken = persons().filter(national_id_digest=new.national_id_digest or "-").exists()
    pk = add_persons([new.without_number() if is_taken else new])[0]
    person = Person.objects.get(pk=pk)
    audit.record("people.person_added", by=by, about=person, person=person, source="roster")
    _join(row, person, by)
    return person


def _join(row: RosterLine, person: Person, by: User) -> None:
    """Make the person a member where the line says; a membership in its way ends on that day."""
    since = row.roster.since
    for held in _still(since).filter(person=person, category=row.category, is_primary=True):
        if held.unit_id == row.place_id:
            return
        if not is_mine(by, held.unit_id):
            raise Refusal("province_decides", _("This person belongs to another commune: the province decides."))  # fmt: skip
        leave(membership=held, on=since, by=by)
    join(
        person=person,
        unit=Unit.objects.get(pk=row.place_id or 0),
        category=row.category,
        position=row.given["position"],
        title=row.given["title"],
        since=since,
        by=by,
        source=f"roster {row.roster.file_name}"[:120],
    )


def _end(row: RosterLine, by: User) -> None:
    held = _still(row.roster.since).filter(
        person=row.person, unit=row.place_id, category=row.category, valid_to__isnull=True
    )
    for membership in held:
        leave(membership=membership, on=row.roster.since, by=by)


def _settled(row: RosterLine, state: str, person: Person | None, by: User) -> RosterLine:
    row.state, row.person, row.given = state, person, {}
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "person", "given", "decided_by", "decided_at"])
    audit.record("people.roster_line_decided", by=by, about=row, person=person, answer=str(state))
    return row
