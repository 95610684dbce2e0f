"""Lines that wait for somebody: whose they are, or that they are put aside."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.models import RecognitionRow
from certificates.recognition.judging import WAITING
from certificates.recognition.resolving import add_and_choose, candidates, choose_person, dismiss
from certificates.views.desk import LIVE, line
from people import audit
from people.accounts.phone import hidden_phone
from people.dated import today
from people.queries import memberships_on, persons, unit_names
from people.refusal import Refusal
from people.scope.doors import province_only
from people.text import fold

if TYPE_CHECKING:
    from people.models import Person, User

PAGE, FOUND = 20, 10


@province_only
@require_safe
def recognition_waiting(request: HttpRequest) -> HttpResponse:
    """List the lines whose person or course nobody has decided yet, the oldest first."""
    rows = RecognitionRow.objects.filter(state__in=WAITING, batch__state__in=LIVE)
    rows = rows.select_related("batch__source").order_by("batch__received_at", "batch", "number")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    audit.record("certificates.recognition_waiting_seen", by=request.user, shown=len(page))
    context = {"page": page, "lines": [line(row) for row in page]}
    return render(request, "certificates/recognition/waiting.html", context)


@province_only
@require_http_methods(["GET", "POST"])
def recognition_line(request: HttpRequest, row_id: int) -> HttpResponse:
    """Show a line beside who it may be about, and ask."""
    row = get_object_or_404(RecognitionRow.objects.select_related("batch__source"), pk=row_id)
    if request.method == "POST":
        try:
            _settle(request, row)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("recognition_waiting")
    text = " ".join(request.GET.get("tim", "").split())[:80]
    people = _searched(text) if text else candidates(row)
    audit.record("certificates.recognition_line_seen", by=request.user, about=row)
    context = {
        "line": line(row),
        "row": row,
        "cards": _cards(people),
        "text": text,
        "is_open": row.state in WAITING,
        "waits_for_course": row.state == RecognitionRow.State.COURSE,
    }
    return render(request, "certificates/recognition/line.html", context)


def _settle(request: HttpRequest, row: RecognitionRow) -> None:
    by, act = cast("User", request.user), request.POST.get("act", "")
    if act == "dismiss":
        dismiss(row=row, by=by)
        messages.success(request, _("The line is put aside."))
    elif act == "add":
        add_and_choose(row=row, by=by)
        messages.success(request, _("The person is in the registry now."))
    else:
        chosen = request.POST.get("person", "")
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 12 else 0
        choose_person(row=row, person=get_object_or_404(persons(), pk=number), by=by)
        messages.success(request, _("It is said whose line it is."))


def _searched(text: str) -> "list[Person]":
    found = persons().filter(name_folded__contains=fold(text))
    return list(found.order_by("name_sort", "pk")[:FOUND])


def _cards(people: "list[Person]") -> list[dict]:
    """Return what tells the people apart, in a fixed number of queries."""
    day = today()
    places: dict[int, list] = {}
    rows = memberships_on(day).filter(person_id__in=[person.pk for person in people])
    for row in rows.order_by("category", "pk"):
        places.setdefault(row.person_id, []).append(row)
    names = unit_names({row.unit_id for some in places.values() for row in some}, day)
    return [
        {
            "person": person,
            "phone": hidden_phone(person.contact_phone),
            "units": [
                names[row.unit_id].name for row in places.get(person.pk, ()) if row.unit_id in names
            ],
        }
        for person in people
    ]
