"""The list of teams: those one leads, or those of one's territory."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from people import queries as registry
from people import scope
from people.dated import today
from people.text import fold
from teams.queries import sizes, team_states

PAGE = 50


@login_required
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """Take a leader of one team to its board; show everybody else the teams they may open."""
    day = today()
    positions = scope.positions(request.user, day)
    is_above = positions.is_officer or positions.is_province
    scope.require(bool(positions.team_ids) or is_above)
    if len(positions.team_ids) == 1 and not is_above:
        return redirect("team_board", unit_id=next(iter(positions.team_ids)))
    asked = " ".join(request.GET.get("tim", "").split())[:80]
    found = _visible(positions)
    if asked:
        found = found.filter(name_folded__contains=fold(asked))
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    team_ids = [state.unit_id for state in page]
    counted = sizes(team_ids, day)
    communes = registry.commune_of(team_ids, day)
    names = registry.unit_names(set(communes.values()), day)
    rows = [
        {
            "team": state,
            "size": counted.get(state.unit_id),
            "place": names.get(communes.get(state.unit_id, 0)),
        }
        for state in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "asked": asked,
        "query": urlencode({"tim": asked}) if asked else "",
        "on": day,
        "is_above": is_above,
    }
    return render(request, "teams/teams.html", context)


def _visible(positions: "scope.Positions") -> QuerySet:
    """Return the teams one leads, with those under the units one is an officer of."""
    everything = team_states(today())
    if positions.is_province:
        return everything
    under = registry.ancestors_on(today()).filter(
        ancestor_id__in=positions.roles.get("commune_officer", frozenset())
    )
    return everything.filter(
        Q(unit_id__in=positions.team_ids) | Q(unit_id__in=under.order_by().values("unit_id"))
    )
