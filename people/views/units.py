"""The units of any day: a list to search, and each with its history."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from people import scope
from people.dated import EARLIEST, today
from people.models import UnitState
from people.models.units import Kind
from people.queries import unit_names, unit_state, units_on
from people.scope.doors import province_or_commune
from people.text import fold
from people.units.orders import Order
from people.units.timeline import Event, heirs, history, last_day
from people.views.unit_acts import acts_on, asked_day

PAGE = 50
WORDS = {
    "began": _("Began"),
    "renamed": _("Renamed"),
    "moved": _("Moved"),
    "changed": _("Changed"),
    "took_over": _("Took over from others"),
    "continued": _("Continued under another unit"),
    "merged": _("Merged into another unit"),
    "split": _("Split"),
    "ended": _("Closed"),
}


@province_or_commune
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """List the units of a day by kind, name or code."""
    day = asked_day(request.GET.get("ngay", "")) or today()
    kind = request.GET.get("loai", Kind.COMMUNE)
    kind = kind if kind in Kind.values else Kind.COMMUNE
    asked = " ".join(request.GET.get("tim", "").split())[:80]
    under = request.GET.get("duoi", "")
    parent = unit_state(int(under), day) if under.isascii() and under.isdigit() else None
    found = units_on(day, kind=kind, under=parent.unit_id if parent else None)
    if asked:
        found = found.filter(Q(name_folded__contains=fold(asked)) | Q(code=asked))
    page = Paginator(found.order_by("name_folded", "unit_id"), PAGE).get_page(
        request.GET.get("trang")
    )
    parents = unit_names([state.parent_id for state in page if state.parent_id], day)
    query = {"ngay": day.isoformat(), "loai": kind, "tim": asked}
    if parent:
        query["duoi"] = str(parent.unit_id)
    context = {
        "page": page,
        "rows": [{"unit": state, "parent": parents.get(state.parent_id or 0)} for state in page],
        "day": day,
        "is_today": day == today(),
        "kind": kind,
        "kinds": Kind.choices,
        "asked": asked,
        "parent": parent,
        "query": urlencode(query),
    }
    return render(request, "people/units.html", context)


@province_or_commune
@require_safe
def unit_page(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show what a unit is on a day, what lies under it, and what happened to it."""
    events = history(unit_id)
    if not events:
        raise Http404
    day = asked_day(request.GET.get("ngay", "")) or today()
    state = unit_state(unit_id, day)
    shown = state or next((event.before for event in events if event.before), events[-1].state)
    parent = unit_state(state.parent_id, day) if state and state.parent_id else None
    below = units_on(day).filter(parent_id=unit_id).order_by().values_list("kind")
    acts: list[tuple[str, Any]] = []
    if state and state.valid_to is None and _may_change(request, state):
        is_province = scope.positions(request.user).is_province
        acts = acts_on(state, is_province=is_province)
    context = {
        "unit_id": unit_id,
        "unit": shown,
        "state": state,
        "day": day,
        "is_today": day == today(),
        "parent": parent,
        "below": [
            {"kind": kind, "label": Kind(kind).label, "count": count}
            for kind, count in below.annotate(Count("pk")).order_by("kind")
        ],
        "heirs": heirs(unit_id) if state is None else [],
        "last_day": last_day(unit_id),
        "events": [_told(event) for event in events],
        "acts": acts,
        "has_board": state is not None and state.kind == Kind.COMMUNE,
    }
    return render(request, "people/unit.html", context)


def _may_change(request: HttpRequest, state: UnitState) -> bool:
    return scope.may_order(request.user, Order("keep", today(), "", None, (state.unit_id,)))


def _told(event: Event) -> dict:
    """Return an event with its words, and the day on which the others are to be looked at."""
    ended = event.state is None
    return {
        "event": event,
        "words": WORDS[event.what],
        "day": None if event.on == EARLIEST else event.on,
        "others_on": event.on if ended else event.on - dt.timedelta(days=1),
    }
