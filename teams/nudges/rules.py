"""Whom to remind of what, and when not to. Pure: a reminder is a question of a few facts.

Quiet from nine in the evening to seven in the morning; at most two reminders in seven days, whoever
sends them; the same thing at most three times, each time after a longer pause; never to somebody who
is done, and never to somebody who said no.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from teams.board.states import DONE, SILENT, TODO, Cell

QUIET_FROM, QUIET_TO = 21, 7
MOST_A_WEEK = 2
WEEK = dt.timedelta(days=7)
# Days to wait before the second and the third reminder of one thing; there is no fourth.
PAUSES = (7, 14)
DUE_DAYS, EXPIRING_DAYS = 7, 30

NEVER, QUIET, DUE, EXPIRING, DIGEST = "never", "silent", "due", "expiring", "digest"
CLASS = "class"
NIGHT, ENOUGH, TOO_SOON, IGNORED = "night", "enough", "too_soon", "ignored"


@dataclass(frozen=True)
class Cause:
    """What somebody is to be reminded of; ``ref`` names the thing, so that it is told from others."""

    purpose: str
    ref: str
    title: str = ""
    on: dt.date | None = None
    # Of a class: when it begins, and where.
    at: dt.datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class Sent:
    """A reminder that was sent: what for, and when."""

    purpose: str
    ref: str
    at: dt.datetime


def cause_of(
    state: str, cells: Iterable[Cell], active_at: dt.datetime | None, on: dt.date
) -> Cause | None:
    """Return what a member may be reminded of, the most urgent thing; None where there is nothing.

    Args:
        state: the member's state on the board.
        cells: how far they are in each course asked of them.
        active_at: when they were last heard of.
        on: the day.
    """
    rows = sorted(cells, key=lambda cell: cell.due_on or cell.expires_on or dt.date.max)
    for cell in rows:
        is_near = cell.due_on is not None and 0 <= (cell.due_on - on).days <= DUE_DAYS
        if cell.state != DONE and is_near:
            return Cause(DUE, f"{cell.family_id}-{cell.due_on}", cell.title, cell.due_on)
    if state == TODO and rows:
        return Cause(NEVER, str(rows[0].family_id), rows[0].title)
    if state == SILENT:
        return Cause(
            QUIET, f"{active_at:%Y-%m-%d}" if active_at else "", rows[0].title if rows else ""
        )
    for cell in rows:
        if cell.expires_on is not None and 0 <= (cell.expires_on - on).days <= EXPIRING_DAYS:
            return Cause(
                EXPIRING, f"{cell.family_id}-{cell.expires_on}", cell.title, cell.expires_on
            )
    return None


def cause_of_class(
    session_id: object, *, topic: str, place: str, starts_at: dt.datetime, now: dt.datetime
) -> Cause | None:
    """Return what somebody may be reminded of the day before a class; None on any other day.

    Args:
        session_id: the class.
        topic: what it is about.
        place: where it is held.
        starts_at: when it begins, in the province's time zone.
        now: the instant, in the same zone.
    """
    if (starts_at.date() - now.date()).days != 1:
        return None
    return Cause(CLASS, str(session_id), topic, starts_at.date(), starts_at, place)


def is_night(now: dt.datetime) -> bool:
    """Return whether nobody is to be disturbed."""
    return now.hour >= QUIET_FROM or now.hour < QUIET_TO


def last_moment(now: dt.datetime) -> dt.datetime:
    """Return when a reminder of today is of no use any more: when the evening's quiet begins."""
    return now.replace(hour=QUIET_FROM, minute=0, second=0, microsecond=0)


def refusal(cause: Cause, history: Iterable[Sent], now: dt.datetime) -> str:
    """Return why no reminder may go out now, or "" when it may.

    Args:
        cause: what it would be about.
        history: all reminders that the person got, in any order.
        now: the instant, in the province's time zone.
    """
    if is_night(now):
        return NIGHT
    sent = sorted(history, key=lambda one: one.at)
    if sum(now - one.at < WEEK for one in sent) >= MOST_A_WEEK:
        return ENOUGH
    same = [one for one in sent if (one.purpose, one.ref) == (cause.purpose, cause.ref)]
    if len(same) > len(PAUSES):
        return IGNORED
    if same and now - same[-1].at < dt.timedelta(days=PAUSES[len(same) - 1]):
        return TOO_SOON
    return ""
