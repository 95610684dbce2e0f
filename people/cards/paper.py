"""What stands on a card of paper: whose it is, the code, and a square that leads to signing in."""

import segno
from django.conf import settings
from django.urls import reverse

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


def shown_code(code: str) -> str:
    """Return the code as it is printed."""
    return in_groups(code)
