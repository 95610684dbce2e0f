"""The way out: an address in every reminder that stops them without signing in."""

import hashlib
import hmac

from django.conf import settings
from django.utils.http import base36_to_int, int_to_base36

from people import queries as registry

_LENGTH = 12


def stop_token(person_id: int) -> str:
    """Return what stands in the address: whose it is, signed so that nobody else's can be guessed."""
    return f"{int_to_base36(person_id)}-{_signature(person_id)}"


def stopper(token: str) -> int | None:
    """Return whose reminders ``token`` is about, or None when it isn't one of ours."""
    head, _dash, signature = token.partition("-")
    try:
        person_id = base36_to_int(head)
    except ValueError:
        return None
    if not hmac.compare_digest(signature, _signature(person_id)):
        return None
    return person_id if registry.persons().filter(pk=person_id).exists() else None


def _signature(person_id: int) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"stop-nudges:{person_id}".encode(), hashlib.sha256).hexdigest()[:_LENGTH]
