"""The six digits that go with a card: which ones won't do, and how they are kept.

A PIN is hashed as passwords are, after the installation's key went into it: from a stolen table
alone nobody can try out the million PINs there are.
"""

import secrets
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from people.cards.codes import keyed
from people.models import Person, PersonCard
from people.refusal import Refusal

LENGTH = 6
_UP, _DOWN = "01234567890", "09876543210"


def digits_of(typed: str) -> str:
    """Return what was typed without spaces and dots."""
    return "".join(mark for mark in typed[:40] if mark not in " .-")


def refuse_weak_pin(pin: str, person: Person) -> None:
    """Let pass six digits that aren't the first ones anybody would try.

    Raises:
        Refusal: ``pin_form`` when these aren't six digits, ``pin_weak`` when they are easy.
    """
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        raise Refusal("pin_form", _("A PIN has exactly 6 digits."))
    if _is_pattern(pin) or _is_of_birth(pin, person):
        raise Refusal("pin_weak", _("This PIN is too easy to guess: choose digits that aren't in a "
                                    "row, not all the same and not a year of birth."))  # fmt: skip


def draw_pin(person: Person) -> str:
    """Return a PIN by chance that isn't an easy one."""
    while True:
        pin = f"{secrets.randbelow(10**LENGTH):0{LENGTH}d}"
        if not (_is_pattern(pin) or _is_of_birth(pin, person)):
            return pin


def hashed(pin: str, digest: str) -> str:
    """Return what is kept of a card's PIN."""
    return make_password(keyed(f"pin:{digest}:{pin}"))


def is_pin(typed: str, card: PersonCard | None) -> bool:
    """Return whether ``typed`` is the card's PIN; without a card it takes as long to say no."""
    pin = digits_of(typed)
    if card is None:
        check_password(pin, _of_nobody())
        return False
    return check_password(keyed(f"pin:{card.digest}:{pin}"), card.pin)


@cache
def _of_nobody() -> str:
    return make_password(secrets.token_hex(16))


def _is_pattern(pin: str) -> bool:
    is_repeated = pin in (pin[0] * 6, pin[:2] * 3, pin[:3] * 2)
    return is_repeated or pin in _UP or pin in _DOWN


def _is_of_birth(pin: str, person: Person) -> bool:
    if person.birth_year and str(person.birth_year) in pin:
        return True
    born = person.birth_date
    return born is not None and pin in (f"{born:%d%m%y}", f"{born:%m%d%y}", f"{born:%y%m%d}")
