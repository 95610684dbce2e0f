"""Officers confirm whose account is whose: a list to call through, and one step for a no."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import audit
from people.accounts.phone import hidden_phone
from people.dated import today
from people.forms import RejectForm
from people.models import Membership, User
from people.models.memberships import Position
from people.queries import commune_of, unit_names
from people.refusal import Refusal
from people.registry.confirming import (
    accounts_to_confirm,
    confirm_link,
    confirmable_memberships,
    reject_link,
)
from people.scope.doors import province_or_commune
from people.text import fold

PAGE = 20
SEEN = "confirm-accounts-seen"


@province_or_commune
@require_safe
def confirm_accounts(request: HttpRequest) -> HttpResponse:
    """List the declared accounts of the asker's territory, leaders and deputies first."""
    by, day = cast(User, request.user), today()
    asked = " ".join(request.GET.get("tim", "").split())[:80]
    found = accounts_to_confirm(by, day)
    if asked:
        found = found.filter(person__name_folded__contains=fold(asked))
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    if request.session.get(SEEN) != day.isoformat():
        audit.record("people.accounts_to_confirm_seen", by=by)
        request.session[SEEN] = day.isoformat()
    context = {
        "page": page,
        "rows": _rows(page, by),
        "asked": asked,
        "query": urlencode({"tim": asked}) if asked else "",
    }
    return render(request, "people/confirm_accounts.html", context)


@province_or_commune
@require_POST
def confirm_account(request: HttpRequest, user_id: int) -> HttpResponse:
    """Confirm one account and go back to the list."""
    account = get_object_or_404(User, pk=user_id)
    try:
        confirmed = confirm_link(user=account, by=cast(User, request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("%(name)s is confirmed and can use the rights of their position now.")
            % {"name": confirmed.get_full_name()},
        )
    return redirect("confirm_accounts")


@province_or_commune
@require_http_methods(["GET", "POST"])
def reject_account(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask what came out of the call, then part the account from the person."""
    by = cast(User, request.user)
    account = get_object_or_404(User.objects.select_related("person"), pk=user_id)
    form = RejectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reject_link(user=account, by=by, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The account is no longer linked to that person."))
        return redirect("confirm_accounts")
    waiting = accounts_to_confirm(by, today()).filter(pk=account.pk)
    rows = _rows(list(waiting), by)
    if not rows:
        messages.info(request, _("This account isn't waiting to be confirmed any more."))
        return redirect("confirm_accounts")
    status = 422 if request.method == "POST" else 200
    context = {"row": rows[0], "form": form}
    return render(request, "people/reject_account.html", context, status=status)


def _rows(accounts: "Page[User] | list[User]", by: User) -> list[dict]:
    """Return what a card shows, in a fixed number of queries."""
    day = today()
    listed = list(accounts)
    person_ids = [account.person_id for account in listed if account.person_id is not None]
    places: dict[int, Membership] = {}
    for row in confirmable_memberships(by, day).filter(person_id__in=person_ids).order_by("pk"):
        known = places.get(row.person_id)
        if known is None or (row.position != Position.MEMBER and known.position == Position.MEMBER):
            places[row.person_id] = row
    unit_ids = {row.unit_id for row in places.values()}
    communes = commune_of(unit_ids, day)
    names = unit_names(unit_ids | set(communes.values()), day)
    rows = []
    for account in listed:
        place = places[cast(int, account.person_id)]
        commune_id = communes.get(place.unit_id)
        rows.append(
            {
                "account": account,
                "place": place,
                "unit": names.get(place.unit_id),
                "commune": names.get(commune_id)
                if commune_id not in (None, place.unit_id)
                else None,
                "phone": hidden_phone(account.phone),
            }
        )
    return rows
