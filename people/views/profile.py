"""One's own page: who one is to us, what one agreed to, how one signs in."""

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import consent, queries
from people.accounts.phone import spoken
from people.accounts.shared_phone import proved_phone
from people.dated import today
from people.forms import LanguageForm
from people.models import Consent, Membership, Person, User
from people.scope import positions
from people.scope.doors import learner_only
from people.views.reminders import reminders_of

COOKIE_SECONDS = 365 * 24 * 3600


@login_required
@require_http_methods(["GET"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show what the site knows of the one who asks."""
    user = cast(User, request.user)
    person = queries.person_of(user)
    return render(
        request,
        "people/profile.html",
        {
            "person": person,
            "phone": spoken(user.phone) if user.phone else "",
            "memberships": _memberships(person) if person else [],
            "consents": _consents(person) if person else [],
            "languages": settings.LANGUAGES,
            "language": get_language(),
            "has_second_factor": is_mfa_enabled(user),
            "is_staff": positions(user).is_staff,
            "may_switch": bool(proved_phone(request)),
            "reminders": reminders_of(person) if person else None,
        },
    )


@learner_only
@require_POST
def set_consent(request: HttpRequest) -> HttpResponse:
    """Give or withdraw consent to one purpose."""
    user = cast(User, request.user)
    # The door lets nobody in without a person.
    person = cast(Person, queries.person_of(user))
    purpose = request.POST.get("purpose", "")
    if purpose not in consent.PURPOSES:
        return redirect("profile")
    act = consent.give if request.POST.get("act") == "give" else consent.withdraw
    act(person=person, purpose=purpose, by=user, method="profile_page")
    messages.success(request, _("Saved."))
    return redirect("profile")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, here and at the next sign-in."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("profile")
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    response = redirect(translate_url(request.build_absolute_uri(reverse("profile")), language))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=COOKIE_SECONDS,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _memberships(person: Person) -> list[dict[str, object]]:
    day = today()
    rows = list(Membership.objects.on(day).filter(person=person).order_by("category"))
    communes = queries.commune_of({row.unit_id for row in rows}, day)
    names = queries.unit_names({row.unit_id for row in rows} | set(communes.values()), day)
    return [
        {
            "membership": row,
            "unit": names.get(row.unit_id),
            "commune": names.get(communes.get(row.unit_id, 0)),
        }
        for row in rows
    ]


def _consents(person: Person) -> list[dict[str, object]]:
    latest = consent.current(person)
    return [
        {
            "purpose": purpose,
            "text": text,
            "row": latest.get(purpose),
            "holds": purpose in latest and latest[purpose].act == Consent.Act.GIVEN,
        }
        for purpose, text in consent.PURPOSES.items()
        # What belongs to a channel is asked for where the channel is chosen.
        if purpose in latest or purpose not in consent.BY_CHANNEL
    ]
