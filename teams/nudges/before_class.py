"""The day before a class, those whom it is for are told when and where it is."""

import datetime as dt

from django.utils import timezone

from people import queries as registry
from teams.classes import listed, open_on
from teams.models import ClassSession
from teams.nudges.rules import Cause, cause_of_class
from teams.nudges.sending import Candidate, send_all
from teams.queries import CATEGORY


def remind_of_classes(now: dt.datetime | None = None) -> int:
    """Remind of tomorrow's classes, each person of their first one, and return how many were sent.

    Told are the members of the team for which a class is held and those who are on its list
    already, but not whoever holds it. The limits of reminders hold for this one, too; run as often
    as one likes, each is sent once.

    Args:
        now: the instant, in the province's time zone; None is now.
    """
    at = now or timezone.localtime()
    day = at.date() + dt.timedelta(days=1)
    sessions = open_on(day)
    people = _people(sessions, day)
    found: dict[int, Candidate] = {}
    for session in sessions:
        cause = _cause(session, at)
        for person_id, name in people[session.pk].items():
            if cause is not None:
                one = Candidate(person_id, session.unit_id, name, cause)
                found.setdefault(person_id, one)
    return send_all(list(found.values()), at)


def _cause(session: ClassSession, now: dt.datetime) -> Cause | None:
    return cause_of_class(
        session.pk,
        topic=session.topic,
        place=session.place,
        starts_at=timezone.localtime(session.starts_at),
        now=now,
    )


def _people(sessions: list[ClassSession], day: dt.date) -> dict[object, dict[int, str]]:
    """Return whom each class is for, by name; a fixed number of queries."""
    units = {session.unit_id for session in sessions}
    members: dict[int, dict[int, str]] = {unit_id: {} for unit_id in units}
    rows = registry.memberships_on(day, category=CATEGORY).filter(unit_id__in=units)
    for row in rows.order_by("pk"):
        members[row.unit_id][row.person_id] = row.person.name
    on_list = listed(sessions)
    ids = {person_id for persons in on_list.values() for person_id in persons}
    names = dict(registry.persons().filter(pk__in=ids).values_list("pk", "name"))
    found: dict[object, dict[int, str]] = {}
    for session in sessions:
        there = {pk: names[pk] for pk in sorted(on_list[session.pk]) if pk in names}
        whom = members[session.unit_id] | there
        whom.pop(session.opened_by.person_id or 0, None)
        found[session.pk] = whom
    return found
