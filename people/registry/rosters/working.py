"""Lists as pages take them in: received, their columns confirmed, checked, taken in, each as long work."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people import audit, jobs
from people.dated import today
from people.jobs import Kind, files
from people.models import Job, Roster, User
from people.refusal import Refusal
from people.registry.rosters.checking import Terms
from people.registry.rosters.columns import NUMBER, Layout
from people.registry.rosters.reaching import is_mine
from people.registry.rosters.receiving import roster_for
from people.registry.rosters.taking import Opened, Result, check, open_list, take_in, terms_of

CHECK, APPLY = "rosters.check", "rosters.apply"
State = Roster.State


def receive(
    *,
    unit_id: int,
    category: str,
    since: dt.date,
    is_whole: bool,
    file_name: str,
    content: bytes,
    by: User,
) -> Roster:
    """Return the row of a list that was sent in; its columns are as understood, or as last time.

    Raises:
        Refusal: when it is no list (see ``reading.read``) or isn't for ``by`` to send in.
    """
    _require_mine(by, unit_id)
    opened = open_list(content)
    layout = opened.layout
    fields = _as_last_time(unit_id, layout) or layout.fields
    terms = Terms(unit_id, category, since, fields, layout.last, today())
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        roster = roster_for(
            content_hash=digest,
            file_name=file_name,
            terms=terms,
            layout=layout,
            by=by,
            is_whole=is_whole,
        )
        if roster.state != State.APPLIED:
            roster.is_whole = is_whole
            if files.content_of(roster.file_key) is None:
                roster.file_key = files.keep(content)
            roster.save(update_fields=["is_whole", "file_key"])
    return roster


@transaction.atomic
def confirm_columns(*, roster: Roster, chosen: Mapping[int, str], by: User) -> Job:
    """Begin to check a list with these columns.

    Raises:
        Refusal: ``no_name`` when nothing says who a line is about, ``applied`` when it is taken in.
    """
    _require_mine(by, roster.unit_id)
    held = Roster.objects.select_for_update().get(pk=roster.pk)
    if held.state == State.APPLIED:
        raise Refusal("applied", _("This list is taken in already."))
    if not Layout(fields=dict(chosen)).has_name:
        raise Refusal("no_name", _("Say which column holds the names."))
    held.columns = {str(place): name for place, name in chosen.items()}
    held.state = State.CHECKING
    held.save(update_fields=["columns", "state"])
    return _start(CHECK, held, by)


def begin_applying(*, roster: Roster, all_or_nothing: bool, by: User) -> Job:
    """Begin to take a list in; what is there already stays as it is.

    Raises:
        Refusal: ``not_checked`` before it is.
    """
    _require_mine(by, roster.unit_id)
    if roster.state not in {State.READY, State.APPLIED}:
        raise Refusal("not_checked", _("Have this list checked first."))
    return _start(APPLY, roster, by, all_or_nothing=all_or_nothing)


@transaction.atomic
def drop(*, roster: Roster, by: User) -> None:
    """Put a list aside of which nothing is taken in. Again it changes nothing.

    Raises:
        Refusal: ``applied`` when it is taken in.
    """
    _require_mine(by, roster.unit_id)
    held = Roster.objects.select_for_update().get(pk=roster.pk)
    if held.state == State.DROPPED:
        return
    if held.state == State.APPLIED:
        raise Refusal("applied", _("This list is taken in already."))
    keys = (held.file_key, held.report_key)
    held.state, held.file_key, held.report_key = State.DROPPED, "", ""
    held.save(update_fields=["state", "file_key", "report_key"])
    for key in keys:
        transaction.on_commit(partial(files.forget, key))
    audit.record("people.roster_dropped", by=by, about=held)


def report_of(roster: Roster) -> Result | None:
    """Return the report on a list; None before it is checked, and when it was kept long enough."""
    content = files.content_of(roster.report_key)
    if content is None:
        return None
    kept = json.loads(content)
    cells = {int(number): texts for number, texts in kept["cells"].items()}
    return Result(kept["report"], cells, kept["headers"])


def examples_of(roster: Roster, count: int) -> dict[int, list[str]]:
    """Return what stands in each column on the first lines, for who confirms the columns."""
    opened = open_list(_content(roster))
    shown = [line for line in opened.sheet.head if line.number > opened.layout.last][:count]
    hidden = {int(place) for place, name in roster.columns.items() if name == NUMBER}
    return {
        place: [line.cells[place] for line in shown if place < len(line.cells)]
        for place in range(len(roster.headers))
        if place not in hidden
    }


def check_roster(job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Check a list and keep the report."""
    roster = Roster.objects.get(pk=job.params["roster"])
    opened, terms = _opened(roster)
    result = check(opened, terms, progress)
    job.output_key = _keep(result)
    with transaction.atomic():
        held = Roster.objects.select_for_update().get(pk=roster.pk)
        held.report_key = job.output_key
        if held.state == State.CHECKING:
            held.state = State.READY
        held.save(update_fields=["report_key", "state"])
    return {"roster": str(roster.pk), "rows": result.report["rows"]}


def apply_roster(job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Take a list in and keep the report of what was done; the file itself is kept no longer.

    A list that is taken in already stays as it is.
    """
    roster = Roster.objects.get(pk=job.params["roster"])
    if roster.state == State.APPLIED:
        return {"roster": str(roster.pk)}
    opened, terms = _opened(roster)
    result = take_in(
        opened,
        terms,
        roster=roster,
        by=job.by,
        all_or_nothing=job.params["all_or_nothing"],
        tell=progress,
    )
    job.output_key = _keep(result)
    Roster.objects.filter(pk=roster.pk).update(report_key=job.output_key, file_key="")
    for key in (roster.file_key, roster.report_key):
        transaction.on_commit(partial(files.forget, key))
    return {"roster": str(roster.pk), "rows": result.report["rows"]}


def _opened(roster: Roster) -> tuple[Opened, Terms]:
    opened = open_list(_content(roster))
    fields = {int(place): name for place, name in roster.columns.items()}
    terms = terms_of(
        opened,
        unit_id=roster.unit_id,
        category=roster.category,
        since=roster.since,
        fields=fields,
    )
    return opened, terms


def _content(roster: Roster) -> bytes:
    content = files.content_of(roster.file_key)
    if content is None:
        raise Refusal("file_gone", _("The file was kept long enough and is gone. Send it again."))
    return content


def _keep(result: Result) -> str:
    kept = {"report": result.report, "cells": result.cells, "headers": result.headers}
    return files.keep(json.dumps(kept, ensure_ascii=False).encode())


@transaction.atomic
def _start(kind: str, roster: Roster, by: User, **params: object) -> Job:
    job = jobs.start(kind=kind, by=by, params={"roster": str(roster.pk), **params})
    # The sweep of old work forgets the file with it.
    Job.objects.filter(pk=job.pk).update(input_key=roster.file_key)
    return job


def _as_last_time(unit_id: int, layout: Layout) -> dict[int, str]:
    """Return the columns as somebody put them right for the last list of the unit with these headers."""
    last = (
        Roster.objects.filter(unit_id=unit_id, signature=layout.signature)
        .exclude(state=State.COLUMNS)
        .order_by("-received_at")
        .first()
    )
    return {int(place): name for place, name in last.columns.items()} if last else {}


def _require_mine(by: User, unit_id: int) -> None:
    if not is_mine(by, unit_id):
        raise Refusal("out_of_scope", _("You don't answer for this unit."))


def _leads_to(job: Job) -> str:
    return reverse("roster", kwargs={"roster_id": job.params["roster"]})


jobs.register(Kind(CHECK, _("A list of people is being checked"), check_roster, _leads_to))
jobs.register(
    Kind(APPLY, _("A list of people is being taken in"), apply_roster, _leads_to, writes=True)
)
