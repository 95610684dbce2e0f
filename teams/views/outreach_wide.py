"""Help in the village as the commune and the province see it: sums, what is held, whom to call."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people import audit
from people.accounts.fields import PhoneField
from people.dated import months_after, today
from people.queries import province_unit
from people.refusal import Refusal
from people.scope.doors import province_only
from people.text import natural_key
from teams import outreach
from teams.models import VisitConfirmation
from teams.outreach.cascade import reach
from teams.outreach.confirming import record_call, sample
from teams.outreach.people import Chain, chain
from teams.outreach.ruling import answers_for
from teams.queries import team_states
from teams.views.assigning import open_territory

if TYPE_CHECKING:
    from people.models import User

# So many held visits are shown and decided at once; the others come up after them.
MOST_HELD = 60


@login_required
@require_safe
def commune_outreach(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show a commune's month: sums by team, visits that wait, and those to call about."""
    unit = open_territory(request, unit_id)
    month = _month(request)
    names = {state.unit_id: state.name for state in team_states(today(), under=unit_id)}
    rows = outreach.month_rows(names, month)
    by_team = outreach.sums_by_team(rows)
    decides = bool(names) and answers_for(request.user, next(iter(names)))
    held = list(outreach.waiting(set(names))[:MOST_HELD]) if decides else []
    drawn = sample(set(names), month) if decides else []
    if decides:
        audit.record("teams.visits_seen", by=request.user, unit=unit_id, n=len(held) + len(drawn))
    context = {
        "unit": unit,
        "unit_id": unit_id,
        "month": month,
        **_months(month),
        "sums": outreach.sums_of(rows),
        # Those that wrote something down first; else in the order of their names.
        "lines": sorted(
            ((name, by_team.get(pk)) for pk, name in names.items()),
            key=lambda line: (not line[1], natural_key(line[0])),
        ),
        "reach": reach(names, month, today()),
        "held": len(held),
        "bursts": [_burst(one) for one in outreach.bursts(held)],
        "drawn": [_line(row) for row in drawn],
        "answers": VisitConfirmation.Answer.choices,
        "decides": decides,
    }
    return render(request, "teams/outreach/commune.html", context)


@login_required
@require_POST
def rule_visit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Write what an officer decided about a held visit, or what came of a call."""
    open_territory(request, unit_id)
    by = cast("User", request.user)
    visits = _visits(unit_id, request.POST.getlist("visit")[:MOST_HELD])
    try:
        if not visits:
            messages.error(request, _("Choose at least one visit."))
        elif request.POST.get("viec") == "goi":
            phone = PhoneField(required=False).clean(request.POST.get("phone", ""))
            record_call(
                visit=visits[0], phone=phone or "", answer=request.POST.get("answer", ""), by=by
            )
            messages.success(request, _("Written down. Thank you for calling."))
        else:
            counts = request.POST.get("viec") == "tinh"
            reason = request.POST.get("reason", "")
            outreach.rule_all(visits=visits, counts=counts, reason=reason, by=by)
            _say_ruled(request, len(visits), counts=counts)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except ValueError:
        messages.error(request, _("This isn't a phone number."))
    return redirect("commune_outreach", unit_id=unit_id)


@province_only
@require_safe
def province_outreach(request: HttpRequest) -> HttpResponse:
    """Show the province's month in sums: how far the help reached, nobody's name."""
    month = _month(request)
    names = dict(team_states(today()).values_list("unit_id", "name"))
    context = {
        "unit_id": province_unit().pk,
        "month": month,
        **_months(month),
        "sums": outreach.sums_of(outreach.month_rows(names, month)),
        "reach": reach(names, month, today(), with_hamlets=False),
    }
    return render(request, "teams/outreach/province.html", context)


@login_required
@require_safe
def commune_outreach_people(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the names behind a commune's reach: who taught whom, who went out to help."""
    unit = open_territory(request, unit_id)
    month = _month(request)
    names = {state.unit_id: state.name for state in team_states(today(), under=unit_id)}
    names = dict(sorted(names.items(), key=lambda item: natural_key(item[1])))
    found = chain(names, month, today()) if unit.kind == "commune" else Chain()
    audit.record("teams.reach_names_seen", by=request.user, unit=unit_id, month=f"{month:%Y-%m}")
    context = {"unit": unit, "unit_id": unit_id, "month": month, **_months(month), "chain": found}
    return render(request, "teams/outreach/people.html", context)


def _visits(unit_id: int, texts: list[str]) -> list[Any]:
    """Return the standing visits of a commune's teams; 404 where one of them isn't there."""
    try:
        keys = {uuid.UUID(text) for text in texts}
    except ValueError:
        raise Http404 from None
    ids = team_states(today(), under=unit_id).order_by().values("unit_id")
    rows = list(outreach.standing().filter(pk__in=keys, team_id__in=ids).order_by("at", "pk"))
    if len(rows) != len(keys):
        raise Http404
    return rows


def _say_ruled(request: HttpRequest, count: int, *, counts: bool) -> None:
    if counts:
        words = ngettext("%(n)s visit counts now.", "%(n)s visits count now.", count)
    else:
        words = ngettext("%(n)s visit doesn't count.", "%(n)s visits don't count.", count)
    messages.success(request, words % {"n": count})


def _burst(one: Any) -> dict[str, Any]:
    return {"burst": one, "lines": [_line(visit) for visit in one.visits]}


def _line(row: Any) -> dict[str, Any]:
    topic = outreach.topic_of(row.topic)
    return {"visit": row, "title": topic.title(get_language() or "vi") if topic else row.topic}


def _month(request: HttpRequest) -> dt.date:
    """Return the first day of the month asked for, or of this one."""
    try:
        asked = dt.date.fromisoformat(f"{request.GET.get('thang', '')}-01")
    except ValueError:
        asked = today()
    return min(asked, today()).replace(day=1)


def _months(month: dt.date) -> dict[str, str]:
    after = months_after(month, 1)
    return {
        "before": f"{months_after(month, -1):%Y-%m}",
        "after": f"{after:%Y-%m}" if after <= today() else "",
    }
