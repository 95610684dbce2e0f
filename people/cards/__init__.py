"""Cards of people without e-mail and without a phone of their own.

Owns cards, their PINs and what is done with them. A card with its PIN opens learning; a card alone
says who somebody is to a leader who has the person before them. Rights of positions never come
through a card: its account's link is never confirmed.
"""

from people.cards.finding import find_cards, holding_card, owner_of
from people.cards.giving import Given, block, give, give_many
from people.cards.pins import draw_pin, refuse_weak_pin
from people.cards.proving import MOST_WRONG, SIGN_IN, VISIT, prove, right_tries_since
from people.cards.standing import Standing, standings

__all__ = [
    "MOST_WRONG",
    "SIGN_IN",
    "VISIT",
    "Given",
    "Standing",
    "block",
    "draw_pin",
    "find_cards",
    "give",
    "give_many",
    "holding_card",
    "owner_of",
    "prove",
    "refuse_weak_pin",
    "right_tries_since",
    "standings",
]
