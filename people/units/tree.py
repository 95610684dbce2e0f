"""The closure of the unit tree over time: who lay under whom, from when to when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from people.models import UnitAncestor, UnitState

BATCH = 2_000
FOREVER = dt.date.max


class CircularTree(Exception):
    """A unit lies under itself."""


class _Above(NamedTuple):
    """An ancestor during a period; the end is FOREVER while it is open."""

    ancestor: int
    kind: str
    depth: int
    start: dt.date
    end: dt.date


class _Period(NamedTuple):
    parent: int | None
    kind: str
    start: dt.date
    end: dt.date


@transaction.atomic
def rebuild(unit_ids: Iterable[int] | None = None) -> int:
    """Make the closure anew from the states that are believed now; return how many rows.

    Args:
        unit_ids: only of these units and of all that ever lay under them; None means of all.

    Raises:
        CircularTree: when a unit lies under itself on some day.
    """
    periods = _periods()
    if unit_ids is None:
        targets: Iterable[int] = periods.keys()
        UnitAncestor.objects.all().delete()
    else:
        targets = _with_descendants(set(unit_ids), periods)
        UnitAncestor.objects.filter(unit_id__in=targets).delete()
    known: dict[int, list[_Above]] = {}
    rows = [
        UnitAncestor(
            unit_id=unit,
            ancestor_id=above.ancestor,
            ancestor_kind=above.kind,
            depth=above.depth,
            valid_from=above.start,
            valid_to=None if above.end == FOREVER else above.end,
        )
        for unit in targets
        for above in _above(unit, periods, known, ())
    ]
    UnitAncestor.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _periods() -> dict[int, list[_Period]]:
    found: dict[int, list[_Period]] = defaultdict(list)
    rows = UnitState.objects.current().order_by("unit_id", "valid_from")
    for unit, parent, kind, start, end in rows.values_list(
        "unit_id", "parent_id", "kind", "valid_from", "valid_to"
    ):
        found[unit].append(_Period(parent, kind, start, end or FOREVER))
    return found


def _with_descendants(units: set[int], periods: dict[int, list[_Period]]) -> set[int]:
    children: dict[int, set[int]] = defaultdict(set)
    for unit, rows in periods.items():
        for row in rows:
            if row.parent is not None:
                children[row.parent].add(unit)
    found, edge = set(units), set(units)
    while edge:
        edge = {child for unit in edge for child in children[unit]} - found
        found |= edge
    return found


def _above(
    unit: int,
    periods: dict[int, list[_Period]],
    known: dict[int, list[_Above]],
    path: tuple[int, ...],
) -> list[_Above]:
    if unit in path:
        raise CircularTree(f"unit {unit} lies under itself")
    if unit not in known:
        found = []
        for row in periods.get(unit, []):
            found.append(_Above(unit, row.kind, 0, row.start, row.end))
            if row.parent is None:
                continue
            for above in _above(row.parent, periods, known, (*path, unit)):
                start, end = max(row.start, above.start), min(row.end, above.end)
                if start < end:
                    found.append(_Above(above.ancestor, above.kind, above.depth + 1, start, end))
        known[unit] = _joined(found)
    return known[unit]


def _joined(rows: list[_Above]) -> list[_Above]:
    """Join rows that say the same of adjacent periods: a mere renaming makes no new row."""
    joined: list[_Above] = []
    for row in sorted(rows, key=lambda above: (above.ancestor, above.start)):
        last = joined[-1] if joined else None
        if last and last[:3] == row[:3] and last.end == row.start:
            joined[-1] = last._replace(end=row.end)
        else:
            joined.append(row)
    return joined
