"""Pages of what somebody signed: theirs to read whatever team they are in today."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people import audit
from teams import classes, reports, signed
from teams.assessing import rubric_of
from teams.classes.listing import state_of

if TYPE_CHECKING:
    from people.models import User


@login_required
@require_safe
def my_signatures(request: HttpRequest) -> HttpResponse:
    """List the classes, practices and reports that somebody vouched for."""
    found = signed.signed_by(cast("User", request.user))
    language = get_language() or "vi"
    seen = [(row, _task(row.task, row.rubric_version, language)) for row in found.observations]
    context = {
        "found": found,
        "observations": seen,
        "reports": [_line(row) for row in found.reports],
    }
    return _private(render(request, "teams/signed/list.html", context))


@login_required
@require_safe
def my_signed_class(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Show who was there, to whoever closed the class; nothing can be changed."""
    session = signed.signed_class(cast("User", request.user), session_id)
    if session is None:
        raise Http404
    audit.record("teams.signed_class_read", by=request.user, about=session)
    context = {
        "session": session,
        "state": state_of(session),
        "people": classes.attendees(session),
    }
    return _private(render(request, "teams/signed/class.html", context))


@login_required
@require_safe
def my_signed_report(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Show a report word for word as it was sent or approved."""
    turn = signed.signed_report(cast("User", request.user), turn_id)
    if turn is None:
        raise Http404
    groups = reports.lines_of(turn.facts, get_language() or "vi")
    context = {"turn": turn, "line": _line(turn), "groups": groups}
    return _private(render(request, "teams/signed/report.html", context))


def _line(turn: "signed.ReportTurn") -> dict[str, object]:
    month = turn.report.month
    return {
        "turn": turn,
        "title": _("Report of %(month)s/%(year)s") % {"month": month.month, "year": month.year},
        "team": turn.facts.get("team", ""),
        "chip": "done" if turn.kind == "approved" else "doing",
        "label": turn.get_kind_display(),
    }


def _task(code: str, version: int, language: str) -> str:
    rubric = rubric_of(code, version)
    return rubric.title(language) if rubric else code


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer
