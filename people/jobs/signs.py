"""Signs between a worker and the pages that don't wait for a transaction to end.

Work that writes is one transaction, and what it writes into its row is seen by nobody before the
end. So how far it is, that the worker lives and that somebody asked to stop pass through the cache
as well. All of it may be lost: the row decides.
"""

import time

from django.core.cache import cache

from people.models import Job

KEPT = 3600


def tell(job: Job, done: int, total: int) -> None:
    """Say how far the work is, and that its worker lives."""
    cache.set(f"job:{job.pk}:{job.tries}", (done, total, time.time()), timeout=KEPT)


def told(job: Job) -> tuple[int, int, float] | None:
    """Return done, total and the instant of the last sign of the newest taker."""
    return cache.get(f"job:{job.pk}:{job.tries}")


def ask_to_stop(job: Job) -> None:
    """Let the worker know without waiting for it."""
    cache.set(f"job:{job.pk}:stop", 1, timeout=KEPT)


def is_asked_to_stop(job: Job) -> bool:
    """Return whether somebody asked."""
    return cache.get(f"job:{job.pk}:stop") is not None
