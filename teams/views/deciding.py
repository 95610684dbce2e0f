"""After communes are merged or split: which teams go on, which become one, which end."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import scope
from people.dated import today
from people.refusal import Refusal
from people.units.changing import carry_out
from people.units.orders import Order
from people.units.planning import plan
from people.units.timeline import undecided_teams
from teams.queries import sizes
from teams.views.assigning import open_territory

if TYPE_CHECKING:
    from people.models import User


@login_required
@require_http_methods(["GET", "POST"])
def teams_to_decide(request: HttpRequest, unit_id: int) -> HttpResponse:
    """List the teams that came with a change and wait; keep one as it is."""
    commune = open_territory(request, unit_id)
    waiting = undecided_teams(unit_id, today())
    if request.method == "POST":
        team = waiting.filter(unit_id=_number(request.POST.get("team", ""))).first()
        if team is not None:
            _keep(request, team.unit_id, team.name)
        return redirect("teams_to_decide", unit_id=unit_id)
    teams = list(waiting)
    size_of = sizes([team.unit_id for team in teams], today())
    context = {
        "commune": commune,
        "rows": [{"team": team, "size": size_of.get(team.unit_id)} for team in teams],
    }
    return render(request, "teams/to_decide.html", context)


def _keep(request: HttpRequest, team_id: int, name: str) -> None:
    order = Order("keep", today(), "", None, (team_id,))
    scope.require_may_order(request.user, order)
    try:
        seen = plan(order).seen
        carry_out(order=order, key=uuid.uuid4(), seen=seen, by=cast("User", request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s stays as it is.") % {"name": name})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
