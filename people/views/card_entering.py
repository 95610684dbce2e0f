"""Signing in with a card and a PIN, agreeing the first time, and being done."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people import limits
from people.cards import SIGN_IN, owner_of, prove, sessions
from people.cards.codes import code_in, digest_of
from people.refusal import Refusal
from people.spelt import in_groups

# A classroom with cards behind one address; one card in any hands.
MOST_OF_ADDRESS, MOST_OF_CARD = 40, 8


class CardForm(forms.Form):
    """What stands on the card, and what its holder knows. Browsers keep neither."""

    code = forms.CharField(
        label=gettext_lazy("Code on the card"),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    pin = forms.CharField(
        label=gettext_lazy("PIN of 6 digits"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AgreeForm(forms.Form):
    """The holder's own yes, never ticked beforehand."""

    consent = forms.BooleanField(
        label=gettext_lazy("I agree that Học Số keeps my name, year of birth and my learning "
                           "results, to teach me and to issue certificates"),
        error_messages={"required": gettext_lazy("Tick the box if you agree; without it we can't "
                                                 "keep your results.")},
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def card_sign_in(request: HttpRequest, code: str = "") -> HttpResponse:
    """Ask for the card's code and the PIN, and let the holder in."""
    next_url = get_next_redirect_url(request) or ""
    if request.method != "POST":
        known = code_in(code)
        form = CardForm(initial={"code": in_groups(known)} if known else None)
        return _page(request, form, next_url)
    form = CardForm(request.POST)
    if not form.is_valid():
        return _page(request, form, next_url, status=422)
    typed = form.cleaned_data["code"]
    if _is_too_often(request, typed):
        form.add_error(None, _("That was a lot at once. Wait a minute, then go on."))
        return _page(request, form, next_url, status=422)
    try:
        card = prove(typed=typed, pin=form.cleaned_data["pin"], purpose=SIGN_IN)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, next_url, status=422)
    if sessions.must_agree(card):
        sessions.wait_for_yes(request, card, next_url)
        return redirect("card_agree")
    return sessions.enter(request, card, next_url=next_url)


@never_cache
@require_http_methods(["GET", "POST"])
def card_agree(request: HttpRequest) -> HttpResponse:
    """Ask the holder of a proved card, the first time, whether results of theirs may be kept."""
    found = sessions.waiting(request)
    if found is None:
        return redirect("card_sign_in")
    card, next_url = found
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return sessions.enter(request, card, next_url=next_url, agreed=True)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "name": owner_of(card).name}
    return render(request, "people/cards/agree.html", context, status=status)


@never_cache
@require_POST
def card_leave(request: HttpRequest) -> HttpResponse:
    """Say that one is done on this device."""
    return sessions.leave(request)


def _is_too_often(request: HttpRequest, typed: str) -> bool:
    is_of_address = limits.is_beyond(request, "card", MOST_OF_ADDRESS)
    known = digest_of(code_in(typed))
    return limits.is_beyond_for(known, "card-code", MOST_OF_CARD) or is_of_address


def _page(
    request: HttpRequest, form: CardForm, next_url: str, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "next": next_url}
    # Somebody else's phone: its owner should know before they are signed out.
    if request.user.is_authenticated:
        context["here"] = request.user.get_full_name()
    return render(request, "people/cards/sign_in.html", context, status=status)
