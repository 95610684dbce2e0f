"""Administrators see who holds which role, give roles and end them."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.phone import NotAPhone, hidden_phone, normalised
from people.dated import today
from people.forms import EntrustForm
from people.models import Person, RoleGrant, User
from people.queries import persons, unit_names
from people.refusal import Refusal
from people.registry.entrusting import (
    FOUND_AT_MOST,
    earliest_end,
    entrust,
    grants_from,
    persons_like,
    record_search,
    take_back,
    units_of,
)
from people.scope.doors import administrator_only

PAGE = 50
SHORTEST_SEARCH = 2


@administrator_only
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """List the roles that are held, and find the person to give one to."""
    by, day = cast(User, request.user), today()
    page = Paginator(grants_from(day), PAGE).get_page(request.GET.get("trang"))
    names = unit_names({grant.unit_id for grant in page}, day)
    asked = " ".join(request.GET.get("tim", "").split())[:80]
    found = []
    if len(asked) >= SHORTEST_SEARCH:
        found = _found(asked)
        record_search(by=by, found=len(found))
    context = {
        "page": page,
        "rows": [
            {
                "grant": grant,
                "unit": names.get(grant.unit_id),
                "is_own": grant.person_id == by.person_id,
                "is_coming": grant.valid_from > day,
            }
            for grant in page
        ],
        "asked": asked,
        "found": found,
        "is_cut": len(found) == FOUND_AT_MOST,
    }
    return render(request, "people/roles.html", context)


@administrator_only
@require_http_methods(["GET", "POST"])
def give_role(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask which role, where and from when, and give it."""
    person = get_object_or_404(persons(), pk=person_id)
    form = EntrustForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant = entrust(
                person=person,
                role=form.cleaned_data["role"],
                unit_id=form.cleaned_data["unit"],
                since=form.cleaned_data["since"],
                by=cast(User, request.user),
            )
        except Refusal as refusal:
            form.add_error("unit" if refusal.code == "wrong_unit" else None, str(refusal))
        else:
            said = {"name": person.name, "role": grant.get_role_display()}
            messages.success(request, _("The role “%(role)s” is given to %(name)s.") % said)
            return redirect("roles")
    context = {"card": _cards([person])[0], "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "people/give_role.html", context, status=status)


@administrator_only
@require_http_methods(["GET", "POST"])
def end_role(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Ask once more, then take the role back."""
    grant = get_object_or_404(RoleGrant.objects.current().select_related("person"), pk=grant_id)
    ends_on = earliest_end(grant, today())
    if request.method == "POST":
        try:
            take_back(grant=grant, on=today(), by=cast(User, request.user))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            said = {
                "name": grant.person.name,
                "day": date_format(ends_on, "SHORT_DATE_FORMAT"),
            }
            messages.success(request, _("From %(day)s %(name)s no longer holds the role.") % said)
        return redirect("roles")
    unit = unit_names([grant.unit_id], today()).get(grant.unit_id)
    context = {"grant": grant, "unit": unit, "ends_on": ends_on}
    return render(request, "people/end_role.html", context)


def _found(asked: str) -> list[dict]:
    try:
        phone = normalised(asked)
    except NotAPhone:
        phone = ""
    return _cards(persons_like(asked, phone))


def _cards(people: list[Person]) -> list[dict]:
    """Return what tells persons of the same name apart, in a fixed number of queries."""
    day = today()
    places = units_of(people, day)
    names = unit_names({row.unit_id for row in places.values()}, day)
    return [
        {
            "person": person,
            "unit": names.get(places[person.pk].unit_id) if person.pk in places else None,
            "phone": hidden_phone(person.contact_phone),
        }
        for person in people
    ]
