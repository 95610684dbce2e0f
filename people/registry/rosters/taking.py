"""A list opened, checked and taken in: the same steps for the page, the command and the benchmark."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people.dated import today
from people.models import Roster, Unit, User
from people.refusal import Refusal
from people.registry.rosters.applying import Writer
from people.registry.rosters.checking import Checker, State, Terms
from people.registry.rosters.columns import Layout, is_list, layout_of
from people.registry.rosters.reading import Sheet, read
from people.registry.rosters.reports import Report

Tell = Callable[[int, int], None]


@dataclass
class Opened:
    """A list that was opened: its lines and how its columns were understood."""

    sheet: Sheet
    layout: Layout


@dataclass(frozen=True)
class Result:
    """The report, and what rejected and doubtful lines say by line number."""

    report: dict[str, Any]
    cells: dict[int, list[str]]
    headers: list[str]


def open_list(content: bytes) -> Opened:
    """Return the list in a file.

    Raises:
        Refusal: when it is none; see ``reading.read``. A list without headers is opened, with
            no column understood.
    """
    sheet = read(content, is_list)
    layout = layout_of(sheet.head, sheet.merged)
    if layout.header is None:
        layout.header, layout.last = sheet.head[0], sheet.head[0].number
        layout.headers = list(sheet.head[0].cells)
    return Opened(sheet, layout)


def terms_of(
    opened: Opened,
    *,
    unit_id: int,
    category: str,
    since: dt.date,
    fields: Mapping[int, str] | None = None,
) -> Terms:
    """Return what a list is taken in as.

    Args:
        opened: the list.
        unit_id: the unit whose people it names.
        category: in which capacity.
        since: the first day of their memberships.
        fields: the field of each column as somebody put it right; None takes it as understood.

    Raises:
        Refusal: ``no_name`` when no column holds the names.
    """
    chosen = dict(opened.layout.fields if fields is None else fields)
    if not Layout(fields=chosen).has_name:
        raise Refusal("no_name", _("Say which column holds the names."))
    return Terms(unit_id, category, since, chosen, opened.layout.last, today())


def check(opened: Opened, terms: Terms, tell: Tell = lambda _done, _total: None) -> Result:
    """Return the report on a list; nothing is written."""
    return _gone_through(opened, terms, tell, None)


@transaction.atomic
def take_in(
    opened: Opened,
    terms: Terms,
    *,
    roster: Roster,
    by: User | None,
    all_or_nothing: bool = False,
    tell: Tell = lambda _done, _total: None,
) -> Result:
    """Take a list in: people, memberships, and whose line is whose. Again it changes nothing.

    Args:
        opened: the list.
        terms: what it is taken in as.
        roster: the row of the list.
        by: who takes it in; None for a command.
        all_or_nothing: whether one line that isn't simply taken stops the whole list.
        tell: hears how far it is.

    Raises:
        Refusal: ``not_clean`` when all or nothing was asked for and a line isn't simply taken.
    """
    # Two lists at once could make one person twice: they wait for each other.
    list(Unit.objects.select_for_update(no_key=True).order_by("pk")[:1])
    roster = Roster.objects.select_for_update().get(pk=roster.pk)
    writer = Writer(roster, terms)
    result = _gone_through(opened, terms, tell, writer)
    report = result.report
    if all_or_nothing and (report["rejected"] or report["review"]):
        raise Refusal(
            "not_clean",
            _(
                "Nothing was taken in: %(rejected)s lines are rejected and %(review)s have to be looked at."
            )
            % {"rejected": len(report["rejected"]), "review": report["review"]},
        )
    if roster.is_whole:
        report["gone"] = writer.propose_gone()
    counts = {
        name: report[name] if isinstance(report[name], int) else len(report[name])
        for name in ("rows", "accepted", "review", "rejected", "added", "joined", "held", "skipped")
    } | {"gone": report.get("gone", 0), "filled": writer.filled}
    is_new = roster.state != Roster.State.APPLIED
    roster.state, roster.counts = Roster.State.APPLIED, counts if is_new else roster.counts
    roster.applied_at = roster.applied_at or timezone.now()
    roster.save(update_fields=["state", "counts", "applied_at"])
    if is_new or counts["added"] or counts["joined"]:
        audit.record(
            "people.roster_applied", by=by, about=roster, unit=terms.unit_id, counts=counts
        )
    return result


def _gone_through(opened: Opened, terms: Terms, tell: Tell, writer: Writer | None) -> Result:
    checker = Checker(terms)
    report = Report(opened.layout.headers, terms.fields)
    total = 0
    for chunk in checker.verdicts(opened.sheet.lines):
        for verdict in chunk:
            report.add(verdict)
        if writer is not None:
            writer.write(chunk)
        total = max(total, checker.done)
        tell(checker.done, total)
    told = report.as_json(checker.skipped)
    told["sheet"], told["other_sheets"] = opened.sheet.name, opened.sheet.others
    _balance(told)
    return Result(told, report.cells, opened.layout.headers)


def _balance(told: Mapping[str, Any]) -> None:
    """Refuse to answer when a line got lost: nothing is ever dropped silently."""
    parts = told[State.ACCEPTED] + told[State.REVIEW] + len(told[State.REJECTED])
    if parts != told["rows"]:
        raise AssertionError(f"{told['rows']} rows but {parts} verdicts")
