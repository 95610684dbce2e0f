"""Officers look at two records side by side and say that they are one person, or two."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import audit
from people.accounts.phone import hidden_phone
from people.dated import today
from people.models import Person, PersonMerge, PersonsApart, User
from people.queries import memberships_on, unit_names
from people.refusal import Refusal
from people.registry.merging import merge, mergeable_persons, standing_merges, unmerge
from people.registry.telling_apart import ask_again, pairs_told_apart, tell_apart
from people.registry.twins import likely_twins
from people.scope.doors import province_or_commune

PAGE, UNDOABLE = 20, 10


@province_or_commune
@require_safe
def twins(request: HttpRequest) -> HttpResponse:
    """List who may be in the registry twice, and what was merged lately."""
    by, day = cast(User, request.user), today()
    page = Paginator(likely_twins(by, day), PAGE).get_page(request.GET.get("trang"))
    cards = cards_of([person for pair in page for person in pair])
    audit.record("people.likely_twins_seen", by=by, shown=len(page))
    context = {
        "page": page,
        "pairs": [(cards[one.pk], cards[other.pk]) for one, other in page],
        "merges": standing_merges(by, day)[:UNDOABLE],
        "apart": pairs_told_apart(by, day)[:UNDOABLE],
    }
    return render(request, "people/twins.html", context)


@province_or_commune
@require_http_methods(["GET", "POST"])
def merge_persons(request: HttpRequest, person_id: int, other_id: int) -> HttpResponse:
    """Show two records side by side and ask which one goes on."""
    by = cast(User, request.user)
    mine = mergeable_persons(by, today())
    pair = [get_object_or_404(mine, pk=pk) for pk in (person_id, other_id)]
    if request.method == "POST":
        keep, twin = pair if request.POST.get("keep") == str(person_id) else reversed(pair)
        try:
            merge(keep=keep, twin=twin, by=by)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(name)s is one person now.") % {"name": keep.name})
        return redirect("twins")
    cards = cards_of(pair)
    audit.record("people.persons_compared", by=by, person=pair[0], other=pair[1].pk)
    return render(request, "people/merge_persons.html", {"cards": [cards[one.pk] for one in pair]})


@province_or_commune
@require_POST
def tell_persons_apart(request: HttpRequest, person_id: int, other_id: int) -> HttpResponse:
    """Say that two records are two people, and go back to the list."""
    by = cast(User, request.user)
    mine = mergeable_persons(by, today())
    one, other = (get_object_or_404(mine, pk=pk) for pk in (person_id, other_id))
    try:
        tell_apart(one=one, other=other, by=by)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Two people. This pair won't be shown again."))
    return redirect("twins")


@province_or_commune
@require_POST
def ask_about_persons(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Take back that two records are two people."""
    row = get_object_or_404(PersonsApart, pk=pair_id)
    try:
        ask_again(pair=row, by=cast(User, request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The pair is shown again if the two still look alike."))
    return redirect("twins")


@province_or_commune
@require_POST
def part_persons(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Undo a merge and go back to the list."""
    row = get_object_or_404(PersonMerge, pk=merge_id)
    try:
        unmerge(merge=row, by=cast(User, request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The two records are two people again."))
    return redirect("twins")


def cards_of(people: list[Person]) -> dict[int, dict]:
    """Return what tells the persons apart, in a fixed number of queries."""
    day, ids = today(), [person.pk for person in people]
    places: dict[int, list] = {}
    for row in memberships_on(day).filter(person_id__in=ids).order_by("category", "pk"):
        places.setdefault(row.person_id, []).append(row)
    names = unit_names({row.unit_id for rows in places.values() for row in rows}, day)
    with_account = set(User.objects.filter(person_id__in=ids).values_list("person_id", flat=True))
    return {
        person.pk: {
            "person": person,
            "phone": hidden_phone(person.contact_phone),
            "has_account": person.pk in with_account,
            "places": [
                {"row": row, "unit": names.get(row.unit_id)} for row in places.get(person.pk, [])
            ],
        }
        for person in people
    }
