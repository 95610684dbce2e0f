"""A card is answered; a member asks the team for help."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from teams.board import answer_card, ask_for_help, leaders_of, team_of
from teams.models import HelpRequest
from teams.views.frame import open_team

if TYPE_CHECKING:
    from people.models import User


@login_required
@require_POST
def team_card(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Write what became of a card, and go back to the others."""
    open_team(request, unit_id)
    person, days = (request.POST.get(name, "") for name in ("person", "days"))
    try:
        row = answer_card(
            team_id=unit_id,
            person_id=int(person) if person.isdecimal() else 0,
            occasion=request.POST.get("occasion", ""),
            verdict="later" if request.POST.get("verdict") == "later" else "done",
            why=request.POST.get("why", ""),
            days=int(days) if days.isdecimal() else 0,
            by=cast("User", request.user),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        is_done = row.verdict == "done"
        messages.success(request, _("Done. Well done!") if is_done else _("Put off."))
    return redirect(f"{reverse('team_board', args=[unit_id])}#viec-hom-nay")


@login_required
@require_http_methods(["GET", "POST"])
def ask_team(request: HttpRequest) -> HttpResponse:
    """Let a member tell the own team's leader that they need help."""
    person = registry.person_of(request.user)
    if person is None:
        raise PermissionDenied
    team_id = team_of(person, today())
    if request.method == "POST":
        try:
            ask_for_help(
                person=person,
                kind="scam" if request.POST.get("kind") == "scam" else "help",
                words=request.POST.get("words", ""),
                request_id=_id_of(request.POST.get("id", "")),
                by=cast("User", request.user),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your team leader sees it now and will call you."))
        return redirect("ask_team")
    context = {
        "kinds": HelpRequest.Kind.choices,
        "id": uuid.uuid4(),
        "has_team": team_id is not None,
        "team_id": team_id,
        "leaders": leaders_of(team_id, today()) if team_id else [],
        "waiting": HelpRequest.objects.filter(person=person, closed_at__isnull=True),
    }
    return render(request, "teams/ask.html", context)


def _id_of(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
