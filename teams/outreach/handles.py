"""The citizen's handle: a keyed pseudonym, so that repeats can be told and numbers can't be had."""

import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings

from people.text import fold

if TYPE_CHECKING:
    from people.models import Person

# Its own key, derived: a handle and a digest of the registry can't be laid side by side.
_LABEL = b"outreach-handle-1"


def handle_of_phone(phone: str) -> str:
    """Return the handle of a phone in E.164, or "" for none."""
    return keyed(f"phone:{phone}") if phone else ""


def handle_of_name(name: str, birth_year: int, hamlet_id: int | None) -> str:
    """Return the handle of somebody without a phone, by name, year of birth and hamlet."""
    return keyed(f"name:{fold(name)}:{birth_year}:{hamlet_id or 0}")


def handles_of(person: "Person", hamlet_id: int | None) -> set[str]:
    """Return the handles under which help for ``person`` may have been written in a hamlet."""
    proved = person.accounts.filter(phone_verified=True).values_list("phone", flat=True)
    found = {handle_of_phone(phone) for phone in (person.contact_phone, *proved)}
    if person.birth_year:
        found |= {
            handle_of_name(person.name, person.birth_year, place) for place in (hamlet_id, None)
        }
    return found - {""}


def keyed(text: str) -> str:
    """Return the keyed hash of ``text``; without the installation's key it can't be tried out."""
    key = hmac.new(settings.MATCHING_KEY.encode(), _LABEL, hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
