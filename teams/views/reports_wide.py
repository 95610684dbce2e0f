"""The reports of all teams of a commune, or of the province commune by commune; the same as files."""

import datetime as dt
import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people import audit
from people.dated import months_after, today
from teams import reports
from teams.models import ReportTurn
from teams.outreach.ruling import answers_for
from teams.reports.communes import by_commune
from teams.reports.files import XLSX, as_csv, as_xlsx
from teams.reports.listing import ADDED, ORDER, Listed, WideList
from teams.views.assigning import open_territory
from teams.views.report_words import CHIPS, heading_of, label_of, month_text
from teams.views.reports import month_of


@login_required
@require_safe
def commune_reports(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show all reports of a commune for a month, or the same as a file.

    The file holds figures of teams and nobody's name; so it asks for no reason.
    """
    unit, day = open_territory(request, unit_id), today()
    asked = request.GET.get("thang", "")
    month = month_of(asked) if asked else months_after(day.replace(day=1), -1)
    found = reports.wide_list(unit_id, month, on=day)
    kind = request.GET.get("tep", "")
    if kind in ("csv", "xlsx"):
        return _file(request, unit_id, found, kind)
    is_commune = unit.kind == "commune"
    context = {
        "unit": unit,
        "unit_id": unit_id,
        "is_commune": is_commune,
        "month": f"{month:%Y-%m}",
        "month_text": month_text(month),
        "is_running": months_after(month, 1) > day,
        "before": f"{months_after(month, -1):%Y-%m}",
        "after": f"{months_after(month, 1):%Y-%m}" if months_after(month, 1) <= day else "",
        "groups": _groups(found) if is_commune else [],
        "communes": [] if is_commune else _communes(found, day),
        "may_decide": is_commune and _decides(request, found.rows),
        "teams": len(found.rows),
        "counts": [(label_of(state), n, CHIPS[state]) for state, n in found.counts.items() if n],
        "sums": found.sums,
        "approved": found.counts[ReportTurn.Kind.APPROVED],
    }
    return render(request, "teams/reports/commune.html", context)


def _groups(found: WideList) -> list[dict[str, Any]]:
    return [
        {
            "kind": str(kind),
            "heading": heading_of(kind),
            "chip": CHIPS[kind],
            "rows": sorted((row for row in found.rows if row.kind == kind), key=_by_number),
        }
        for kind in ORDER
        if found.counts[kind]
    ]


def _communes(found: WideList, day: dt.date) -> list[dict[str, Any]]:
    return [
        {
            "unit_id": one.unit_id,
            "name": one.name or _("Without a commune"),
            "counts": [
                (label_of(kind), n, CHIPS[kind]) for kind, n in one.found.counts.items() if n
            ],
            "sums": one.found.sums,
        }
        for one in by_commune(found, on=day)
    ]


def _by_number(row: Listed) -> tuple[list[object], int]:
    """Return a key by which "khu phố 2" comes before "khu phố 10"."""
    parts = re.split(r"(\d+)", row.name)
    return [int(part) if part.isdecimal() else part for part in parts], row.team_id


def _decides(request: HttpRequest, rows: tuple[Listed, ...]) -> bool:
    return bool(rows) and answers_for(request.user, rows[0].team_id)


def _file(request: HttpRequest, unit_id: int, found: WideList, kind: str) -> HttpResponse:
    heads = [
        _("Team"),
        _("State"),
        _("Month"),
        _("Visits in all"),
        _("without a name"),
        _("groups"),
        _("people in the groups"),
        _("classes held"),
        _("attendances"),
    ]
    lines: list[list[object]] = [[*heads]]
    for row in found.rows:
        facts = row.facts
        # What is missing stays an empty cell: no zero that nobody reported.
        figures = [facts[key] if facts else None for key in ADDED]
        lines.append([row.name, label_of(row.kind), f"{found.month:%Y-%m}", *figures])
    audit.record("teams.reports_taken", by=request.user, unit=unit_id, month=f"{found.month:%Y-%m}")
    made, sort = (as_csv(lines), "text/csv") if kind == "csv" else (as_xlsx(lines), XLSX)
    answer = HttpResponse(made, content_type=sort)
    name = f"bao-cao-to-{unit_id}-{found.month:%Y-%m}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
