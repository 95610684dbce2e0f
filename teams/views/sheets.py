"""What leaves the screen: the list on paper, the picture for the group, last month beside today."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people import audit
from teams.board import board, last_month
from teams.board.picture import picture
from teams.views.frame import open_team
from teams.views.words import parts, reason_of, state_label


@login_required
@require_safe
def team_print(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the members in large print, for a sheet of A4 to take along."""
    frame = open_team(request, unit_id)
    found = board(unit_id, frame.on, timezone.now())
    audit.record("teams.list_printed", by=request.user, unit=unit_id, people=len(found.rows))
    rows = [
        {"row": row, "label": state_label(row.state), "reason": reason_of(row)}
        for row in found.rows
    ]
    context = {"frame": frame, "board": found, "rows": rows, "parts": parts(found.strip)}
    return render(request, "teams/print.html", context)


@login_required
@require_safe
def team_month(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the names behind last month's figure beside today's."""
    frame = open_team(request, unit_id)
    found = board(unit_id, frame.on, timezone.now())
    context = {"frame": frame, "board": found, "month": last_month(found)}
    # For the filter that says yes, no or neither.
    context["done_words"] = ",".join(
        (
            pgettext("board", "done"),
            pgettext("board", "not yet"),
            pgettext("board", "not on the roster"),
        )
    )
    return render(request, "teams/month.html", context)


@login_required
@require_safe
def team_picture(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Return the strip as a picture without names."""
    frame = open_team(request, unit_id)
    found = board(unit_id, frame.on, timezone.now())
    total = found.strip.total
    moment = date_format(timezone.localtime(found.now), "SHORT_DATETIME_FORMAT", use_l10n=True)
    made = picture(
        {
            "site": settings.WAGTAIL_SITE_NAME,
            "language": (get_language() or "vi")[:2],
            "name": frame.name,
            "place": frame.place,
            "done": str(found.strip.done),
            "total": str(total),
            "sentence": _("members are done"),
            "as_of": _("As of %(at)s.") % {"at": moment},
            "note": _("Simulated data") if found.is_synthetic else "",
            "parts": [
                {
                    "state": part["state"],
                    "count": str(part["count"]),
                    "label": part["label"],
                    "share": 100 * part["count"] / total,
                }
                for part in parts(found.strip)
            ],
        }
    )
    answer = HttpResponse(made, content_type="image/png")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'inline; filename="hoc-so-{unit_id}-{frame.on}.png"'
    return answer
