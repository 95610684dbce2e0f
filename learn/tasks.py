"""Background tasks of the site itself."""

import time

from celery import shared_task
from django.core.cache import cache

HEARTBEAT = "learn.heartbeat"


@shared_task(name="learn.heartbeat")
def heartbeat() -> None:
    """Leave the time in the cache: whoever reads it knows that beat, queue and worker live."""
    cache.set(HEARTBEAT, time.time(), timeout=24 * 3600)


def last_heartbeat() -> float | None:
    """Return when the last heartbeat ran, in seconds since 1970, or None if that is long ago."""
    return cache.get(HEARTBEAT)
