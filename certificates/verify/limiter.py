"""Slows down those who try codes one after the other. Nothing about them is kept."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

_MINUTE = 60


def is_too_fast(request: HttpRequest, now: float | None = None) -> bool:
    """Count a look-up from this address and return whether there were too many this minute.

    Args:
        request: whose address is asked of the same place as at sign-in, proxies included.
        now: seconds since the epoch; the clock when None.
    """
    minute = int((time.time() if now is None else now) // _MINUTE)
    address = get_adapter().get_client_ip(request)
    # Hashed, so that the cache holds no list of visitors.
    visitor = hashlib.sha256(f"{minute}:{address}".encode()).hexdigest()[:32]
    key = f"certificates-verify-{visitor}"
    if cache.add(key, 1, 2 * _MINUTE):
        return False
    try:
        return cache.incr(key) > settings.VERIFICATIONS_PER_MINUTE
    except ValueError:
        # Dropped between the two calls, as any cache may: the count starts again.
        return False
