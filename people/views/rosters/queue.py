"""Lines of lists that may be somebody the registry knows: side by side, and a word about each."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people import audit
from people.accounts.phone import hidden_phone
from people.dated import today
from people.models import RosterLine, User
from people.queries import persons, unit_names
from people.refusal import Refusal
from people.registry.rosters import words
from people.registry.rosters.deciding import decide, may_be_chosen
from people.registry.rosters.reaching import lines_of
from people.scope.doors import province_or_commune
from people.text import masked
from people.views.merging import cards_of

PAGE = 20


@province_or_commune
@require_safe
def roster_queue(request: HttpRequest) -> HttpResponse:
    """List the lines that wait for somebody to say whose they are."""
    by = cast(User, request.user)
    page = Paginator(lines_of(by).select_related("person"), PAGE).get_page(request.GET.get("trang"))
    units = unit_names({row.place_id for row in page if row.place_id}, today())
    audit.record("people.roster_queue_seen", by=by, shown=len(page))
    context = {"page": page, "lines": [_told(row, units) for row in page]}
    return render(request, "people/rosters/queue.html", context)


@province_or_commune
@require_http_methods(["GET", "POST"])
def roster_line(request: HttpRequest, line_id: int) -> HttpResponse:
    """Show a line beside the people it may be, and ask."""
    by = cast(User, request.user)
    row = get_object_or_404(lines_of(by), pk=line_id)
    if request.method == "POST":
        chosen = request.POST.get("person", "")
        try:
            decide(
                line=row,
                answer=request.POST.get("answer", "leave"),
                person_id=int(chosen) if chosen.isascii() and chosen.isdigit() else None,
                by=by,
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("roster_line", line_id=row.pk)
        messages.success(request, _("It is written down."))
        return redirect("roster_queue")
    people = list(persons().filter(pk__in=row.candidates).order_by("name_sort", "pk"))
    mine = may_be_chosen(by, [person.pk for person in people])
    cards = cards_of(people)
    audit.record("people.persons_compared", by=by, line=row.pk, persons=len(people))
    units = unit_names([row.place_id] if row.place_id else [], today())
    context = {
        "line": _told(row, units),
        "cards": [_card(cards[one.pk], may=one.pk in mine) for one in people],
        "is_gone": row.reason == "gone",
        "moves": row.reason == "moves",
    }
    return render(request, "people/rosters/line.html", context)


def _card(card: dict[str, Any], *, may: bool) -> dict[str, Any]:
    """Return a card; of somebody elsewhere no more than is needed to see that it isn't one's own."""
    if may:
        return {**card, "may": True, "name": card["person"].name}
    return {"may": False, "name": masked(card["person"].name), "person": card["person"]}


def _told(row: RosterLine, units: dict[int, Any]) -> dict[str, Any]:
    given = row.given
    return {
        "row": row,
        "name": given.get("name") or (row.person.name if row.person else ""),
        "birth_year": given.get("birth_year"),
        "phone": hidden_phone(given.get("phone", "")),
        "title": given.get("title", ""),
        "unit": units.get(row.place_id) if row.place_id else None,
        "why": words.doubt(row.reason, str(given.get("twin", ""))),
    }
