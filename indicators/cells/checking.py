"""Compares what is stored with what the history says: every person, every cell, every day."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from indicators.cells.rebuilding import tallies
from indicators.cells.settling import Sums, grains, locked_rules, summed
from indicators.models import Cell, Tally
from people.queries import among

_STEP = 2_000


@dataclass(frozen=True)
class Fault:
    """A cell that says something else than the history.

    ``grain`` is that of the cell, or "person" where somebody's tally differs and ``unit_ref`` is
    the person's id; the pairs are (numerator, denominator).
    """

    definition_id: int
    grain: str
    day: dt.date | None
    unit_ref: int
    stored: tuple[int, int]
    counted: tuple[int, int]


@transaction.atomic
def check() -> list[Fault]:
    """Return every difference; none means that stored and recomputed values agree everywhere.

    Call ``settle`` first: what is still marked differs.
    """
    return list(_faults())


def _faults() -> Iterator[Fault]:
    rules = locked_rules()
    wanted: Sums = Counter()
    seen = 0
    for moves in tallies(rules):
        if not moves:
            continue
        held_by = Tally.objects.filter(among("person_id", range(min(moves), max(moves) + 1)))
        stored = dict(held_by.values_list("person_id", "moves"))
        seen += len(stored)
        for person_id, rows in moves.items():
            wanted.update(summed(rows))
            held = json.loads(stored[person_id]) if person_id in stored else {}
            if summed(held) != summed(rows):
                yield Fault(0, "person", None, person_id, (0, 0), (0, 0))
    for extra in range(Tally.objects.count() - seen):
        yield Fault(0, "person", None, -extra, (0, 0), (0, 0))
    yield from _cells(wanted)


def _cells(wanted: Sums) -> Iterator[Fault]:
    expected: dict[tuple[int, str, dt.date, int], list[int]] = {}
    for (definition, unit, ordinal, part), count in wanted.items():
        for grain, first in grains(ordinal):
            expected.setdefault((definition, grain, first, unit), [0, 0])[part == "d"] += count
    rows = Cell.objects.values_list(
        "definition_id", "grain", "day", "unit_ref", "numerator", "denominator"
    )
    for definition, grain, day, unit, numerator, denominator in rows.iterator(_STEP):
        counted = expected.pop((definition, grain, day, unit), [0, 0])
        if counted != [numerator, denominator]:
            pair = (counted[0], counted[1])
            yield Fault(definition, grain, day, unit, (numerator, denominator), pair)
    for (definition, grain, day, unit), counted in expected.items():
        if any(counted):
            yield Fault(definition, grain, day, unit, (0, 0), (counted[0], counted[1]))
