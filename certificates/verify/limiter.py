"""Slows down those who try codes one after the other."""

from django.conf import settings
from django.http import HttpRequest

from people.limits import is_beyond


def is_too_fast(request: HttpRequest, now: float | None = None) -> bool:
    """Count a look-up from this address and return whether there were too many this minute.

    Args:
        request: who asks.
        now: seconds since the epoch; the clock when None.
    """
    return is_beyond(request, "certificates-verify", settings.VERIFICATIONS_PER_MINUTE, now)
