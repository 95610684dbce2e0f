"""One-time codes of the sign-up: kept in the session, short-lived, few tries, few of them.

Sign-in codes are allauth's. A sign-up has codes of its own because the account is made only when
the phone or e-mail is proved: nobody can occupy somebody else's number.
"""

import time

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from people.refusal import Refusal

KEY = "people_signup"
LIFETIME_SECONDS = 10 * 60
MAX_TRIES = 5
MAX_RESENDS = 3


def begin(request: HttpRequest, details: dict[str, object]) -> str:
    """Keep ``details`` until they are proved, and return a new code for them."""
    code = get_adapter().generate_login_code()
    request.session[KEY] = {
        "details": details,
        "code": code,
        "at": time.time(),
        "tries": 0,
        "resends": 0,
    }
    return code


def waiting(request: HttpRequest) -> dict | None:
    """Return the details that wait to be proved, or None."""
    held = request.session.get(KEY)
    return held["details"] if held else None


def can_resend(request: HttpRequest) -> bool:
    """Return whether one more code may be asked for."""
    held = request.session.get(KEY)
    return held is not None and held["resends"] < MAX_RESENDS


def renew(request: HttpRequest) -> str:
    """Return another code for the same details; the older one no longer counts.

    Raises:
        Refusal: when too many were asked for.
    """
    held = request.session[KEY]
    if not can_resend(request):
        raise Refusal("too_many_codes", _("You have asked for too many codes. Wait a few minutes."))
    held |= {
        "code": get_adapter().generate_login_code(),
        "at": time.time(),
        "tries": 0,
        "resends": held["resends"] + 1,
    }
    request.session[KEY] = held
    return held["code"]


def check(request: HttpRequest, typed: str) -> None:
    """Let ``typed`` pass when it is the code.

    Raises:
        Refusal: when it is wrong, too old, or was guessed at too often.
    """
    held = request.session[KEY]
    if time.time() - held["at"] > LIFETIME_SECONDS:
        raise Refusal("expired", _("This code has expired. Ask for a new one below."))
    contact = held["details"]["phone"] or held["details"]["email"]
    # Counted outside the session too: requests sent side by side would each see few tries.
    is_slow_enough = ratelimit.consume(request, action="check_code", key=contact)
    if held["tries"] >= MAX_TRIES or not is_slow_enough:
        raise Refusal("too_many_tries", _("Too many wrong codes. Ask for a new one below."))
    digits = "".join(mark for mark in typed if mark.isdigit())
    if not constant_time_compare(digits, held["code"]):
        held["tries"] += 1
        request.session[KEY] = held
        raise Refusal(
            "wrong", _("This code isn't right. Look at the newest message and try again.")
        )


def forget(request: HttpRequest) -> None:
    """Drop the details and the code."""
    request.session.pop(KEY, None)
