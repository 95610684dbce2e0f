"""The leader's page: the strip, what to do today, the people."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import scope
from people.messages import routes
from teams.assessing import standing_of_user
from teams.board import Card, Row, answered, board, last_month, signs_of, today_of
from teams.board.cards import EXPIRING, NEVER, QUIET, SCAM
from teams.models import CardAnswer
from teams.nudges import last_nudges
from teams.nudges.history import LastNudge
from teams.reports import due_month
from teams.views.frame import open_team
from teams.views.words import (
    CHIPS,
    SLUGS,
    card_line,
    card_title,
    heard,
    nudge_words,
    parts,
    reason_of,
    state_label,
)


@login_required
@require_safe
def team_board(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show a team's board to its leader, and to officers in whose territory it lies."""
    frame = open_team(request, unit_id)
    found = board(unit_id, frame.on, timezone.now())
    # Who may not assess is shown no card that they couldn't act upon.
    may_assess = frame.is_leader and standing_of_user(request.user).is_assessor
    assessor_id = scope.positions(request.user).person_id if may_assess else None
    signs = signs_of(found, assessor_id=assessor_id)
    today = today_of(found, signs, answered(unit_id, frame.on))
    nudged = last_nudges(card.person_id for card in today.cards)
    chosen = next(
        (state for state, slug in SLUGS.items() if slug == request.GET.get("trang-thai")), ""
    )
    # Who isn't on the roster with a phone may have chosen another way.
    reached = routes(card.person_id for card in today.cards if not card.phone)
    context = {
        "frame": frame,
        "board": found,
        "parts": parts(found.strip, chosen),
        "month": last_month(found),
        "today": today,
        "cards": [
            _today_card(
                card,
                nudged.get(card.person_id),
                may_reach=bool(card.phone) or card.person_id in reached,
            )
            for card in today.cards
        ],
        "whys": CardAnswer.Why.choices,
        "people": [_member_card(row) for row in found.rows if chosen in ("", row.state)],
        "chosen": chosen,
        "chosen_label": state_label(chosen) if chosen else "",
        "due": due_month(unit_id, frame.on) if frame.is_leader else None,
        "heard": heard(found.silent_days),
    }
    return render(request, "teams/board.html", context)


def _today_card(card: Card, nudged: LastNudge | None, *, may_reach: bool) -> dict:
    return {
        # Who asks to join is answered on the team's own page.
        "is_request": card.url_name == "team_profile",
        "may_nudge": may_reach and card.reason in (NEVER, QUIET, EXPIRING),
        "nudged": nudged,
        "nudge_words": nudge_words(nudged.state) if nudged else "",
        "card": card,
        "title": card_title(card.reason),
        "line": card_line(card),
        "is_urgent": card.reason == SCAM,
    }


def _member_card(row: Row) -> dict:
    return {
        "row": row,
        "chip": CHIPS[row.state],
        "label": state_label(row.state),
        "reason": reason_of(row),
        "cells": [
            {
                "cell": cell,
                "chip": "late" if cell.is_late else CHIPS[cell.state],
                "label": state_label(cell.state),
            }
            for cell in row.cells
        ],
    }
