"""One tap sends a reminder; one page stops them."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import consent
from people import queries as registry
from teams.nudges import NotSent, nudge_member, stopper
from teams.views.frame import open_team

if TYPE_CHECKING:
    from people.models import User


@login_required
@require_POST
def team_nudge(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Remind a member, and go back to the cards."""
    open_team(request, unit_id)
    person = request.POST.get("person", "")
    try:
        nudge_member(
            team_id=unit_id,
            person_id=int(person) if person.isdecimal() and len(person) < 12 else 0,
            by=cast("User", request.user),
        )
    except NotSent as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The reminder is on its way."))
    return redirect(f"{reverse('team_board', args=[unit_id])}#viec-hom-nay")


@require_http_methods(["GET", "HEAD", "POST"])
def stop_nudges(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever got a reminder stop them, or have them again; no signing in is asked for."""
    person_id = stopper(token)
    person = registry.persons().filter(pk=person_id).first() if person_id else None
    if person is None:
        raise Http404
    if request.method == "POST":
        act = consent.give if request.POST.get("act") == "again" else consent.withdraw
        act(person=person, purpose=consent.MESSAGES, by=None, method="link_in_reminder")
        return redirect("stop_nudges", token=token)
    is_stopped = bool(consent.opposed([person.pk], consent.MESSAGES))
    answer = render(request, "teams/stop_nudges.html", {"is_stopped": is_stopped})
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
