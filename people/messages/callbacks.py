"""Reports of delivery from gateways: signed, fresh, heard once.

The contract is in docs/operate/messages.md. A signature is an HMAC-SHA256 over the time, a dot and
the body; it is good for five minutes either way and for one request.
"""

import datetime as dt
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from people.messages.states import State

TIME_HEADER, SIGNATURE_HEADER = "X-HocSo-Time", "X-HocSo-Signature"
WINDOW_SECONDS = 300
LONGEST_BODY = 16_000
HEARD = (State.SENT, State.DELIVERED, State.FAILED)


class NotHeard(Exception):
    """The report isn't taken; ``status`` is the HTTP answer, ``code`` says why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass(frozen=True)
class Report:
    """What a gateway says became of a message."""

    message_id: uuid.UUID
    state: str
    at: dt.datetime
    reason: str


def signature(secret: str, time: str, body: bytes) -> str:
    """Return what a gateway writes into ``SIGNATURE_HEADER``."""
    signed = time.encode() + b"." + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def heard(channel: str, headers: Mapping[str, str], body: bytes, now: dt.datetime) -> Report:
    """Return the report in ``body``, after it was proved to be the gateway's and new.

    Args:
        channel: which channel's gateway it claims to be.
        headers: of the request.
        body: as it came.
        now: the instant.

    Raises:
        NotHeard: 404 for a channel that isn't reported on, 413, 401 for a wrong or old signature,
            409 for one that was heard before, 400 for a report that can't be understood.
    """
    secret = settings.CALLBACK_SECRETS.get(channel, "")
    if not secret:
        raise NotHeard(404, "unknown_channel")
    if len(body) > LONGEST_BODY:
        raise NotHeard(413, "too_long")
    time, given = headers.get(TIME_HEADER, ""), headers.get(SIGNATURE_HEADER, "")
    right = signature(secret, time, body)
    if not hmac.compare_digest(right.encode(), given.encode()):
        raise NotHeard(401, "wrong_signature")
    if not (time.isascii() and time.isdecimal() and len(time) <= 12):
        raise NotHeard(401, "no_time")
    if abs(now.timestamp() - int(time)) > WINDOW_SECONDS:
        raise NotHeard(401, "too_old")
    seen = hashlib.sha256(f"{channel}:{right}".encode()).hexdigest()
    if not cache.add(f"callback-{seen}", 1, 2 * WINDOW_SECONDS + 60):
        raise NotHeard(409, "heard_before")
    return _read(body, now)


def _read(body: bytes, now: dt.datetime) -> Report:
    try:
        said = json.loads(body)
        message_id = uuid.UUID(str(said["id"]))
        state = State(said["state"])
        at = parse_datetime(str(said["at"])) if said.get("at") else now
        reason = str(said.get("reason") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotHeard(400, "not_understood") from error
    if state not in HEARD or at is None:
        raise NotHeard(400, "not_understood")
    if timezone.is_naive(at):
        raise NotHeard(400, "time_without_zone")
    # A clock that goes wrong writes no day of its own into our rows.
    return Report(message_id, state, min(at, now), reason)
