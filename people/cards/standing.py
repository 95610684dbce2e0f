"""What many people hold: no card, one that holds, one that is locked; in a fixed number of queries."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from people.cards.proving import MOST_WRONG
from people.models import CardTry, PersonCard
from people.queries import owners_of

NONE, HOLDS, LOCKED, ENDED = "none", "holds", "locked", "ended"


@dataclass(frozen=True)
class Standing:
    """What somebody's newest card is worth, and since when."""

    state: str = NONE
    at: dt.datetime | None = None
    why: str = ""
    card: PersonCard | None = None


def standings(person_ids: Collection[int]) -> dict[int, Standing]:
    """Return the standing of each person; three queries, whatever their number."""
    owners = owners_of(person_ids)
    newest: dict[int, PersonCard] = {}
    rows = PersonCard.objects.filter(person_id__in=list(owners)).order_by("issued_at", "pk")
    for card in rows:
        known, owner = newest.get(owners[card.person_id]), owners[card.person_id]
        if known is None or card.ended_at is None or known.ended_at is not None:
            newest[owner] = card
    held = [card.pk for card in newest.values() if card.ended_at is None]
    locked = _locked(held)
    return {person_id: _standing(newest.get(person_id), locked) for person_id in person_ids}


def _standing(card: PersonCard | None, locked: set[int]) -> Standing:
    if card is None:
        return Standing()
    if card.ended_at is not None:
        return Standing(ENDED, card.ended_at, card.get_ended_why_display() or "", card)
    return Standing(LOCKED if card.pk in locked else HOLDS, card.issued_at, "", card)


def _locked(card_ids: list[int]) -> set[int]:
    wrong = dict.fromkeys(card_ids, 0)
    tries = CardTry.objects.filter(card_id__in=card_ids).order_by("pk")
    for card_id, is_right in tries.values_list("card_id", "is_right"):
        # What was typed after the lock fell isn't written, so a right one always opens.
        wrong[card_id] = 0 if is_right else wrong[card_id] + 1
    return {card_id for card_id, count in wrong.items() if count >= MOST_WRONG}
