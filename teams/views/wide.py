"""The boards of a commune and of the province: the teams' strips, added up."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import audit, scope
from people import queries as registry
from people.dated import end_of, today
from people.queries import province_unit
from people.scope.doors import province_only
from people.units.timeline import heirs, last_day, undecided_teams
from teams.board import WideBoard, commune_board, province_board
from teams.views.assigning import open_territory
from teams.views.words import parts

# Counting 13,000 members takes a second; the page says of when its figures are.
PROVINCE_KEPT_SECONDS = 600


@login_required
@require_safe
def wide_board(request: HttpRequest) -> HttpResponse:
    """Take the province's staff and the officer of one commune to their board, others to teams."""
    held = scope.positions(request.user, today())
    communes = held.roles.get("commune_officer", frozenset())
    if held.is_province:
        return redirect("province_board")
    if len(communes) == 1:
        return redirect("commune_board", unit_id=next(iter(communes)))
    return redirect("team")


@login_required
@require_safe
def commune_board_page(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show a commune's teams to its officers and the province, on any day up to today.

    A commune that is gone keeps its address: it leads to its heirs and to its last day.
    """
    asked = _asked_day(request)
    ended = last_day(unit_id)
    if asked is None and ended is not None and ended < today():
        _require_officer(request, unit_id, ended)
        state = registry.unit_state(unit_id, ended)
        context = {"unit_id": unit_id, "name": state.name if state else "", "last_day": ended}
        return render(request, "teams/commune_gone.html", context | {"heirs": heirs(unit_id)})
    if asked is None:
        open_territory(request, unit_id)
    else:
        _require_officer(request, unit_id, asked)
    day = asked or today()
    try:
        found = commune_board(unit_id, day, timezone.now() if asked is None else end_of(day))
    except LookupError as error:
        raise Http404 from error
    audit.record("teams.commune_board_seen", by=request.user, unit=unit_id, on=day.isoformat())
    context = _context(found, unit_id) | {
        "is_past": asked is not None,
        "waiting": 0 if asked else undecided_teams(unit_id, day).count(),
    }
    return render(request, "teams/commune.html", context)


def _asked_day(request: HttpRequest) -> dt.date | None:
    """Return the earlier day that was asked for; None is today."""
    try:
        day = dt.date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return None
    return day if day < today() else None


def _require_officer(request: HttpRequest, unit_id: int, day: dt.date) -> None:
    held = scope.positions(request.user, today())
    scope.require(held.is_officer or held.is_province)
    scope.require(scope.may_see_names(request.user, unit_id, day))


@province_only
@require_safe
def province_board_page(request: HttpRequest) -> HttpResponse:
    """Show all communes that have teams to the province's staff."""
    return render(request, "teams/province.html", _context(_province(today()), province_unit().pk))


def _province(day: dt.date) -> WideBoard:
    key = f"province-board-{day}"
    kept = cache.get(key)
    if kept is None:
        kept = province_board(day, timezone.now())
        cache.set(key, kept, PROVINCE_KEPT_SECONDS)
    return kept


def _context(found: WideBoard, unit_id: int) -> dict:
    strip = found.strip
    return {
        "board": found,
        "unit_id": unit_id,
        "strip": strip,
        "parts": parts(strip),
        "lines": [{"line": line, "parts": parts(line.strip)} for line in found.lines],
    }
