"""Monthly reports: the leader sends, the commune sends back or approves, both print."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people import audit
from people.dated import months_after, today
from people.refusal import Refusal
from teams import reports
from teams.models import ReportTurn, TeamReport
from teams.outreach.ruling import answers_for
from teams.reports.facts import digest_of
from teams.reports.files import paper
from teams.reports.listing import MISSING, Listed
from teams.views.frame import open_team
from teams.views.report_words import CHIPS, label_of, month_text, next_of

if TYPE_CHECKING:
    from people.models import User


@login_required
@require_safe
def team_reports(request: HttpRequest, unit_id: int) -> HttpResponse:
    """List the reports of a team by month."""
    frame = open_team(request, unit_id)
    decides = answers_for(request.user, unit_id)
    rows = [
        {
            **_row(row, frame.on),
            "next": next_of(
                row.kind, row.month, frame.on, leads=frame.is_leader, decides=decides,
                reason=row.turn.reason if row.turn else "",
            ),
        }
        for row in reports.reports_of(unit_id, frame.on)
    ]  # fmt: skip
    return render(request, "teams/reports/team.html", {"frame": frame, "rows": rows})


@login_required
@require_safe
def team_report(request: HttpRequest, unit_id: int, month: str) -> HttpResponse:
    """Show one report: a draft from the logs, or what was sent."""
    frame = open_team(request, unit_id)
    found = _one(request, unit_id, month_of(month))
    turn = found["turn"]
    context = {
        "frame": frame,
        **found,
        "next": next_of(
            found["kind"], month_of(month), frame.on, leads=frame.is_leader,
            decides=found["may_decide"], reason=turn.reason if turn else "",
        ),
        # What the leader reads now; sent along, so that nothing unread is sent.
        "seen": digest_of(found["facts"]) if found["is_draft"] else "",
        "note": turn.facts.get("note", "") if turn else "",
    }  # fmt: skip
    return render(request, "teams/reports/report.html", context)


@login_required
@require_safe
def team_report_pdf(request: HttpRequest, unit_id: int, month: str) -> HttpResponse:
    """Return the report on a sheet to sign."""
    frame = open_team(request, unit_id)
    found = _one(request, unit_id, month_of(month))
    facts = found["facts"]
    groups = [
        {"title": title, "lines": [{"label": label, "value": str(n)} for label, n in lines]}
        for title, lines in found["groups"]
    ]
    made = paper(
        {
            "language": (get_language() or "vi")[:2],
            "title": _("Report of %(month)s") % {"month": found["month_text"]},
            "team": facts["team"],
            "commune": facts["commune"],
            "state": found["label"],
            "note_label": _("Note"),
            "note": facts.get("note", ""),
            "groups": groups,
            "left": _("Team leader"),
            "right": _("For the commune"),
            "sign": _("(sign, write the full name)"),
            "as_of": _("As of %(at)s.") % {"at": _day(dt.date.fromisoformat(facts["as_of"]))},
            "digest": found["turn"].digest if not found["is_draft"] else "",
        }
    )
    audit.record("teams.report_printed", by=request.user, unit=unit_id, month=month)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'inline; filename="bao-cao-{frame.team_id}-{month}.pdf"'
    return answer


@login_required
@require_POST
def team_report_turn(request: HttpRequest, unit_id: int, month: str) -> HttpResponse:
    """Send a report, send it back, or approve it."""
    open_team(request, unit_id)
    by, first, asked = cast("User", request.user), month_of(month), request.POST.get("viec", "")
    report = reports.report_at(unit_id, first)
    said = request.POST.get("thay", "")
    try:
        if asked == "gui":
            reports.send_report(
                team_id=unit_id, month=first, note=request.POST.get("note", ""), by=by,
                seen=said or None,
            )  # fmt: skip
            messages.success(request, _("The report is with the commune now."))
        elif report is not None and asked in ("tra-lai", "duyet"):
            number = int(said) if said.isdecimal() and len(said) < 6 else None
            _decide(request, report, asked, number, by)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    if request.POST.get("ve") == "xa" and (commune := request.POST.get("xa", "")).isdecimal():
        answer = redirect("commune_reports", unit_id=int(commune))
        answer["Location"] += f"?thang={month}"
        return answer
    return redirect("team_report", unit_id=unit_id, month=month)


def _decide(
    request: HttpRequest, report: TeamReport, asked: str, seen: int | None, by: "User"
) -> None:
    if asked == "duyet":
        reports.approve_report(report=report, by=by, seen=seen)
        messages.success(request, _("Approved. From now on it no longer changes."))
    else:
        reason = request.POST.get("reason", "")
        reports.return_report(report=report, reason=reason, by=by, seen=seen)
        messages.success(request, _("It went back to the team with your words."))


def _one(request: HttpRequest, unit_id: int, month: dt.date) -> dict[str, Any]:
    """Return one report as a page shows it: what was sent, or what the logs say today."""
    day = today()
    report = reports.report_at(unit_id, month)
    turn = reports.state_of(report)
    is_draft = turn is None or turn.kind == ReportTurn.Kind.RETURNED
    facts = reports.facts_of(unit_id, month, on=day) if is_draft else turn.facts  # type: ignore[union-attr]
    kind = turn.kind if turn else MISSING
    return {
        "month": f"{month:%Y-%m}",
        "month_text": month_text(month),
        "turn": turn,
        "kind": kind,
        "label": label_of(kind),
        "chip": CHIPS[kind],
        "facts": facts,
        "groups": reports.lines_of(facts, get_language() or "vi"),
        "is_draft": is_draft,
        "is_over": months_after(month, 1) <= day,
        "may_decide": kind == ReportTurn.Kind.SENT and answers_for(request.user, unit_id),
    }


def _row(row: Listed, on: dt.date) -> dict[str, Any]:
    is_running = row.turn is None and months_after(row.month, 1) > on
    return {
        "row": row,
        "month": f"{row.month:%Y-%m}",
        "month_text": month_text(row.month),
        "label": _("this month, not over") if is_running else label_of(row.kind),
        "chip": "todo" if is_running else CHIPS[row.kind],
    }


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT", use_l10n=True)


def month_of(text: str) -> dt.date:
    """Return the first day of a month like 2026-10; whatever else, or one to come, isn't found."""
    try:
        month = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        raise Http404 from None
    if month > today() or month.year < 2000:
        raise Http404
    return month
