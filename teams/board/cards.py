"""«Việc hôm nay»: at most seven cards, ordered by what the leader can do. Pure.

A card is for one person and one reason. It leaves when it is done or put off, never by being
looked at; the same reason comes back with a new event, or when the day it was put off to is here.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from courses.queries import Stuck
from teams.board.rows import Board, Row
from teams.board.states import DONE, SILENT, TODO

MOST = 7
EXPIRING_DAYS = 60

# In this order: safety, who waits, who is stuck, who fell silent, who never began,
# whose certificate ends, who could be checked by somebody else.
SCAM, WAITING, STUCK, QUIET, NEVER, EXPIRING, READY = REASONS = (
    "scam",
    "waiting",
    "stuck",
    "silent",
    "never",
    "expiring",
    "ready",
)
# For how many days a card that was done stays away while nothing new happens.
REST_DAYS = {
    SCAM: 7,
    WAITING: 7,
    STUCK: 14,
    QUIET: 7,
    NEVER: 7,
    EXPIRING: 14,
    READY: 14,
}


@dataclass(frozen=True)
class Call:
    """Somebody waits for an answer: a call for help, or anything else that one can wait for.

    ``url_name`` with ``url_ref`` is the page on which it is answered; "" where a phone call is.
    """

    reason: str
    ref: str
    person_id: int
    name: str
    phone: str
    at: dt.datetime
    words: str = ""
    url_name: str = ""
    url_ref: str = ""


@dataclass(frozen=True)
class Signs:
    """What is known beside the roster: who calls, who is stuck, who may be checked."""

    calls: tuple[Call, ...] = ()
    stuck: Mapping[int, Stuck] = field(default_factory=dict)
    # Who passed what can be checked in practice, with the course's id.
    ready: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """One thing to do today."""

    reason: str
    # Names reason and event: what was answered under it doesn't come back for the same event.
    occasion: str
    person_id: int
    name: str
    phone: str
    # What the line of the reason needs.
    days: int | None = None
    title: str = ""
    count: int = 0
    on: dt.date | None = None
    words: str = ""
    url_name: str = ""
    url_ref: str = ""


@dataclass(frozen=True)
class Today:
    """The cards to show, and how many more there are behind them."""

    cards: tuple[Card, ...]
    more: int
    put_off: int


def today_of(
    board: Board, signs: Signs, answered: Collection[tuple[int, str]], *, most: int = MOST
) -> Today:
    """Return the leader's cards.

    Args:
        board: the roster with its states.
        signs: what else is known.
        answered: (person, occasion) of what was done or put off and isn't due again.
        most: how many are shown.
    """
    everything = _calls(signs, board.now) + [
        card for row in board.rows if (card := _card(row, signs, board.on)) is not None
    ]
    everything.sort(key=lambda card: REASONS.index(card.reason))
    left = [card for card in everything if (card.person_id, card.occasion) not in answered]
    return Today(
        cards=tuple(left[:most]),
        more=max(0, len(left) - most),
        put_off=len(everything) - len(left),
    )


def _calls(signs: Signs, now: dt.datetime) -> list[Card]:
    return [
        Card(
            reason=call.reason,
            occasion=f"{call.reason}:{call.ref}",
            person_id=call.person_id,
            name=call.name,
            phone=call.phone,
            days=max(0, (now - call.at).days),
            words=call.words,
            url_name=call.url_name,
            url_ref=call.url_ref,
        )
        for call in sorted(signs.calls, key=lambda call: call.at)
    ]


def _card(row: Row, signs: Signs, on: dt.date) -> Card | None:
    """Return the one card of a member, for the first reason that holds."""
    if (found := signs.stuck.get(row.person_id)) is not None and row.state != DONE:
        return _made(
            row, STUCK, found.at.date().isoformat(), title=found.title, count=found.failures
        )
    if row.state == SILENT:
        last = row.active_at.date().isoformat() if row.active_at else ""
        return _made(row, QUIET, last, days=row.silent_days)
    if row.state == TODO:
        return _made(row, NEVER, "", title=row.cells[0].title)
    for cell in sorted(row.cells, key=lambda cell: cell.expires_on or dt.date.max):
        if cell.expires_on is not None and (cell.expires_on - on).days <= EXPIRING_DAYS:
            ref = f"{cell.family_id}-{cell.expires_on.isoformat()}"
            return _made(row, EXPIRING, ref, title=cell.title, on=cell.expires_on)
    if (family_id := signs.ready.get(row.person_id)) is not None:
        card = _made(row, READY, str(family_id))
        return replace(card, url_name="assess_person", url_ref=str(row.person_id))
    return None


def _made(
    row: Row,
    reason: str,
    ref: str,
    *,
    days: int | None = None,
    title: str = "",
    count: int = 0,
    on: dt.date | None = None,
) -> Card:
    return Card(
        reason=reason,
        occasion=f"{reason}:{ref}",
        person_id=row.person_id,
        name=row.name,
        phone=row.phone,
        days=days,
        title=title,
        count=count,
        on=on,
    )
