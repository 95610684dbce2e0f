"""From what was typed or scanned to the card, and from a card to whose it is."""

from collections.abc import Iterable

from people.cards.codes import code_in, digest_of
from people.models import Person, PersonCard


def find_cards(typed: Iterable[str]) -> dict[str, PersonCard]:
    """Return the cards that were typed, also those that hold no more; one query.

    Returns:
        By what was typed; what is no code, or no card's, is absent.
    """
    digests = {text: digest_of(code) for text in typed if (code := code_in(text))}
    rows = PersonCard.objects.filter(digest__in=set(digests.values()))
    found = {card.digest: card for card in rows.select_related("person__merged_into")}
    return {text: found[digest] for text, digest in digests.items() if digest in found}


def holding_card(typed: str) -> PersonCard | None:
    """Return the card with this code when it holds."""
    card = find_cards([typed]).get(typed)
    return card if card is not None and card.ended_at is None else None


def owner_of(card: PersonCard) -> Person:
    """Return whose card it is today: of two records that are one person, the kept one."""
    return card.person.merged_into or card.person
