"""What a draft would do to today's numbers: a real count beside the version in force, nothing written."""

import copy
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from indicators.defining.drafts import Draft
from indicators.definitions import definition_on
from indicators.formulas.number import Number
from indicators.formulas.rules import Count
from indicators.formulas.table import Row, Table
from indicators.measure import measure
from indicators.models import Definition

SHOWN = 10


@dataclass(frozen=True)
class Moved:
    """A commune or department whose number the draft changes; ``before`` None for a new indicator."""

    code: str
    name: str
    before: Number | None
    after: Number | None

    @property
    def by(self) -> tuple[Count, Count]:
        """Return by how much numerator and denominator move."""
        return _minus(self.after, self.before)


@dataclass(frozen=True)
class Preview:
    """The province's number under the version in force and under the draft, on one day."""

    on: dt.date
    version: int | None
    before: Number | None
    after: Number
    # Those that move most; ``moved_in_all`` says how many there are.
    moved: tuple[Moved, ...]
    moved_in_all: int

    @property
    def by(self) -> tuple[Count, Count]:
        """Return by how much the province's numerator and denominator move."""
        return _minus(self.after, self.before)


def preview(draft: Draft, day: dt.date) -> Preview:
    """Return what ``draft`` would say on ``day``, beside what is said now.

    Both are counted in the history, persons and all, not taken from stored counts: so nothing is
    written, and the two differ by the definition alone. The draft must have passed ``validate``.
    """
    held = definition_on(draft.code, day)
    after = measure(draft.as_definition(), day)
    before = None if held is None else measure(_unsaved(held), day)
    moved = sorted(_moved(before, after), key=_most_first)
    return Preview(
        on=day,
        version=None if held is None else held.version,
        before=None if before is None else before.total,
        after=after.total,
        moved=tuple(moved[:SHOWN]),
        moved_in_all=len(moved),
    )


def _unsaved(definition: Definition) -> Definition:
    found = copy.copy(definition)
    found.pk = None
    return found


def _moved(before: Table | None, after: Table) -> list[Moved]:
    if before is None:
        return []
    old = {row.unit_id: row for row in before.rows}
    new = {row.unit_id: row for row in after.rows}
    found = (_pair(old.get(unit), new.get(unit)) for unit in {**old, **new})
    return [one for one in found if _differs(one)]


def _pair(old: Row | None, new: Row | None) -> Moved:
    known = new or old
    name = "" if known is None else known.name
    code = "" if known is None else known.code
    return Moved(code, name, old.number if old else None, new.number if new else None)


def _differs(moved: Moved) -> bool:
    values = [None if number is None else number.value for number in (moved.before, moved.after)]
    return moved.by != (0, 0) or values[0] != values[1]


def _most_first(moved: Moved) -> tuple[Decimal, Decimal, str]:
    numerator, denominator = moved.by
    return -abs(Decimal(numerator)), -abs(Decimal(denominator)), moved.code


def _minus(after: Number | None, before: Number | None) -> tuple[Count, Count]:
    counts = [
        (0, 0) if number is None else (number.numerator, number.denominator or 0)
        for number in (after, before)
    ]
    return counts[0][0] - counts[1][0], counts[0][1] - counts[1][1]
