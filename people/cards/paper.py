"""What stands on a card of paper: whose it is, the code, and a square that leads to signing in."""

from collections.abc import Iterable, Mapping
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from people.cards.giving import Given
from people.spelt import in_groups


def address_of(code: str) -> str:
    """Return where the card's square leads."""
    return site_address(reverse("card_sign_in_with", args=[code]))


def site_address(path: str) -> str:
    """Return ``path`` with the site before it."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def square(code: str) -> str:
    """Return the QR code of a card as an address that an ``img`` can show."""
    drawn = segno.make(address_of(code), error="m", micro=False)
    return drawn.svg_data_uri(border=2, dark="#16232b", light="#ffffff")


def printed(given: Iterable[Given], places: Mapping[int, str]) -> dict[str, Any]:
    """Return what the sheet says; codes and drawn PINs stand on this one answer and nowhere else.

    Args:
        given: the cards, as they are handed over.
        places: team or commune by person id.
    """
    rows = [
        {
            "name": one.person.name,
            "place": places.get(one.person.pk, ""),
            "code": in_groups(one.code),
            "square": square(one.code),
            "pin": one.pin,
        }
        for one in given
    ]
    path = reverse("card_sign_in")
    return {
        "given": rows,
        "has_pins": any(row["pin"] for row in rows),
        "address": site_address(path).split("://")[-1],
    }
