"""The demo's outbox: messages that a real site would have sent to a phone or a mailbox."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.accounts.gate import has_second_factor
from people.accounts.phone import masked_phone, spoken
from people.models import Message
from people.scope import positions, require

NEWEST = 30
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the newest messages: to staff, and to everybody on the machine that runs the demo."""
    if not settings.DEMO:
        raise Http404
    is_staff = positions(request.user).is_staff and has_second_factor(request)
    require(is_staff or _is_this_machine(request))
    rows = [
        {
            "message": message,
            "to": _shown(message, is_staff),
            "code": found.group() if (found := CODE.search(message.body)) else "",
        }
        for message in Message.objects.order_by("-created_at")[:NEWEST]
    ]
    return render(request, "people/outbox.html", {"rows": rows})


def _is_this_machine(request: HttpRequest) -> bool:
    """Return whether the request comes from this machine and wasn't passed on by a proxy."""
    passed_on = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return not passed_on and request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}


def _shown(message: Message, is_staff: bool) -> str:
    if message.channel == Message.Channel.PUSH:
        return _("this person's devices")
    if message.channel == Message.Channel.EMAIL:
        name, _sign, host = message.to.partition("@")
        return message.to if is_staff else f"{name[:2]}•••@{host}"
    if not message.to.startswith("+"):
        return message.to if is_staff else f"{message.to[:2]}•••"
    return spoken(message.to) if is_staff else masked_phone(message.to)
