"""Officers find who signed up and belongs to no unit, and say where they belong."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from people import audit
from people.accounts.phone import NotAPhone, hidden_phone, normalised
from people.dated import today
from people.models import User
from people.models.units import Kind
from people.refusal import Refusal
from people.registry.attaching import (
    CATEGORIES,
    attach,
    attach_to_roster,
    likely_on_roster,
    places_for,
    unattached_accounts,
)
from people.scope import positions
from people.scope.doors import province_or_commune
from people.text import fold

PAGE = 20
KNOWN = "unattached-phone"


class AttachForm(forms.Form):
    """In which unit, as what."""

    unit = forms.TypedChoiceField(label=gettext_lazy("In which unit?"), coerce=int)
    category = forms.ChoiceField(label=gettext_lazy("As what?"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[int, str]]] = {}
        for state in places_for(by, today()):
            groups.setdefault(str(Kind(state.kind).label), []).append((state.unit_id, state.name))
        kinds = [(category, category.label) for category in reversed(CATEGORIES)]
        self.fields["unit"].choices = list(groups.items())  # type: ignore[attr-defined]
        self.fields["category"].choices = kinds  # type: ignore[attr-defined]


@province_or_commune
@require_http_methods(["GET", "POST"])
def unattached(request: HttpRequest) -> HttpResponse:
    """List those who belong to no unit: the province all, an officer whose number is told.

    A phone number is asked for by POST, so that it stands in no address and no log.
    """
    by, day = cast(User, request.user), today()
    is_province = positions(by).is_province
    asked = " ".join((request.POST or request.GET).get("tim", "").split())[:80]
    try:
        phone = normalised(asked) if asked else ""
    except NotAPhone:
        phone = ""
    found = unattached_accounts(by, day, phone=phone)
    if asked and not phone:
        found = found.filter(person__name_folded__contains=fold(asked))
    if request.method == "POST":
        request.session[KNOWN] = phone
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    audit.record("people.unattached_seen", by=by, shown=len(page))
    context = {
        "page": page,
        "rows": [{"account": row, "phone": hidden_phone(row.phone)} for row in page],
        "asked": asked,
        "is_province": is_province,
        "is_wrong": bool(asked) and not phone and not is_province,
        "query": urlencode({"tim": asked}) if asked and not phone else "",
    }
    return render(request, "people/unattached.html", context)


@province_or_commune
@require_POST
def attach_known(request: HttpRequest, user_id: int, person_id: int) -> HttpResponse:
    """Say that an account's holder is somebody of one's own rosters."""
    by = cast(User, request.user)
    account = _account_or_404(request, by, user_id)
    try:
        done = attach_to_roster(account=account, person_id=person_id, by=by)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("attach_account", user_id=user_id)
    said = {"name": done.kept.name}
    messages.success(
        request, _("The account is %(name)s of the roster. Now confirm that it is theirs.") % said
    )
    return redirect("confirm_accounts")


def _account_or_404(request: HttpRequest, by: User, user_id: int) -> User:
    """Return an account that belongs to no unit; an officer's only after its number was told."""
    phone = "" if positions(by).is_province else request.session.get(KNOWN, "")
    return get_object_or_404(unattached_accounts(by, today(), phone=phone), pk=user_id)


@province_or_commune
@require_http_methods(["GET", "POST"])
def attach_account(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask where somebody belongs, and write it down."""
    by, day = cast(User, request.user), today()
    account = _account_or_404(request, by, user_id)
    form = AttachForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            attach(account=account, unit_id=data["unit"], category=data["category"], by=by)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = {"name": account.get_full_name()}
            messages.success(request, _("%(name)s belongs to the unit from today on.") % said)
            return redirect("unattached")
    context = {
        "account": account,
        "phone": hidden_phone(account.phone),
        "form": form,
        "likely": likely_on_roster(account, by, day),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "people/attach_account.html", context, status=status)
