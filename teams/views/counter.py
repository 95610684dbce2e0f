"""The shared screen of a public-service centre: one person, one task, two taps, nothing left.

All steps have one address, and what they are about lies in the session: the address line and the
list of visited pages tell nothing, and going back asks the server, which has forgotten.
"""

import time
import uuid
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people import audit, cards, limits, scope
from people import queries as registry
from people.accounts.fields import PhoneField
from people.dated import today
from people.forms import PinForm
from people.refusal import Refusal
from people.text import masked
from teams import counter
from teams.classes.attending import persons_with_phone
from teams.models import CounterHelp
from teams.views.counter_card import give_card, may_give
from teams.views.counter_lock import COOKIE, lock

if TYPE_CHECKING:
    from people.models import User

KEY = "counter"
# Who walks away in the middle is forgotten without anybody doing anything.
FORGOTTEN_AFTER_SECONDS = 10 * 60
# Numbers tried a minute: enough for a queue, too few to fish for names.
_MOST_ASKED = 20


class PhoneForm(forms.Form):
    """The citizen's number, kept by no browser."""

    phone = PhoneField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs |= {"autocomplete": "off"}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def counter_page(request: HttpRequest) -> HttpResponse:
    """Show where the help stands, or take the next step."""
    served = scope.communes_served(request.user)
    scope.require(bool(served))
    held = _held(request, served)
    if request.method != "POST":
        return _show(request, held, served, PhoneForm())
    step = request.POST.get("buoc", "")
    if step in ("xong", "bo"):
        return _end(request, held, is_done=step == "xong")
    if step == "khoa":
        return lock(redirect("counter"))
    if step == "so":
        return _by_phone(request, held, served)
    if step == "lam-the":
        return give_card(request, held)
    if step == "the":
        return _by_card(request, held, served)
    _advance(request, held, step)
    _keep(request, held)
    return redirect("counter")


def _advance(request: HttpRequest, held: dict[str, Any], step: str) -> None:
    """Take a step that only changes what is under way."""
    if step == "don-vi" and request.POST.get("don_vi", "").isdigit():
        held["unit"] = int(request.POST["don_vi"])
    elif step == "khong-ten":
        _forget_person(held)
        held |= {"how": CounterHelp.How.NAMELESS.value, "id": str(uuid.uuid4())}
    elif step == "ai":
        _choose(request, held)
    elif step == "viec" and held.get("how"):
        held["task"] = request.POST.get("viec", "")


def _held(request: HttpRequest, served: frozenset[int]) -> dict[str, Any]:
    """Return what is under way; what is old, or of a commune no longer served, is dropped."""
    held = dict(request.session.get(KEY) or {})
    if held.get("unit") not in served:
        held = {}
    if time.time() - held.get("at", 0) > FORGOTTEN_AFTER_SECONDS and len(held) > 2:
        held = {"unit": held.get("unit")}
        _keep(request, held)
    if len(served) == 1:
        held["unit"] = next(iter(served))
    return held


def _keep(request: HttpRequest, held: dict[str, Any]) -> None:
    request.session[KEY] = {**held, "at": time.time()}


def _by_phone(request: HttpRequest, held: dict[str, Any], served: frozenset[int]) -> HttpResponse:
    form = PhoneForm(request.POST)
    if limits.is_beyond(request, "counter", _MOST_ASKED):
        form.add_error("phone", _("That was a lot at once. Wait a minute, then go on."))
    found = persons_with_phone(form.cleaned_data["phone"]) if form.is_valid() else []
    if form.is_valid() and not found:
        form.add_error("phone", _("Nobody here has that number. Go on without a name."))
    if not form.is_valid():
        return _show(
            request,
            held,
            served,
            PhoneForm(),
            errors=[str(error) for error in form.errors["phone"]],
        )
    _found(request, held, [person.pk for person in found], CounterHelp.How.PHONE)
    _keep(request, held)
    return redirect("counter")


def _by_card(request: HttpRequest, held: dict[str, Any], served: frozenset[int]) -> HttpResponse:
    """Begin with whoever's card lies on the counter; what it is in their hands for needs no PIN."""
    error = ""
    card = cards.holding_card(request.POST.get("the", "")[:300])
    if limits.is_beyond(request, "counter", _MOST_ASKED):
        error = _("That was a lot at once. Wait a minute, then go on.")
    elif card is None:
        error = _("This isn't the code of a card, or the card holds no more.")
    if error or card is None:
        return _show(request, held, served, PhoneForm(), card_errors=[error])
    _found(request, held, [cards.owner_of(card).pk], CounterHelp.How.CARD)
    _keep(request, held)
    return redirect("counter")


def _found(request: HttpRequest, held: dict[str, Any], person_ids: list[int], how: str) -> None:
    """Keep who was found; of several the person is asked for."""
    _forget_person(held)
    held |= {"found": person_ids, "how_found": how}
    if len(person_ids) == 1:
        _begin(request, held, person_ids[0])


def _forget_person(held: dict[str, Any]) -> None:
    """Drop what another tab may have left under way."""
    for name in ("person", "how", "task", "found", "how_found", "id"):
        held.pop(name, None)


def _choose(request: HttpRequest, held: dict[str, Any]) -> None:
    chosen = request.POST.get("nguoi", "")
    if chosen.isdigit() and int(chosen) in held.get("found", []):
        _begin(request, held, int(chosen))


def _begin(request: HttpRequest, held: dict[str, Any], person_id: int) -> None:
    held |= {"person": person_id, "how": held.pop("how_found"), "id": str(uuid.uuid4())}
    held.pop("found")
    person = registry.persons().get(pk=person_id)
    audit.record("teams.counter_opened", by=request.user, person=person, unit=held.get("unit"))


def _end(request: HttpRequest, held: dict[str, Any], *, is_done: bool) -> HttpResponse:
    """Write the help, or give it up, and forget everything about the person."""
    by = cast("User", request.user)
    if is_done and held.get("how"):
        person = registry.persons().filter(pk=held.get("person") or 0).first()
        new = counter.NewHelp(
            id=uuid.UUID(held["id"]),
            unit_id=held.get("unit") or 0,
            task=held.get("task", ""),
            outcome=request.POST.get("ket_qua", ""),
            how=held["how"],
            person=person,
        )
        try:
            counter.log_help(new=new, by=by, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("counter")
        messages.success(request, _("Written down. The screen is clean: next, please."))
    request.session[KEY] = {"unit": held.get("unit"), "at": time.time()}
    answer = redirect("counter")
    # Pages kept for going back are dropped too, where the browser knows how.
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def _show(
    request: HttpRequest,
    held: dict[str, Any],
    served: frozenset[int],
    form: PhoneForm,
    errors: list[str] | None = None,
    card_errors: list[str] | None = None,
) -> HttpResponse:
    language, day = get_language() or "vi", today()
    names = registry.unit_names(served, day)
    unit_id = held.get("unit")
    task = counter.task_of(held.get("task", ""))
    people = registry.persons().in_bulk([*held.get("found", []), held.get("person") or 0])
    person = people.get(held.get("person") or 0)
    context = {
        "units": sorted(names.values(), key=lambda state: state.name_folded),
        "unit": names.get(unit_id) if unit_id else None,
        "form": form,
        "errors": errors or [],
        "card_errors": card_errors or [],
        # Enough to know oneself by, too little for who looks over a shoulder.
        "choices": [
            (str(pk), masked(people[pk].name), people[pk].birth_year)
            for pk in held.get("found", [])
            if pk in people
        ],
        "has_begun": bool(held.get("how")),
        "may_give": task is None and may_give(request, held.get("person")),
        "pin_form": PinForm(),
        "is_locked": bool(request.COOKIES.get(COOKIE)),
        "who": masked(person.name) if person else "",
        "tasks": [(one.code, one.title(language)) for one in counter.tasks() if one.is_current],
        "task": task,
        "task_title": task.title(language) if task else "",
        "outcomes": CounterHelp.Outcome.choices,
        "sums": counter.sums_of(unit_id, day, language)
        if unit_id and not held.get("how")
        else None,
    }
    status = 422 if errors or card_errors else 200
    return render(request, "teams/counter/counter.html", context, status=status)
