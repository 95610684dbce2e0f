"""Marking who is at a class: once each, by whatever means, every correction kept."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people import queries as registry
from people.refusal import Refusal
from teams.classes.listing import state_of
from teams.models import Attendance, ClassSession

if TYPE_CHECKING:
    from people.models import Person, User

MEMBER = "team_member"


@dataclass(frozen=True)
class Attendee:
    """Somebody who is on the list of a class."""

    person_id: int
    name: str
    name_sort: str
    how: str
    at: dt.datetime


@transaction.atomic
def mark(
    *, session: ClassSession, persons: Iterable[Any], how: str, by: "User", at: dt.datetime
) -> int:
    """Put ``persons`` on the list of a class that isn't closed; return how many are new on it.

    Who is on it already stays as they are, however often they come.

    Raises:
        Refusal: ``closed`` when the class is over, ``own_class`` for whoever opened it.
    """
    held = _open(session)
    present = present_rows(held)
    new = [person for person in persons if person.pk not in present]
    opener = getattr(registry.person_of(held.opened_by), "pk", None)
    if any(person.pk == opener for person in new):
        raise Refusal("own_class", _("Whoever holds the class isn't on its list."))
    _write(held, new, is_present=True, how=how, by=by, at=at)
    return len(new)


@transaction.atomic
def take_off(*, session: ClassSession, person: "Person", by: "User", at: dt.datetime) -> bool:
    """Take somebody off the list of a class that isn't closed; return whether they were on it.

    Raises:
        Refusal: ``closed`` when the class is over.
    """
    held = _open(session)
    row = present_rows(held).get(person.pk)
    if row is None:
        return False
    _write(held, [row.person], is_present=False, how=row.how, by=by, at=at)
    audit.record("teams.attendance_corrected", by=by, about=held, person=row.person)
    return True


def attendees(session: ClassSession) -> list[Attendee]:
    """Return who is on the list, by name."""
    found = [
        Attendee(pk, row.person.name, row.person.name_sort, row.get_how_display(), row.at)
        for pk, row in present_rows(session).items()
    ]
    return sorted(found, key=lambda one: (one.name_sort, one.person_id))


def roster(session: ClassSession, on: dt.date) -> list["Person"]:
    """Return the team's members of ``on`` who aren't on the list yet, by name."""
    present = present_rows(session)
    rows = registry.memberships_on(on, category=MEMBER).filter(unit_id=session.unit_id)
    members = [row.person for row in rows if row.person_id not in present]
    return sorted(members, key=lambda person: (person.name_sort, person.pk))


def persons_with_phone(phone: str) -> list["Person"]:
    """Return who can be reached at a number in E.164: by the roster, or by a proved account."""
    proved = Q(accounts__phone=phone, accounts__phone_verified=True)
    found = registry.persons().filter(Q(contact_phone=phone) | proved).distinct()
    return list(found.order_by("name_sort", "pk"))


def present_rows(session: ClassSession) -> dict[int, Attendance]:
    """Return the holding row of everybody who is on the list, by whose it is today."""
    rows = session.attendances.select_related("person").order_by("number", "pk")
    latest = {row.person_id: row for row in rows}
    return {
        row.person.merged_into_id or row.person_id: row for row in latest.values() if row.is_present
    }


def _open(session: ClassSession) -> ClassSession:
    """Return the class locked, so that two marks of one person come one after the other."""
    held = ClassSession.objects.select_for_update().get(pk=session.pk)
    if not state_of(held).is_open:
        raise Refusal("closed", _("This class is closed. Whoever holds it can open it again."))
    return held


def _write(
    session: ClassSession,
    persons: "list[Person]",
    *,
    is_present: bool,
    how: str,
    by: "User",
    at: dt.datetime,
) -> None:
    counted = session.attendances.filter(person__in=persons).values_list("person_id")
    last = dict(counted.annotate(last=Max("number")))
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session,
                person=person,
                number=last.get(person.pk, 0) + 1,
                is_present=is_present,
                how=how,
                by=by,
                at=at or timezone.now(),
            )
            for person in persons
        ]
    )
