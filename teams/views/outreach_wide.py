"""Help in the village as the commune and the province see it: sums, what is held, whom to call."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people import audit
from people.accounts.fields import PhoneField
from people.dated import months_after, today
from people.queries import province_unit
from people.refusal import Refusal
from people.scope.doors import province_only
from teams import outreach
from teams.models import VisitConfirmation
from teams.outreach.cascade import reach
from teams.outreach.confirming import record_call, sample
from teams.outreach.ruling import answers_for
from teams.queries import team_states
from teams.views.assigning import open_territory

if TYPE_CHECKING:
    from people.models import User


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
    held = list(outreach.waiting(set(names))[:50]) if decides else []
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
            ((name, by_team.get(pk)) for pk, name in names.items()), key=lambda line: not line[1]
        ),
        "reach": reach(names, month, today()),
        "held": [_line(row) for row in held],
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
    visit = _visit(unit_id, request.POST.get("visit", ""))
    try:
        if request.POST.get("viec") == "goi":
            phone = PhoneField(required=False).clean(request.POST.get("phone", ""))
            record_call(
                visit=visit, phone=phone or "", answer=request.POST.get("answer", ""), by=by
            )
            messages.success(request, _("Written down. Thank you for calling."))
        else:
            counts = request.POST.get("viec") == "tinh"
            outreach.rule(visit=visit, counts=counts, reason=request.POST.get("reason", ""), by=by)
            messages.success(request, _("It counts now.") if counts else _("It doesn't count."))
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


def _visit(unit_id: int, text: str) -> Any:
    try:
        key = uuid.UUID(text)
    except ValueError:
        raise Http404 from None
    ids = team_states(today(), under=unit_id).order_by().values("unit_id")
    row = outreach.standing().filter(pk=key, team_id__in=ids).first()
    if row is None:
        raise Http404
    return row


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
