"""Marking by cards, typed or scanned after the class: where there is no signal, paper will do."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people import cards
from people import queries as registry
from people.refusal import Refusal
from people.text import tidy
from teams.classes.attending import mark, present_rows
from teams.models import Attendance, ClassSession

if TYPE_CHECKING:
    from people.models import Person, PersonCard, User

MOST_LINES = 200
MARKED, BEFORE, UNKNOWN, ENDED, OWN = "marked", "before", "unknown", "ended", "own"


@dataclass(frozen=True)
class Line:
    """What was typed on one line, what came of it, and whose card it is."""

    typed: str
    result: str
    name: str = ""


def mark_cards(*, session: ClassSession, typed: str, by: "User", at: dt.datetime) -> list[Line]:
    """Mark the owners of the cards that were typed, one a line, and answer every line.

    A card that was replaced after the class began counts: the paper at the door was the old one.

    Raises:
        Refusal: ``closed`` when the class is over, ``too_many`` for more than ``MOST_LINES`` lines.
    """
    lines = [line for one in typed.splitlines() if (line := tidy(one)[:300])]
    if len(lines) > MOST_LINES:
        raise Refusal("too_many", _("That is more than 200 lines. Send them in parts."))
    found = cards.find_cards(lines)
    opener = registry.person_of(session.opened_by)
    taken = set(present_rows(session))
    new: list[Person] = []
    answers = []
    for line in lines:
        answer, person = _judged(line, found.get(line), session, opener, taken)
        answers.append(answer)
        if answer.result == MARKED and person is not None:
            taken.add(person.pk)
            new.append(person)
    mark(session=session, persons=new, how=Attendance.How.CARD, by=by, at=at)
    return answers


def _judged(
    line: str,
    card: "PersonCard | None",
    session: ClassSession,
    opener: "Person | None",
    taken: set[int],
) -> "tuple[Line, Person | None]":
    if card is None:
        return Line(line, UNKNOWN), None
    person = cards.owner_of(card)
    result = MARKED
    if not _held_then(card, session):
        result = ENDED
    elif person == opener:
        result = OWN
    elif person.pk in taken:
        result = BEFORE
    # Whose a lost card was is nobody's business at the door.
    return Line(line, result, "" if result == ENDED else person.name), person


def _held_then(card: "PersonCard", session: ClassSession) -> bool:
    was_replaced = card.ended_why == card.End.REPLACED
    return card.ended_at is None or (was_replaced and card.ended_at > session.starts_at)
