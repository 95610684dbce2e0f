"""Sending reminders: by the platform's schedule in one go, or one by the leader's tap."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from people import audit, consent
from people import queries as registry
from people.dated import today
from people.messages import Route, routes, send_along
from people.refusal import Refusal
from teams.assign import required_by_unit, required_of_persons
from teams.board import board
from teams.board.standings import places
from teams.models import Nudge
from teams.nudges.history import histories
from teams.nudges.rules import (
    ENOUGH,
    IGNORED,
    NIGHT,
    TOO_SOON,
    Cause,
    Sent,
    cause_of,
    last_moment,
    refusal,
)
from teams.nudges.wording import words_of
from teams.queries import CATEGORY, team_states

if TYPE_CHECKING:
    from people.models import User

CHUNK = 500
_WHY = {
    NIGHT: _("It is too late in the evening. Try again after seven in the morning."),
    ENOUGH: _("This person has had two reminders this week. Call them instead."),
    TOO_SOON: _("This person was reminded of it a short while ago. Call them instead."),
    IGNORED: _("Three reminders of this went unanswered. Call them, or go and see them."),
}


class NotSent(Refusal):
    """No reminder went out; the message says why."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be reminded, and of what."""

    person_id: int
    team_id: int
    name: str
    cause: Cause


def nudge_member(
    *, team_id: int, person_id: int, by: "User", now: dt.datetime | None = None
) -> Nudge:
    """Send a member of a team the reminder that fits, within the same limits as the platform.

    Args:
        team_id: the team.
        person_id: the member.
        by: the leader who asks for it.
        now: the instant; None is now.

    Raises:
        NotSent: when there is nothing to remind of, no way to reach them, a no, or the limits say
            so.
    """
    at = now or timezone.localtime()
    found = board(team_id, today(), at)
    row = next((row for row in found.rows if row.person_id == person_id), None)
    if row is None:
        raise NotSent("not_a_member", _("This person isn't on the team's roster."))
    cause = cause_of(row.state, row.cells, row.active_at, found.on)
    if cause is None:
        raise NotSent("nothing_to_remind", _("There is nothing to remind this person of."))
    route = routes([person_id]).get(person_id)
    if route is None:
        raise NotSent("no_way", _("We know no way to reach this person. Go and see them."))
    if consent.opposed([person_id], consent.MESSAGES):
        raise NotSent("opposed", _("This person wants no reminders. Call them instead."))
    why = refusal(cause, histories([person_id])[person_id], at)
    if why:
        raise NotSent(why, _WHY[why])
    made = send_one(Candidate(person_id, team_id, row.name, cause), route, [], at, by)
    if made is None:
        raise NotSent(TOO_SOON, _WHY[TOO_SOON])
    return made


def nudge_everybody(now: dt.datetime | None = None) -> int:
    """Send all reminders that are due in the province, and return how many.

    Run as often as one likes: a reminder has a number, and each number is sent once.

    Args:
        now: the instant; None is now.
    """
    at = now or timezone.localtime()
    return send_all(_candidates(at), at)


def send_all(everybody: Sequence[Candidate], now: dt.datetime) -> int:
    """Send those of the reminders that the limits let through, and return how many.

    Args:
        everybody: whom to remind of what; one reminder a person.
        now: the instant.
    """
    return sum(
        _send_chunk(everybody[start : start + CHUNK], now)
        for start in range(0, len(everybody), CHUNK)
    )


def _candidates(now: dt.datetime) -> list[Candidate]:
    """Return everybody on a team's roster who has something to be reminded of."""
    on = now.date()
    teams = team_states(on).order_by().values("unit_id")
    members = registry.memberships_on(on, category=CATEGORY).filter(unit_id__in=teams).order_by()
    rows = list(members.values_list("person_id", "unit_id", "person__name"))
    person_ids = members.values_list("person_id", flat=True)
    found = places(
        [(person, unit) for person, unit, _name in rows],
        required_by_unit(teams, CATEGORY, on),
        required_of_persons(person_ids, on),
        on,
        now,
        person_ids=person_ids,
    )
    candidates = []
    for person, unit, name in rows:
        place = found[person]
        cause = cause_of(place.state, place.cells, place.active_at, on)
        if cause is not None:
            candidates.append(Candidate(person, unit, name, cause))
    return candidates


def _send_chunk(chunk: Sequence[Candidate], now: dt.datetime) -> int:
    ids = [one.person_id for one in chunk]
    known, opposed = histories(ids), consent.opposed(ids, consent.MESSAGES)
    ways = routes(ids)
    sent = 0
    for one in chunk:
        history, route = known[one.person_id], ways.get(one.person_id)
        if route is None or one.person_id in opposed or refusal(one.cause, history, now):
            continue
        sent += send_one(one, route, history, now, None) is not None
    return sent


def send_one(
    one: Candidate, route: Route, history: Iterable[Sent], now: dt.datetime, by: "User | None"
) -> Nudge | None:
    """Write message and reminder together; None when another worker was quicker."""
    same = Nudge.objects.filter(
        person_id=one.person_id, purpose=one.cause.purpose, ref=one.cause.ref
    )
    number = (
        same.count() + 1
        if by
        else 1
        + sum((sent.purpose, sent.ref) == (one.cause.purpose, one.cause.ref) for sent in history)
    )
    try:
        with transaction.atomic(), translation.override("vi"):
            words = words_of(one.cause, name=one.name, person_id=one.person_id)
            message = send_along(
                person_id=one.person_id, route=route, words=words, purpose="nudge",
                until=last_moment(now),
            )  # fmt: skip
            if message is None:
                return None
            nudge = Nudge.objects.create(
                person_id=one.person_id, team_id=one.team_id, purpose=one.cause.purpose,
                ref=one.cause.ref, number=number, message_id=message.pk, by=by, at=now,
            )  # fmt: skip
            audit.record("teams.nudged", by=by, about=nudge, purpose=one.cause.purpose)
    except IntegrityError:
        return None
    return nudge
