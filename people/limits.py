"""Slows down those who ask too often from one address. Nothing about them is kept."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

MINUTE = 60


def is_beyond(request: HttpRequest, purpose: str, most: int, now: float | None = None) -> bool:
    """Count a request from this address and return whether there were more than ``most``.

    Args:
        request: whose address is asked of the same place as at sign-in, proxies included.
        purpose: what is asked for; each has a count of its own.
        most: requests a minute.
        now: seconds since the epoch; the clock when None.
    """
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:
        # A server that passes on no address: whoever comes that way shares one count.
        address = ""
    return is_beyond_for(address, purpose, most, now)


def is_beyond_for(name: str, purpose: str, most: int, now: float | None = None) -> bool:
    """Count a request about ``name`` and return whether there were more than ``most`` a minute."""
    minute = int((time.time() if now is None else now) // MINUTE)
    # Hashed, so that the cache holds no list of visitors.
    visitor = hashlib.sha256(f"{minute}:{name}".encode()).hexdigest()[:32]
    key = f"{purpose}-{visitor}"
    if cache.add(key, 1, 2 * MINUTE):
        return most < 1
    try:
        return cache.incr(key) > most
    except ValueError:
        # Dropped between the two calls, as any cache may: the count starts again.
        return False


def seconds_left(now: float | None = None) -> int:
    """Return after how many seconds counting begins anew: 1 to 60."""
    return MINUTE - int((time.time() if now is None else now) % MINUTE)
