"""The code on a card: drawn by chance, kept as a keyed hash, read however it was typed."""

import hashlib
import hmac

from django.conf import settings

from people.spelt import ALPHABET, new_code, read_code

# Sixty bits: nobody finds a card by trying, not even without a limit.
LENGTH = 12
# Its own key, derived: digests of cards and of the registry can't be laid side by side.
_LABEL = b"person-card-1"


def draw_code() -> str:
    """Return a new code."""
    return new_code(LENGTH)


def code_in(typed: str) -> str:
    """Return the code in what was typed or scanned, "" when there is none.

    A scanner gives the whole address that the card's square holds; its last part is the code.
    """
    last = typed.strip()[:300].rstrip("/").rsplit("/", 1)[-1]
    code = read_code(last)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def digest_of(code: str) -> str:
    """Return the keyed hash under which a card is known."""
    return keyed(f"code:{code}")


def keyed(text: str) -> str:
    """Return the keyed hash of ``text``; without the installation's key it can't be tried out."""
    key = hmac.new(settings.MATCHING_KEY.encode(), _LABEL, hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
