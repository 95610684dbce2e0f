"""A card made at the counter for whoever stands there, with a PIN that they type themselves."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from people import cards, scope
from people import queries as registry
from people.cards.paper import printed
from people.dated import today
from people.forms import PinForm
from people.refusal import Refusal

if TYPE_CHECKING:
    from people.models import User


def may_give(request: HttpRequest, person_id: int | None) -> bool:
    """Return whether the visitor may give whoever is at the counter a card."""
    day = today()
    return bool(person_id) and bool(scope.may_get_card_from(request.user, [person_id or 0], day))


def give_card(request: HttpRequest, held: dict[str, Any]) -> HttpResponse:
    """Give whoever is being helped a card and show it, once."""
    person = registry.persons().filter(pk=held.get("person") or 0).first()
    form = PinForm(request.POST)
    if person is None:
        return redirect("counter")
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for each in form.errors["again"]))
        return redirect("counter")
    try:
        # Never a drawn one: a screen that is shared is no place to show a PIN.
        given = cards.give(
            person=person, by=cast("User", request.user), pin=form.cleaned_data["pin"]
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("counter")
    messages.success(request, _("The card is made."))
    place = registry.printed_unit_name(person.pk, today())
    context = {**printed([given], {person.pk: place}), "back": reverse("counter")}
    return render(request, "people/cards/sheet.html", context)
