"""What works beside the database: Redis, the queue, a worker, beat."""

import time
import uuid

from django.conf import settings
from django.core.cache import cache

from learn.celery import app
from learn.doctor.findings import Finding, fault, ok, skipped, warning
from learn.tasks import last_heartbeat

# Beat asks once a minute; three missed are no chance.
STALE_SECONDS = 200
PING_SECONDS = 3
# Not a message more than a healthy worker takes up between two looks.
LONG_QUEUE = 500


def shared_cache() -> Finding:
    """Check that all processes share one cache, and that it keeps what it is given."""
    name = "cache"
    backend = settings.CACHES["default"]["BACKEND"]
    if not backend.endswith("RedisCache"):
        return fault(
            name,
            f"{backend.rsplit('.', 1)[-1]} isn't shared: every process would count limits alone.",
            "Set REDIS_URL in hocso.env, for instance redis://127.0.0.1:6379/0.",
        )
    key, value = f"doctor-{uuid.uuid4()}", "kept"
    try:
        cache.set(key, value, timeout=30)
        found = cache.get(key)
        cache.delete(key)
    except Exception as error:  # noqa: BLE001 - whatever the client raises, the cache is unusable
        return fault(
            name,
            f"Redis does not answer: {error}",
            "Is it running (systemctl status redis-server)? Does REDIS_URL hold its password?",
        )
    if found != value:
        return fault(
            name,
            "Redis took a value and did not give it back.",
            "Look at its memory: maxmemory and maxmemory-policy in redis.conf.",
        )
    return ok(name, "Redis keeps what it is given")


def broker() -> Finding:
    """Check that the queue can be reached and doesn't pile up."""
    name = "queue"
    if app.conf.broker_url.startswith("filesystem"):
        return fault(
            name,
            "The queue is a folder: good for one machine and a demo.",
            "Set CELERY_BROKER_URL in hocso.env, for instance redis://127.0.0.1:6379/1.",
        )
    try:
        with app.connection_for_write() as link:
            link.ensure_connection(max_retries=1, timeout=5)
            waiting = link.default_channel.queue_declare("celery", passive=True).message_count
    except Exception as error:  # noqa: BLE001 - kombu lets every transport raise its own
        return _unreachable(name, error)
    if waiting > LONG_QUEUE:
        return warning(
            name,
            f"{waiting} tasks wait.",
            "Is the worker busy or stuck? journalctl -u hocso-worker. Nothing is lost.",
        )
    return ok(name, f"answers, {waiting} waiting")


def _unreachable(name: str, error: Exception) -> Finding:
    # An empty Redis has no queue yet: kombu says so with a 404 of its own.
    if "NOT_FOUND" in str(error):
        return ok(name, "answers, empty")
    return fault(
        name,
        f"The queue can't be reached: {error}",
        "Is Redis running, and does CELERY_BROKER_URL hold its password?",
    )


def worker() -> Finding:
    """Check that at least one worker answers."""
    name = "worker"
    try:
        answers = app.control.ping(timeout=PING_SECONDS)
    except Exception as error:  # noqa: BLE001 - kombu lets every transport raise its own
        return skipped(name, f"The queue can't be reached ({type(error).__name__}).")
    if not answers:
        return fault(
            name,
            "No worker answers: one-time codes don't leave.",
            "systemctl start hocso-worker; if it runs, see journalctl -u hocso-worker.",
        )
    return ok(name, f"{len(answers)} answer")


def beat() -> Finding:
    """Check that beat's heartbeat came through queue and worker lately."""
    name = "beat"
    try:
        last = last_heartbeat()
    except Exception as error:  # noqa: BLE001 - whatever the client raises, nothing can be read
        return skipped(name, f"The cache can't be read ({type(error).__name__}).")
    age = None if last is None else time.time() - last
    if age is None or age > STALE_SECONDS:
        seen = "no heartbeat at all" if age is None else f"the last heartbeat is {age:.0f} s old"
        return fault(
            name,
            f"Beat gives no sign ({seen}): messages that failed once are not tried again.",
            "systemctl start hocso-beat; right after a start, wait two minutes and ask again.",
        )
    return ok(name, f"last heartbeat {age:.0f} s ago")
