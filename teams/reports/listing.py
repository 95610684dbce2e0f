"""Reports as pages list them: by month for a team, by team for a commune; missing stays missing."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from people.dated import months_after
from teams.models import ClassSession, ReportTurn, TeamReport, Visit
from teams.queries import team_states

Kind = ReportTurn.Kind

MONTHS_SHOWN = 12
MISSING = "missing"
# What waits for the commune comes first, then what the teams owe.
ORDER = ("sent", "returned", MISSING, "approved")
# What a commune's sum is made of: figures that may be added up. Citizens of two teams may be the same.
ADDED = ("visits", "nameless", "groups", "present", "classes", "attendances")


@dataclass(frozen=True)
class Listed:
    """The report of a team for a month; ``turn`` None and ``kind`` "missing" when nothing was sent."""

    team_id: int
    name: str
    month: dt.date
    turn: ReportTurn | None = None

    @property
    def kind(self) -> str:
        """Return where the report stands."""
        return self.turn.kind if self.turn is not None else MISSING

    @property
    def facts(self) -> dict[str, Any] | None:
        """Return what was sent, or None: a report that is missing says nothing, not zero."""
        return self.turn.facts if self.turn is not None else None


@dataclass(frozen=True)
class WideList:
    """The reports of all teams of a territory for a month."""

    month: dt.date
    rows: tuple[Listed, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many reports stand where; the parts sum to the teams."""
        kinds = [MISSING, *ReportTurn.Kind.values]
        return {kind: sum(row.kind == kind for row in self.rows) for kind in kinds}

    @property
    def sums(self) -> dict[str, int] | None:
        """Return the sums over the approved reports; None when there are none."""
        found = [row.facts for row in self.rows if row.kind == ReportTurn.Kind.APPROVED]
        if not found:
            return None
        return {key: sum(facts[key] for facts in found if facts) for key in ADDED}


def report_at(team_id: int, month: dt.date) -> TeamReport | None:
    """Return the report of a team for the month that begins on ``month``, or None."""
    return TeamReport.objects.filter(team_id=team_id, month=month).first()


def state_of(report: TeamReport | None) -> ReportTurn | None:
    """Return the newest turn of a report, or None when nothing was sent."""
    if report is None:
        return None
    return report.turns.select_related("by__person").order_by("-number").first()


def reports_of(team_id: int, on: dt.date) -> list[Listed]:
    """Return the team's reports by month, newest first, this month included; three queries.

    They go back to the month in which the team first wrote something down, twelve at most: before
    that nothing is missing.
    """
    newest = _newest(TeamReport.objects.filter(team_id=team_id))
    begin = on.replace(day=1)
    months = [months_after(begin, -back) for back in range(MONTHS_SHOWN)]
    first = min([months[1], *_beginnings(team_id), *(month for _team, month in newest)])
    return [
        Listed(team_id, "", month, newest.get((team_id, month)))
        for month in months
        if month >= first.replace(day=1)
    ]


def wide_list(unit_id: int, month: dt.date, *, on: dt.date) -> WideList:
    """Return the reports of all teams that lay under a unit at the month's end; two queries.

    What waits for the commune comes first, then what the teams owe.
    """
    last = min(months_after(month, 1) - dt.timedelta(days=1), on)
    states = list(team_states(last, under=unit_id))
    ids = [state.unit_id for state in states]
    newest = _newest(TeamReport.objects.filter(month=month, team_id__in=ids))
    rows = (
        Listed(state.unit_id, state.name, month, newest.get((state.unit_id, month)))
        for state in states
    )
    return WideList(month, tuple(sorted(rows, key=lambda row: ORDER.index(row.kind))))


def due_month(team_id: int, on: dt.date) -> dt.date | None:
    """Return the month whose report waits for the leader: sent back, or last month's not sent."""
    last = months_after(on.replace(day=1), -1)
    since = months_after(last, 2 - MONTHS_SHOWN)
    newest = _newest(TeamReport.objects.filter(team_id=team_id, month__gte=since))
    back = [month for (_team, month), turn in newest.items() if turn.kind == Kind.RETURNED]
    if back:
        return min(back)
    return None if (team_id, last) in newest else last


def _beginnings(team_id: int) -> list[dt.date]:
    """Return the days of the team's first visit and first class, as far as there are any."""
    visit = Visit.objects.filter(team_id=team_id).order_by("at").values_list("at", flat=True)
    held = ClassSession.objects.filter(unit_id=team_id).order_by("starts_at")
    found = (visit.first(), held.values_list("starts_at", flat=True).first())
    return [timezone.localtime(at).date() for at in found if at is not None]


def _newest(reports: Any) -> dict[tuple[int, dt.date], ReportTurn]:
    turns = ReportTurn.objects.filter(report__in=reports).select_related("report")
    return {(turn.report.team_id, turn.report.month): turn for turn in turns.order_by("number")}
