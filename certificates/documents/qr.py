"""The square that a phone reads."""

import io
from functools import lru_cache

import segno
from django.conf import settings

# Trying all eight masks costs five times the rest; a fixed one is as standard and as readable.
_MASK = 2


def check_address(check_code: str) -> str:
    """Return the short address at which anybody checks a certificate."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/v/{check_code}"


@lru_cache(maxsize=256)
def qr_svg(text: str) -> str:
    """Return ``text`` as a QR code in SVG, dark on nothing, without a quiet zone."""
    drawn = io.BytesIO()
    segno.make(text, error="m", mask=_MASK, micro=False).save(
        drawn, kind="svg", border=0, dark="#16232b", xmldecl=False
    )
    return drawn.getvalue().decode()


@lru_cache(maxsize=256)
def qr_image(text: str) -> str:
    """Return ``text`` as a QR code that an ``img`` can show: black on white, with its margin."""
    return segno.make(text, error="m", mask=_MASK, micro=False).svg_data_uri(
        border=3, dark="#16232b", light="#ffffff"
    )
