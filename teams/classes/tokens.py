"""The sign in a class's QR code: it changes every half minute and only the server's clock counts."""

import datetime as dt
import uuid

from django.utils.crypto import constant_time_compare, salted_hmac

# A new sign so often: a picture of it that is sent to somebody at home is soon worthless.
PERIOD_SECONDS = 30
# Signs of this many periods hold: a cheap phone on 3G needs a minute from camera to page.
_PERIODS = 3
_SALT = "teams.classes.qr"
_LENGTH = 16


def class_token(session_id: uuid.UUID, at: dt.datetime) -> str:
    """Return the sign of a class at an instant."""
    return _signed(session_id, _period(at))


def is_fresh(session_id: uuid.UUID, token: str, at: dt.datetime) -> bool:
    """Return whether ``token`` was shown for the class at most 90 s before ``at``.

    One period ahead holds too: of two servers one may be a little fast.
    """
    now = _period(at)
    periods = range(now - _PERIODS + 1, now + 2)
    # Compared with all of them, so that the time taken tells nothing.
    found = [constant_time_compare(token, _signed(session_id, period)) for period in periods]
    return any(found)


def _period(at: dt.datetime) -> int:
    return int(at.timestamp() // PERIOD_SECONDS)


def _signed(session_id: uuid.UUID, period: int) -> str:
    return salted_hmac(_SALT, f"{session_id}/{period}", algorithm="sha256").hexdigest()[:_LENGTH]
