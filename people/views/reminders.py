"""How reminders reach somebody: chosen on the profile page, on a device with a tap on it."""

from pathlib import Path
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people import consent, queries
from people.accounts.phone import masked_phone
from people.messages.channels import CHANNELS, DEFAULT
from people.messages.channels.push import public_key
from people.messages.devices import add_device, devices_of, remove_device
from people.messages.routing import choices, choose
from people.models import Message, Person, User
from people.refusal import Refusal
from people.scope.doors import learner_only

HERE = "profile_page"
WORKER = Path(__file__).resolve().parents[1] / "static" / "people" / "push-worker.js"


def reminders_of(person: Person) -> dict[str, Any]:
    """Return what the profile page shows of how somebody is reminded."""
    chosen = choices([person.pk]).get(person.pk, [DEFAULT])
    devices = devices_of(person)
    rows = []
    for name, channel in CHANNELS.items():
        address = channel.known([person.pk]).get(person.pk) if channel.is_offered() else None
        if address is not None:
            rows.append({"name": name, "is_chosen": name in chosen, **_words(name, address)})
    return {
        "rows": rows,
        "devices": devices,
        "push_key": public_key(),
        "is_stopped": bool(consent.opposed([person.pk], consent.MESSAGES)),
    }


@learner_only
@require_POST
def set_channels(request: HttpRequest) -> HttpResponse:
    """Keep by which channels somebody wants to be reminded."""
    user = cast(User, request.user)
    # The door lets nobody in without a person.
    person = cast(Person, queries.person_of(user))
    choose(person=person, channels=request.POST.getlist("channel"), by=user, method=HERE)
    messages.success(request, _("Saved."))
    return redirect("profile")


@learner_only
@require_POST
def add_this_device(request: HttpRequest) -> HttpResponse:
    """Let the device that asks show reminders; its browser brought an address and keys."""
    user = cast(User, request.user)
    try:
        add_device(
            person=cast(Person, queries.person_of(user)),
            endpoint=request.POST.get("endpoint", ""),
            p256dh=request.POST.get("p256dh", ""),
            auth=request.POST.get("auth", ""),
            by=user,
        )
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    messages.success(request, _("From now on reminders show on this device."))
    return JsonResponse({"added": True})


@learner_only
@require_POST
def forget_device(request: HttpRequest, device_id: int) -> HttpResponse:
    """Stop reminders on a device of one's own."""
    user = cast(User, request.user)
    person = cast(Person, queries.person_of(user))
    if remove_device(person=person, device_id=device_id, by=user):
        messages.success(request, _("No more reminders on that device."))
    return redirect("profile")


@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """Return the script that shows a notice; it lives at one address for good."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def _words(name: str, address: str) -> dict[str, str]:
    """Return what a channel is called, where it leads and what else is to be known of it."""
    known = {
        Message.Channel.PUSH: (
            _("Notice on this device"),
            "",
            _("Free of charge; shows on the devices listed below."),
        ),
        Message.Channel.ZALO: (
            _("Zalo"),
            _masked(address),
            _("Your phone number and the reminder are passed on to Zalo."),
        ),
        Message.Channel.EMAIL: (_("E-mail"), address, ""),
        Message.Channel.SMS: (_("SMS"), _masked(address), ""),
    }
    label, where, hint = known[Message.Channel(name)]
    return {"label": label, "where": where, "hint": hint}


def _masked(phone: str) -> str:
    """Return a phone of the roster so that its holder knows it and nobody else learns it."""
    return masked_phone(phone) if phone.startswith("+") else ""
