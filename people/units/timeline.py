"""The history of a unit and what stands around it on a day, for pages."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from people.models import Succession, UnitChange, UnitState, UnitTouch
from people.models.units import Kind
from people.queries import unit_names, units_on

Part = UnitTouch.Part


@dataclass(frozen=True)
class Event:
    """Something that happened to a unit.

    Attributes:
        on: the day.
        what: began, renamed, moved, changed, took_over, merged, split, continued, ended.
        state: the unit from that day on; None where it ends.
        before: what it was until then; None where it begins.
        others: the units it came from or went into, as they were on that day or its eve.
        legal_basis: as it was entered.
    """

    on: dt.date
    what: str
    state: UnitState | None
    before: UnitState | None
    others: tuple[UnitState, ...]
    legal_basis: str


def history(unit_id: int) -> list[Event]:
    """Return what happened to a unit, the latest first; five queries."""
    states = list(UnitState.objects.current().filter(unit_id=unit_id).order_by("valid_from"))
    events: list[Event] = []
    came = _successions(Succession.objects.filter(new_unit_id=unit_id), "old_unit_id")
    went = _successions(Succession.objects.filter(old_unit_id=unit_id), "new_unit_id")
    before: UnitState | None = None
    for state in states:
        rows = came.pop(state.valid_from, [])
        what = "began" if before is None else _difference(before, state)
        if rows and before is None:
            what = "took_over"
        others = _others(rows, "old_unit_id", state.valid_from - dt.timedelta(days=1))
        basis = state.legal_basis or next((row.legal_basis for row in rows), "")
        events.append(Event(state.valid_from, what, state, before, others, basis))
        before = state
    for day, rows in came.items():
        others = _others(rows, "old_unit_id", day - dt.timedelta(days=1))
        held = next((one for one in states if one.valid_from <= day), None)
        events.append(Event(day, "took_over", held, held, others, rows[0].legal_basis))
    if before is not None and before.valid_to is not None:
        rows = went.get(before.valid_to, [])
        others = _others(rows, "new_unit_id", before.valid_to)
        what = rows[0].manner if rows else "ended"
        basis = rows[0].legal_basis if rows else _closing(unit_id, before.valid_to)
        events.append(Event(before.valid_to, what, None, before, others, basis))
    return sorted(events, key=lambda event: event.on, reverse=True)


def heirs(unit_id: int) -> list[UnitState]:
    """Return the units that took over from one that ended, as they were on that day."""
    rows = list(Succession.objects.filter(old_unit_id=unit_id).order_by("-is_default", "pk"))
    return list(_others(rows, "new_unit_id", rows[0].effective_on)) if rows else []


def last_day(unit_id: int) -> dt.date | None:
    """Return the last day on which a unit existed; None while it goes on."""
    state = UnitState.objects.current().filter(unit_id=unit_id).order_by("-valid_from").first()
    if state is None or state.valid_to is None:
        return None
    return state.valid_to - dt.timedelta(days=1)


def changes_of(unit_id: int) -> QuerySet[UnitChange]:
    """Return the changes entered on this site that touched a unit itself, the latest first."""
    rows = UnitChange.objects.filter(
        touches__unit_id=unit_id, touches__part__in=[Part.SUBJECT, Part.HEIR]
    )
    return rows.distinct().order_by("-at")


def undecided_teams(under: int, on: dt.date) -> QuerySet[UnitState]:
    """Return the teams of ``on`` under a unit that went along in a change and wait for a decision.

    A team is decided when a later change names it: kept, merged, moved, closed, or heir of another.
    """
    carried = UnitTouch.objects.filter(unit_id=OuterRef("unit_id"), part=Part.CARRIED)
    decided = UnitTouch.objects.filter(
        unit_id=OuterRef("unit_id"),
        part__in=[Part.SUBJECT, Part.HEIR],
        change__at__gt=OuterRef("change__at"),
    )
    waiting = carried.filter(~Exists(decided))
    teams = units_on(on, kind=Kind.TEAM, under=under)
    return teams.filter(Exists(waiting)).order_by("name_folded", "unit_id")


def _successions(rows: QuerySet[Succession], _other: str) -> dict[dt.date, list[Succession]]:
    found: dict[dt.date, list[Succession]] = {}
    for row in rows.order_by("effective_on", "-is_default", "pk"):
        found.setdefault(row.effective_on, []).append(row)
    return found


def _others(rows: list[Succession], side: str, day: dt.date) -> tuple[UnitState, ...]:
    names = unit_names([getattr(row, side) for row in rows], day)
    return tuple(names[getattr(row, side)] for row in rows if getattr(row, side) in names)


def _difference(before: UnitState, after: UnitState) -> str:
    if before.parent_id != after.parent_id:
        return "moved"
    return "renamed" if before.name != after.name else "changed"


def _closing(unit_id: int, on: dt.date) -> str:
    row = UnitChange.objects.filter(
        what=UnitChange.What.CLOSE, on=on, touches__unit_id=unit_id, touches__part=Part.SUBJECT
    ).first()
    if row is None:
        return ""
    return f"{row.decision} ({row.decided_on:%d/%m/%Y})" if row.decided_on else row.decision
