"""A learner asks to join a team; its leader or an officer answers."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from teams.board import team_of
from teams.joining import answer_request, ask_to_join, open_requests, requests_of
from teams.views.frame import open_team

if TYPE_CHECKING:
    from people.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_team(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show a team's name and a button to ask; then what was answered."""
    person = registry.person_of(request.user)
    if person is None:
        raise PermissionDenied
    state = registry.unit_state(unit_id, today())
    if state is None or state.kind != "community_team":
        raise Http404
    if request.method == "POST":
        try:
            ask_to_join(
                person=person, team_id=unit_id, words=request.POST.get("words", ""),
                request_id=_id_of(request.POST.get("id", "")), by=cast("User", request.user),
            )  # fmt: skip
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The team's leader has your request now."))
        return redirect("join_team", unit_id=unit_id)
    commune_id = registry.commune_of([unit_id], today()).get(unit_id)
    commune = registry.unit_names({commune_id}, today()).get(commune_id) if commune_id else None
    context = {
        "team": state.name,
        "place": commune.name if commune else "",
        "id": uuid.uuid4(),
        "own_team": team_of(person, today()),
        "latest": requests_of(person).filter(team_id=unit_id).first(),
        "is_here": team_of(person, today()) == unit_id,
    }
    return render(request, "teams/join.html", context)


@login_required
@require_POST
def team_answer(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Take somebody onto the roster, or say why not."""
    open_team(request, unit_id)
    row = get_object_or_404(open_requests(unit_id), pk=_id_of(request.POST.get("request", "")))
    accept = request.POST.get("verdict") == "accept"
    try:
        answer_request(
            request=row, accept=accept, answer=request.POST.get("answer", ""),
            by=cast("User", request.user),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        name = {"name": row.person.name}
        said = _("%(name)s is on the roster now.") if accept else _("%(name)s reads why not.")
        messages.success(request, said % name)
    return redirect("team_profile", unit_id=unit_id)


def _id_of(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
