"""Several accounts on one phone: which are there, and going on as one of them.

A session that proved a phone with a code may use any account on that phone, no other. An account
with a second factor still asks for it.
"""

import time

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from people.models import User

# In the session: the phone that was proved in it, and a choice that waits to be made.
PROVED = "people_proved_phone"
CHOICE = "people_choice"
# On the request: somebody was chosen in it.
CHOSEN = "account_is_chosen"
CHOICE_SECONDS = 15 * 60


def accounts_on(phone: str) -> QuerySet[User]:
    """Return the active accounts that have proved ``phone``, oldest first."""
    if not phone:
        return User.objects.none()
    return (
        User.objects.filter(phone=phone, phone_verified=True, is_active=True)
        .select_related("person")
        .order_by("pk")
    )


def remember(request: HttpRequest, phone: str) -> None:
    """Note that this session has proved ``phone``."""
    request.session[PROVED] = phone


def ask_who_learns(request: HttpRequest, phone: str, next_url: str | None) -> None:
    """Note that somebody proved ``phone`` and must now say as whom to go on."""
    request.session[CHOICE] = {"phone": phone, "next": next_url or "", "at": time.time()}


def proved_phone(request: HttpRequest) -> str:
    """Return the phone whose accounts this session may use, or ""."""
    if request.user.is_authenticated:
        return request.session.get(PROVED, "")
    choice = request.session.get(CHOICE)
    if not choice or time.time() - choice["at"] > CHOICE_SECONDS:
        return ""
    return choice["phone"]


def go_on_as(
    request: HttpRequest, user: User, *, phone: str, next_url: str | None = None
) -> HttpResponse:
    """Sign in as ``user``, whose phone the caller knows to be proved in this session.

    Whoever was signed in before is signed out first, so that nothing of theirs stays behind.
    """
    choice = request.session.get(CHOICE) or {}
    if request.user.is_authenticated and request.user.pk != user.pk:
        logout(request)
    remember(request, phone)
    ask_who_learns(request, phone, choice.get("next"))
    # Read by the adapter, which would ask again otherwise.
    setattr(request, CHOSEN, True)
    record_authentication(request, user, method="code", phone=phone)
    return perform_login(request, Login(user=user, redirect_url=next_url or choice.get("next")))
