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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import audit
from people.dated import months_after, today
from people.refusal import Refusal
from teams import reports
from teams.models import ReportTurn
from teams.outreach.ruling import answers_for
from teams.reports.files import XLSX, as_csv, as_xlsx, paper
from teams.reports.listing import ADDED, MISSING, Listed
from teams.views.assigning import open_territory
from teams.views.frame import open_team

if TYPE_CHECKING:
    from people.models import User

CHIPS = {MISSING: "late", "sent": "doing", "returned": "stuck", "approved": "done"}


@login_required
@require_safe
def team_reports(request: HttpRequest, unit_id: int) -> HttpResponse:
    """List the reports of a team by month."""
    frame = open_team(request, unit_id)
    rows = [_row(row, frame.on) for row in reports.reports_of(unit_id, frame.on)]
    return render(request, "teams/reports/team.html", {"frame": frame, "rows": rows})


@login_required
@require_safe
def team_report(request: HttpRequest, unit_id: int, month: str) -> HttpResponse:
    """Show one report: a draft from the logs, or what was sent."""
    frame = open_team(request, unit_id)
    context = {"frame": frame, **_one(request, unit_id, _month(month))}
    return render(request, "teams/reports/report.html", context)


@login_required
@require_safe
def team_report_pdf(request: HttpRequest, unit_id: int, month: str) -> HttpResponse:
    """Return the report on a sheet to sign."""
    frame = open_team(request, unit_id)
    found = _one(request, unit_id, _month(month))
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
            "digest": found["turn"].digest if found["turn"] else "",
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
    by, first, asked = cast("User", request.user), _month(month), request.POST.get("viec", "")
    report = reports.report_at(unit_id, first)
    try:
        if asked == "gui":
            reports.send_report(
                team_id=unit_id, month=first, note=request.POST.get("note", ""), by=by
            )
            messages.success(request, _("The report is with the commune now."))
        elif report is not None and asked == "tra-lai":
            reports.return_report(report=report, reason=request.POST.get("reason", ""), by=by)
            messages.success(request, _("It went back to the team with your words."))
        elif report is not None and asked == "duyet":
            reports.approve_report(report=report, by=by)
            messages.success(request, _("Approved. From now on it no longer changes."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    if request.POST.get("ve") == "xa" and (commune := request.POST.get("xa", "")).isdecimal():
        answer = redirect("commune_reports", unit_id=int(commune))
        answer["Location"] += f"?thang={month}"
        return answer
    return redirect("team_report", unit_id=unit_id, month=month)


@login_required
@require_http_methods(["GET"])
def commune_reports(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show all reports of a commune for a month, or the same as a file.

    The file holds figures of teams and nobody's name; so it asks for no reason.
    """
    unit, day = open_territory(request, unit_id), today()
    asked = request.GET.get("thang", "")
    month = _month(asked) if asked else months_after(day.replace(day=1), -1)
    found = reports.wide_list(unit_id, month, on=day)
    kind = request.GET.get("tep", "")
    if kind in ("csv", "xlsx"):
        return _file(request, unit_id, found, kind)
    context = {
        "unit": unit,
        "unit_id": unit_id,
        "is_commune": unit.kind == "commune",
        "found": found,
        "month": f"{month:%Y-%m}",
        "month_text": _text(month),
        "before": f"{months_after(month, -1):%Y-%m}",
        "after": f"{months_after(month, 1):%Y-%m}" if months_after(month, 1) <= day else "",
        "rows": [
            {**_row(row, day), "may_approve": row.kind == ReportTurn.Kind.SENT}
            for row in found.rows
        ],
        "may_decide": unit.kind == "commune" and _decides(request, found.rows),
        "counts": [(_label(state), n, CHIPS[state]) for state, n in found.counts.items() if n],
        "sums": found.sums,
    }
    return render(request, "teams/reports/commune.html", context)


def _decides(request: HttpRequest, rows: tuple[Listed, ...]) -> bool:
    return bool(rows) and answers_for(request.user, rows[0].team_id)


def _file(request: HttpRequest, unit_id: int, found: Any, kind: str) -> HttpResponse:
    heads = [
        _("Team"),
        _("State"),
        _("Month"),
        _("Visits in all"),
        _("without a name"),
        _("groups"),
    ]
    heads += [_("people in the groups"), _("classes held"), _("attendances")]
    lines: list[list[object]] = [[*heads]]
    for row in found.rows:
        facts = row.facts
        figures = [facts[key] if facts else None for key in ADDED]
        lines.append([row.name, _label(row.kind), f"{found.month:%Y-%m}", *figures])
    audit.record("teams.reports_taken", by=request.user, unit=unit_id, month=f"{found.month:%Y-%m}")
    made, sort = (as_csv(lines), "text/csv") if kind == "csv" else (as_xlsx(lines), XLSX)
    answer = HttpResponse(made, content_type=sort)
    name = f"bao-cao-to-{unit_id}-{found.month:%Y-%m}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


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
        "month_text": _text(month),
        "turn": turn,
        "kind": kind,
        "label": _label(kind),
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
        "month_text": _text(row.month),
        "label": _("this month, not over") if is_running else _label(row.kind),
        "chip": "todo" if is_running else CHIPS[row.kind],
    }


def _label(kind: str) -> str:
    return str(dict(ReportTurn.Kind.choices).get(kind) or _("not sent"))


def _text(month: dt.date) -> str:
    return _("%(month)s/%(year)s") % {"month": month.month, "year": month.year}


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT", use_l10n=True)


def _month(text: str) -> dt.date:
    """Return the first day of a month like 2026-10; whatever else, or one to come, isn't found."""
    try:
        month = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        raise Http404 from None
    if month > today() or month.year < 2000:
        raise Http404
    return month
