"""The leader's page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from people import audit, scope
from people import queries as registry
from people.dated import today
from teams.board import SILENT_AFTER_DAYS, Board, Row, board
from teams.board.states import DOING, DONE, NONE, SILENT, TODO

# Addresses say states in Vietnamese, as everything in an address is.
SLUGS = {SILENT: "im-lang", TODO: "chua-hoc", DOING: "dang-hoc", DONE: "da-dat", NONE: "chua-giao"}
# The component that shows a state knows these words.
CHIPS = {SILENT: "stuck", TODO: "todo", DOING: "doing", DONE: "done", NONE: "void"}

# The width of the strip's drawing.
_BAR = 1000


@login_required
@require_safe
def team_board(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show a team's board to its leader, and to officers in whose territory it lies."""
    day = today()
    scope.require(_may_open(request, unit_id))
    try:
        found = board(unit_id, day, timezone.now())
    except LookupError as error:
        raise Http404 from error
    _record_look(request, unit_id, day.isoformat())
    chosen = next(
        (state for state, slug in SLUGS.items() if slug == request.GET.get("trang-thai")), ""
    )
    context = {
        "board": found,
        "parts": _parts(found, chosen),
        "people": [_card(row) for row in found.rows if chosen in ("", row.state)],
        "chosen": chosen,
        "chosen_label": state_label(chosen) if chosen else "",
        "heard": heard(found.silent_days),
    }
    return render(request, "teams/board.html", context)


def _may_open(request: HttpRequest, unit_id: int) -> bool:
    day = today()
    positions = scope.positions(request.user, day)
    if unit_id in positions.team_ids:
        return True
    is_above = positions.is_officer or positions.is_province
    return is_above and scope.may_see_names(request.user, unit_id, day)


def _record_look(request: HttpRequest, unit_id: int, day: str) -> None:
    """Write the look at a personal list, once a session and day."""
    key = f"board-seen-{unit_id}"
    if request.session.get(key) == day:
        return
    state = registry.unit_state(unit_id, today())
    audit.record("teams.board_seen", by=request.user, about=state.unit if state else None)
    request.session[key] = day


def state_label(state: str) -> str:
    """Return the state in the page's language."""
    return {
        SILENT: pgettext("board", "not active for over %(days)s days")
        % {"days": SILENT_AFTER_DAYS},
        TODO: pgettext("board", "not begun"),
        DOING: pgettext("board", "learning"),
        DONE: pgettext("board", "done"),
        NONE: pgettext("board", "no course assigned"),
    }[state]


def heard(days: int | None) -> str:
    """Return in words when somebody was last heard of."""
    if days is None:
        return _("never active")
    if days == 0:
        return _("active today")
    return ngettext("active %(days)s day ago", "active %(days)s days ago", days) % {"days": days}


def _parts(found: Board, chosen: str) -> list[dict]:
    """Return the strip's parts that have somebody, in the order a person reads them."""
    parts, before = [], 0
    for state in (DONE, DOING, TODO, SILENT, NONE):
        count = found.strip.counts[state]
        if not count:
            continue
        start, end = (_BAR * n // found.strip.total for n in (before, before + count))
        before += count
        parts.append(
            {
                "state": state,
                "slug": SLUGS[state],
                "chip": CHIPS[state],
                "count": count,
                "label": state_label(state),
                "is_chosen": state == chosen,
                # Text, so that no language puts a separator into an attribute.
                "x": str(start),
                "width": str(end - start),
            }
        )
    return parts


def _card(row: Row) -> dict:
    return {
        "row": row,
        "chip": CHIPS[row.state],
        "label": state_label(row.state),
        "reason": _reason(row),
        "phone_shown": _phone(row.phone),
        "cells": [
            {
                "cell": cell,
                "chip": "late" if cell.is_late else CHIPS[cell.state],
                "label": state_label(cell.state),
            }
            for cell in row.cells
        ],
    }


def _reason(row: Row) -> str:
    """Return in one line why the leader might call."""
    if row.state == TODO:
        return _("Has not opened any of the courses yet.")
    if row.state == SILENT:
        return _("Began to learn, then stopped: %(heard)s.") % {"heard": heard(row.silent_days)}
    if row.state == DOING:
        return _("Is learning: %(heard)s.") % {"heard": heard(row.silent_days)}
    if row.state == NONE:
        return _("No course has been assigned to this team yet.")
    return _("Holds every certificate that is asked for.")


def _phone(phone: str) -> str:
    """Return a number in E.164 as people here read it: 0912 345 678."""
    local = f"0{phone[3:]}" if phone.startswith("+84") else phone
    return f"{local[:4]} {local[4:7]} {local[7:]}".strip()
