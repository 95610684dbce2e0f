"""Signing in by card, on a device that belongs to somebody else or to all.

A session of a card ends after half an hour without a touch, when its holder says so, and when the
card ends. It never reaches the pages on which one adds other ways to sign in.
"""

import time
from collections.abc import Callable

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people import consent
from people.accounts.signup import open_account
from people.cards.finding import owner_of
from people.cards.rights import with_rights
from people.dated import today
from people.models import Person, PersonCard, User

# In the session: the card by which somebody is here; a card that was proved and waits for a yes.
KEY, WAITING = "people_card", "people_card_waiting"
IDLE_SECONDS = 30 * 60
WAITING_SECONDS = 10 * 60
# How often a page in use moves the end of its session; each time the card is looked at again.
TOUCH_SECONDS = 60
CLOSED_PREFIXES, OPEN_NAMES = ("account_", "mfa_"), {"account_logout"}


def is_by_card(request: HttpRequest) -> bool:
    """Return whether somebody is signed in here by a card."""
    user = getattr(request, "user", None)
    held = getattr(request, "session", ())
    return user is not None and user.is_authenticated and KEY in held


def must_agree(card: PersonCard) -> bool:
    """Return whether the person has yet to say that results of theirs may be kept."""
    return not consent.holds(owner_of(card), consent.LEARNING)


def wait_for_yes(request: HttpRequest, card: PersonCard, next_url: str) -> None:
    """Note that somebody proved ``card`` in this session and is asked whether they agree."""
    request.session.flush()
    request.session[WAITING] = {"card": card.pk, "at": time.time(), "next": next_url}
    request.session.set_expiry(WAITING_SECONDS)


def waiting(request: HttpRequest) -> tuple[PersonCard, str] | None:
    """Return the card that waits for a yes and where its holder wanted to go, or None."""
    held = request.session.get(WAITING)
    if not held or time.time() - held["at"] > WAITING_SECONDS:
        return None
    cards = PersonCard.objects.select_related("person__merged_into")
    card = cards.filter(pk=held["card"], ended_at__isnull=True).first()
    return None if card is None else (card, held["next"])


def enter(
    request: HttpRequest, card: PersonCard, *, next_url: str = "", agreed: bool = False
) -> HttpResponse:
    """Sign the holder of a proved card in. Nothing of whoever was here before stays."""
    user = account_of(card, agreed=agreed)
    logout(request)
    record_authentication(request, user, method="card")
    answer = perform_login(request, Login(user=user, redirect_url=next_url or None))
    if request.user.is_authenticated:
        request.session[KEY] = {"card": card.pk, "at": time.time()}
        request.session.set_expiry(IDLE_SECONDS)
    return answer


@transaction.atomic
def account_of(card: PersonCard, *, agreed: bool = False) -> User:
    """Return the account that a person's cards open; the first use of a card makes it.

    It is never one of the person's other accounts, and it has no phone and no e-mail: what a card
    opens is learning, however much else the person may do with their phone.

    Args:
        card: a proved card.
        agreed: whether the holder has just said that results of theirs may be kept.
    """
    # Two first uses at once make one account.
    owner = Person.objects.select_for_update().get(pk=owner_of(card).pk)
    known = User.objects.filter(person=owner, link=User.Link.CARD).order_by("pk").first()
    user = known or open_account(owner, method="card", by_card=True)
    if agreed:
        consent.give(person=owner, purpose=consent.LEARNING, by=user, method="card_form")
    return user


def leave(request: HttpRequest) -> HttpResponse:
    """End the session and lead to where the next person signs in; the browser keeps no page."""
    logout(request)
    answer = redirect("card_sign_in")
    answer["Clear-Site-Data"] = '"cache"'
    return answer


class CardSessions:
    """Ends sessions of cards in time, and keeps them to learning."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the look is taken between address and view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable, _args: list, _kwargs: dict
    ) -> HttpResponse | None:
        """Let a session of a card go on, or end it."""
        if not is_by_card(request):
            return None
        held, now = request.session[KEY], time.time()
        if now - held["at"] > IDLE_SECONDS:
            return _ended(request)
        if now - held["at"] > TOUCH_SECONDS:
            if not _still_holds(held["card"]):
                return _ended(request)
            request.session[KEY] = {**held, "at": now}
        name = (request.resolver_match.url_name or "") if request.resolver_match else ""
        if name.startswith(CLOSED_PREFIXES) and name not in OPEN_NAMES:
            messages.info(request, _("You are here by card. Other ways to sign in are set up with "
                                     "a phone of your own."))  # fmt: skip
            return redirect("profile")
        return None


def _still_holds(card_id: int) -> bool:
    cards = PersonCard.objects.select_related("person__merged_into")
    card = cards.filter(pk=card_id, ended_at__isnull=True).first()
    return card is not None and not with_rights([owner_of(card).pk], today())


def _ended(request: HttpRequest) -> HttpResponse:
    answer = leave(request)
    messages.info(request, _("The time on this device is over. Type the card and the PIN again."))
    return answer
