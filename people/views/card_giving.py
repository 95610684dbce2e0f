"""Cards of a team or a commune: who has one, giving them out on paper, ending them."""

import uuid
from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import audit, cards, scope
from people import queries as registry
from people.cards.giving import MOST_AT_ONCE
from people.cards.paper import printed
from people.cards.rights import with_rights
from people.dated import today
from people.forms import PinForm
from people.models import Membership, Person, PersonCard, User
from people.models.memberships import Category
from people.models.roles import Role
from people.refusal import Refusal
from people.text import fold

PAGE = 24
# In the session: sheets that were made, so that sending a form again makes no second one.
MADE, REMEMBERED = "cards_made", 20


@login_required
@require_safe
def my_cards(request: HttpRequest) -> HttpResponse:
    """Lead to the cards of the commune or team that is the visitor's."""
    rights = scope.positions(request.user)
    communes = rights.roles.get(Role.COMMUNE_OFFICER, frozenset())
    scope.require(bool(communes or rights.team_ids))
    return redirect("unit_cards", unit_id=min(communes or rights.team_ids))


@never_cache
@login_required
@require_safe
def unit_cards(request: HttpRequest, unit_id: int) -> HttpResponse:
    """List who has a card and who hasn't, to tick whose cards are printed."""
    by, day = cast(User, request.user), today()
    scope.require(scope.may_give_cards_in(by, unit_id, day))
    state = registry.unit_state(unit_id, day)
    if state is None:
        raise Http404
    asked = " ".join(request.GET.get("tim", "").split())[:80]
    under = registry.ancestors_on(day).filter(ancestor_id=unit_id).order_by()
    mine = scope.card_memberships(by, day).filter(unit_id__in=under.values("unit_id"))
    found = registry.persons().filter(pk__in=mine.order_by().values("person_id"))
    if asked:
        found = found.filter(name_folded__contains=fold(asked))
    page = Paginator(found.order_by("name_sort", "pk"), PAGE).get_page(request.GET.get("trang"))
    _record_look(request, unit_id, state.unit)
    context = {
        "unit": state,
        "page": page,
        "rows": _rows(list(page), by),
        "asked": asked,
        "query": urlencode({"tim": asked}) if asked else "",
        "key": uuid.uuid4(),
        "most": MOST_AT_ONCE,
    }
    return render(request, "people/cards/unit.html", context)


@never_cache
@login_required
@require_POST
def card_sheet(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Give cards to those who were ticked and show the sheet, once."""
    by = cast(User, request.user)
    scope.require(scope.may_give_cards_in(by, unit_id, today()))
    ticked = {int(pk) for pk in request.POST.getlist("person") if _is_id(pk)}
    people = list(registry.persons().filter(pk__in=ticked).order_by("name_sort", "pk"))
    back = redirect("unit_cards", unit_id=unit_id)
    if _was_made(request):
        return back
    try:
        given = cards.give_many(persons=people, by=by)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return back
    _remember(request)
    return _sheet(request, given, by)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def person_card(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what card somebody has; give a new one on the spot, or end it."""
    by, day = cast(User, request.user), today()
    mine = scope.card_memberships(by, day).filter(person_id=person_id)
    scope.require(mine.exists())
    person = registry.persons().filter(pk=person_id).first()
    if person is None:
        raise Http404
    if request.method != "POST":
        return _person_page(request, person, PinForm())
    if request.POST.get("viec") == "khoa":
        _block(request, person, by)
        return redirect("person_card", person_id=person_id)
    form = PinForm(request.POST)
    if _was_made(request):
        return redirect("person_card", person_id=person_id)
    if not form.is_valid():
        return _person_page(request, person, form, status=422)
    try:
        given = cards.give(person=person, by=by, pin=form.cleaned_data["pin"] or None)
    except Refusal as refusal:
        form.add_error("pin" if refusal.code.startswith("pin_") else None, str(refusal))
        return _person_page(request, person, form, status=422)
    _remember(request)
    return _sheet(request, [given], by)


def _block(request: HttpRequest, person: Person, by: User) -> None:
    rows = PersonCard.objects.filter(
        person__in=registry.records_of(person.pk), ended_at__isnull=True
    )
    card = rows.first()
    if card is None:
        return
    try:
        cards.block(card=card, by=by, why=request.POST.get("why", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("This card opens nothing any more."))


def _person_page(
    request: HttpRequest, person: Person, form: PinForm, *, status: int = 200
) -> HttpResponse:
    by = cast(User, request.user)
    (row,) = _rows([person], by)
    history = PersonCard.objects.filter(person__in=registry.records_of(person.pk))
    context = {
        "row": row,
        "form": form,
        "key": uuid.uuid4(),
        "history": history.select_related("issued_by__person").order_by("-issued_at", "-pk"),
        "reasons": [
            (value, label)
            for value, label in PersonCard.End.choices
            if value != PersonCard.End.REPLACED
        ],
    }
    return render(request, "people/cards/person.html", context, status=status)


def _sheet(request: HttpRequest, given: list[cards.Given], by: User) -> HttpResponse:
    """Show what is printed."""
    homes = _homes([one.person.pk for one in given], by)
    places = {pk: home["place"] for pk, home in homes.items()}
    unit_id = homes[given[0].person.pk]["unit_id"]
    context = {**printed(given, places), "back": reverse("unit_cards", args=[unit_id])}
    return render(request, "people/cards/sheet.html", context)


def _rows(people: list[Person], by: User) -> list[dict[str, Any]]:
    """Return what is shown of each, in a fixed number of queries."""
    ids = [person.pk for person in people]
    homes, held = _homes(ids, by), cards.standings(ids)
    barred = with_rights(ids, today())
    return [
        {
            "person": person,
            "place": homes[person.pk]["place"],
            "unit_id": homes[person.pk]["unit_id"],
            "standing": held[person.pk],
            "may_have": person.pk not in barred and person.pk != by.person_id,
        }
        for person in people
    ]


def _homes(person_ids: Iterable[int], by: User) -> dict[int, dict[str, Any]]:
    """Return the place by which each belongs to ``by``: the team before all others."""
    day = today()
    rows = list(scope.card_memberships(by, day).filter(person_id__in=list(person_ids)))
    rows.sort(key=lambda row: (row.category != Category.TEAM_MEMBER, row.category, row.pk))
    first: dict[int, Membership] = {}
    for row in rows:
        first.setdefault(row.person_id, row)
    names = registry.unit_names({row.unit_id for row in first.values()}, day)
    return {
        pk: {
            "unit_id": row.unit_id,
            "place": names[row.unit_id].name if row.unit_id in names else "",
        }
        for pk, row in first.items()
    }


def _was_made(request: HttpRequest) -> bool:
    """Return whether this very form was sent before, and say so: codes are shown once."""
    is_known = request.POST.get("key", "") in request.session.get(MADE, [])
    if is_known:
        messages.info(request, _("These cards were made a moment ago. If the paper is lost, choose "
                                 "the people again: new cards end the old ones."))  # fmt: skip
    return is_known


def _remember(request: HttpRequest) -> None:
    made = [*request.session.get(MADE, []), request.POST.get("key", "")]
    request.session[MADE] = made[-REMEMBERED:]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


def _record_look(request: HttpRequest, unit_id: int, unit: Any) -> None:
    """Write the look at a list of people, once a session and day."""
    key, day = f"cards-seen-{unit_id}", today().isoformat()
    if request.session.get(key) != day:
        audit.record("people.cards_seen", by=request.user, about=unit)
        request.session[key] = day
