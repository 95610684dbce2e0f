"""The way of a report: sent by the leader, sent back or approved by the commune, then locked."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import audit, scope
from people.dated import months_after, today
from people.refusal import Refusal
from people.text import tidy
from teams.models import ReportTurn, TeamReport
from teams.outreach.ruling import answers_for
from teams.reports.facts import digest_of, facts_of
from teams.reports.listing import MONTHS_SHOWN, state_of

if TYPE_CHECKING:
    from people.models import User

Kind = ReportTurn.Kind


@transaction.atomic
def send_report(
    *, team_id: int, month: dt.date, note: str, by: "User", seen: str | None = None
) -> ReportTurn:
    """Freeze what the logs say and send it to the commune. Twice sends once.

    Args:
        team_id: the team.
        month: its first day.
        note: the leader's words.
        by: the leader or deputy.
        seen: the digest of the figures that the leader read; None when no page showed them.

    Raises:
        Refusal: ``not_yours`` for who doesn't lead the team, ``not_over``, ``too_old``,
            ``is_locked`` when it was approved, or ``changed`` when the logs say something else
            than what was read.
    """
    if team_id not in scope.positions(by).team_ids:
        raise Refusal("not_yours", _("Only the team's leader or deputy sends its report."))
    day = today()
    if month.day != 1 or months_after(month, 1) > day:
        raise Refusal("not_over", _("This month isn't over yet."))
    if month < months_after(day.replace(day=1), 1 - MONTHS_SHOWN):
        raise Refusal("too_old", _("This month is too long ago. Ask the commune."))
    report, _new = TeamReport.objects.get_or_create(team_id=team_id, month=month)
    held, last = _locked(report)
    if last is not None and last.kind == Kind.SENT:
        return last
    if last is not None and last.kind == Kind.APPROVED:
        raise Refusal("is_locked", _("This report was approved and no longer changes."))
    facts = facts_of(team_id, month, on=day)
    if seen is not None and seen != digest_of(facts):
        raise Refusal("changed", _("The figures have changed meanwhile. Read them once more."))
    return _turn(held, last, Kind.SENT, facts | {"note": tidy(note)[:500]}, by)


@transaction.atomic
def return_report(
    *, report: TeamReport, reason: str, by: "User", seen: int | None = None
) -> ReportTurn:
    """Send a report back to be corrected.

    Raises:
        Refusal: ``not_yours``, ``no_reason``, ``not_sent``, or ``changed`` when it isn't what the
            officer read: the turn with the number ``seen``.
    """
    held, last = _asked(report, by)
    if last is not None and last.kind == Kind.RETURNED:
        return last
    if last is None or last.kind != Kind.SENT:
        raise Refusal("not_sent", _("This report doesn't wait for you."))
    _require_seen(last, seen)
    if not tidy(reason):
        raise Refusal("no_reason", _("Say in a few words what is to be corrected."))
    return _turn(held, last, Kind.RETURNED, last.facts, by, tidy(reason)[:200])


@transaction.atomic
def approve_report(*, report: TeamReport, by: "User", seen: int | None = None) -> ReportTurn:
    """Approve what was sent, word for word; from then on nothing changes it.

    Raises:
        Refusal: ``not_yours`` for who isn't an officer of the commune, or sent it; ``not_sent``;
            ``changed`` when it isn't what the officer read: the turn with the number ``seen``.
    """
    held, last = _asked(report, by)
    if last is not None and last.kind == Kind.APPROVED:
        return last
    if last is None or last.kind != Kind.SENT:
        raise Refusal("not_sent", _("This report doesn't wait for you."))
    _require_seen(last, seen)
    if last.by_id == by.pk:
        raise Refusal("not_yours", _("Who sent a report can't approve it."))
    return _turn(held, last, Kind.APPROVED, last.facts, by)


def _asked(report: TeamReport, by: "User") -> tuple[TeamReport, ReportTurn | None]:
    if not answers_for(by, report.team_id):
        raise Refusal("not_yours", _("Only an officer of this commune can decide that."))
    return _locked(report)


def _require_seen(last: ReportTurn, seen: int | None) -> None:
    if seen is not None and seen != last.number:
        raise Refusal("changed", _("The team sent it anew meanwhile. Read it once more."))


def _locked(report: TeamReport) -> tuple[TeamReport, ReportTurn | None]:
    held = TeamReport.objects.select_for_update().get(pk=report.pk)
    return held, state_of(held)


def _turn(
    report: TeamReport,
    last: ReportTurn | None,
    kind: str,
    facts: dict,
    by: "User",
    reason: str = "",
) -> ReportTurn:
    row = ReportTurn.objects.create(
        report=report,
        number=last.number + 1 if last is not None else 1,
        kind=kind,
        facts=facts,
        digest=digest_of(facts),
        reason=reason,
        by=by,
    )
    audit.record(f"teams.report_{kind}", by=by, about=report, digest=row.digest)
    return row
