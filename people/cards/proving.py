"""A card and its PIN, tried: right or wrong, counted, and the card locked after five wrong ones."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import audit
from people.cards.finding import holding_card, owner_of
from people.cards.pins import is_pin
from people.cards.rights import with_rights
from people.dated import today
from people.models import CardTry, PersonCard, User
from people.refusal import Refusal

SIGN_IN, VISIT = CardTry.Purpose.SIGN_IN, CardTry.Purpose.VISIT
MOST_WRONG = 5
# One sentence for everything that can be wrong, so that nobody learns which codes there are.
WRONG = _("The code of the card or the PIN isn't right, or the card is locked. After five wrong PINs "
          "a card is locked: the leader of your team can give you a new one.")  # fmt: skip


def prove(*, typed: str, pin: str, purpose: str, by: User | None = None) -> PersonCard:
    """Return the card when the PIN is its own; every try is written down.

    Args:
        typed: the card's code, or the address that was scanned.
        pin: as the person typed it.
        purpose: ``SIGN_IN`` or ``VISIT``.
        by: on whose phone, when somebody is signed in there.

    Raises:
        Refusal: ``wrong``, always in the same words.
    """
    card = holding_card(typed)
    # Before the card is locked: a hash takes its time, and others wait for the row.
    is_right = is_pin(pin, card)
    if card is None or not _counted(card, is_right=is_right, purpose=purpose, by=by):
        # Raised outside the transaction, or the count of tries would be taken back with it.
        raise Refusal("wrong", WRONG)
    return card


@transaction.atomic
def _counted(card: PersonCard, *, is_right: bool, purpose: str, by: User | None) -> bool:
    """Write the try and return whether it opens something; tries at once come one by one."""
    row = PersonCard.objects.select_for_update().get(pk=card.pk)
    before = wrong_tries(row)
    if row.ended_at is not None or before >= MOST_WRONG:
        return False
    CardTry.objects.create(card=row, purpose=purpose, is_right=is_right, by=by)
    if not is_right and before + 1 >= MOST_WRONG:
        audit.record("people.card_locked", by=by, about=row, person=card.person)
    return is_right and not with_rights([owner_of(card).pk], today())


def right_tries_since(card: PersonCard, purpose: str, since: dt.datetime) -> int:
    """Return how often the right PIN was typed for ``purpose`` since then."""
    return card.tries.filter(purpose=purpose, is_right=True, at__gte=since).count()


def wrong_tries(card: PersonCard) -> int:
    """Return how many wrong PINs were typed since the last right one."""
    rows = card.tries.order_by("-pk").values_list("is_right", flat=True)[:MOST_WRONG]
    count = 0
    for is_right in rows:
        if is_right:
            break
        count += 1
    return count
