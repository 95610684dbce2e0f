"""What changed between two days: steps from one number to the other that sum exactly.

Who came, who went, who was newly trained, whose training ended, which units changed hands, and what
a new version of the definition does: everybody is in one step, so nothing is left over.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from indicators.definitions import WITH_BASE
from indicators.formulas.number import Number
from indicators.formulas.rules import Count
from indicators.measure import derived, units, village
from indicators.measure.count import (
    measure,
    resolve,
    trained,
    unit_of_trained,
)
from indicators.measure.explain import explain_persons
from indicators.measure.places import place_of_units
from indicators.models import Definition
from people import queries as registry

JOINED, LEFT, TRAINED, EXPIRED, VOID = "joined", "left", "trained", "expired", "void"
BOUNDARY, DEFINITION, OTHER = "boundary", "definition", "other"
# Of numbers without names: what visits of other days, and other numbers of households, make.
REACHED = "reached"
# Of numbers made of others: what those did.
PARTS = "parts"
ORDER = (JOINED, LEFT, TRAINED, EXPIRED, VOID, BOUNDARY, DEFINITION, OTHER)


@dataclass(frozen=True)
class Step:
    """One cause: by how much it moves numerator and denominator, and whom it brought or took.

    ``gained`` and ``lost`` are the ids of the subjects that entered or left the numerator.
    """

    kind: str
    numerator: Count
    denominator: Count
    gained: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()


@dataclass(frozen=True)
class Changes:
    """The way from one number to another: ``before`` and the steps make ``after``."""

    before: Number
    after: Number
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        """Refuse steps that don't sum to the difference."""
        moved = sum(step.numerator for step in self.steps)
        if self.before.numerator + moved != self.after.numerator:
            raise ValueError(f"{self.before.numerator} and {moved} make no {self.after.numerator}")
        if self.before.denominator is None or self.after.denominator is None:
            return
        moved = sum(step.denominator for step in self.steps)
        if self.before.denominator + moved != self.after.denominator:
            raise ValueError(
                f"{self.before.denominator} and {moved} make no {self.after.denominator}"
            )


@dataclass(frozen=True)
class _Cell:
    """The subjects of a cell on a day: the unit of each, and those who count."""

    unit_of: dict[int, int | None]
    hits: frozenset[int]

    @property
    def everybody(self) -> frozenset[int]:
        return frozenset(self.unit_of)


def changes(code: str, unit_id: int | None, before: dt.date, after: dt.date) -> Changes:
    """Return the steps from the number of ``before`` to that of ``after``.

    Args:
        code: the indicator's code.
        unit_id: a commune or department; None is the whole province.
        before: the earlier day.
        after: the later day.

    Raises:
        UnknownIndicator: when no definition was in force on one of the days.
        ValueError: when the days are the wrong way round.
    """
    if before > after:
        raise ValueError("the earlier day comes first")
    old, new = resolve(code, before), resolve(code, after)
    if (village.FORMULAS | derived.FORMULAS) & {old.formula, new.formula}:
        return _without_names(old, new, unit_id, before, after)
    start = _cell(old, unit_id, before)
    # First time passes under the old definition, then the definition changes on the later day.
    middle = _cell(old, unit_id, after)
    end = middle if old.pk == new.pk else _cell(new, unit_id, after)
    heaps = _heaps(old, start, middle, before, after)
    steps = [_step(kind, *heaps[kind]) for kind in ORDER if kind in heaps]
    if old.pk != new.pk:
        steps.append(
            Step(
                DEFINITION,
                len(end.hits) - len(middle.hits),
                len(end.everybody) - len(middle.everybody),
                tuple(sorted(end.hits - middle.hits)),
                tuple(sorted(middle.hits - end.hits)),
            )
        )
    return Changes(_number(old, start, before), _number(new, end, after), tuple(steps))


def _without_names(
    old: Definition, new: Definition, unit_id: int | None, before: dt.date, after: dt.date
) -> Changes:
    """Return one step of time, and one of the definition: nobody's name is behind them."""
    start, middle = (_cell_number(old, unit_id, day) for day in (before, after))
    end = middle if old.pk == new.pk else _cell_number(new, unit_id, after)
    time = PARTS if old.formula in derived.FORMULAS else REACHED
    steps = [(time, start, middle), (DEFINITION, middle, end)]
    return Changes(
        start,
        end,
        tuple(
            Step(kind, there.numerator - here.numerator, _base(there) - _base(here))
            for kind, here, there in steps
            if (here.numerator, here.denominator) != (there.numerator, there.denominator)
        ),
    )


def _cell_number(definition: Definition, unit_id: int | None, on: dt.date) -> Number:
    table = measure(definition, on)
    if unit_id is None:
        return table.total
    wanted = unit_id or None
    empty = replace(table.total, numerator=0, denominator=None)
    return next((row.number for row in table.rows if row.unit_id == wanted), empty)


def _base(number: Number) -> Count:
    return number.denominator or 0


def _number(definition: Definition, cell: _Cell, on: dt.date) -> Number:
    base = len(cell.everybody) if definition.formula in WITH_BASE else None
    return Number(len(cell.hits), base, on, definition.code, definition.version)


def _cell(definition: Definition, unit_id: int | None, on: dt.date) -> _Cell:
    unit_of = _unit_of(definition, on)
    if unit_id is not None:
        places = place_of_units(on)
        unit_of = {
            subject: unit
            for subject, unit in unit_of.items()
            if unit is not None and places.get(unit) == unit_id
        }
    if definition.formula in units.FORMULAS:
        counting = units.hits(definition, on)
    else:
        counting = set(trained(definition, on).values_list("person_id", flat=True))
    return _Cell(unit_of, frozenset(counting & unit_of.keys()))


def _unit_of(definition: Definition, on: dt.date) -> dict[int, int | None]:
    """Return the unit of every subject of the province: of a person, or the unit itself."""
    if definition.formula in units.FORMULAS:
        states = units.counted_units(definition, on).order_by()
        return {unit: unit for unit in states.values_list("unit_id", flat=True)}
    if definition.formula in WITH_BASE:
        members = registry.memberships_on(on, category=definition.population["category"])
        return dict(members.order_by().values_list("person_id", "unit_id"))
    return dict(unit_of_trained(definition, on))


_Heap = tuple[set[int], set[int], int]


def _heaps(
    definition: Definition, start: _Cell, end: _Cell, before: dt.date, after: dt.date
) -> dict[str, _Heap]:
    """Return (entered the numerator, left it, change of the denominator) by cause."""
    gained: dict[str, set[int]] = defaultdict(set)
    lost: dict[str, set[int]] = defaultdict(set)
    base: dict[str, int] = defaultdict(int)
    has_base = definition.formula in WITH_BASE or definition.formula in units.FORMULAS
    stayed_put = _stayed_put(definition, before, after)
    for subject in end.everybody - start.everybody:
        kind = BOUNDARY if subject in stayed_put else JOINED if has_base else TRAINED
        base[kind] += 1
        if subject in end.hits:
            gained[kind].add(subject)
    why = _why_lost(definition, start, end, after, has_base=has_base)
    for subject in start.everybody - end.everybody:
        kind = BOUNDARY if subject in stayed_put else LEFT if has_base else why.get(subject, OTHER)
        base[kind] -= 1
        if subject in start.hits:
            lost[kind].add(subject)
    both = start.everybody & end.everybody
    gained[TRAINED] |= (end.hits - start.hits) & both
    for subject in (start.hits - end.hits) & both:
        lost[why.get(subject, OTHER)].add(subject)
    kinds = {kind for heap in (gained, lost) for kind, some in heap.items() if some}
    kinds |= {kind for kind, number in base.items() if number}
    return {kind: (gained[kind], lost[kind], base[kind]) for kind in kinds}


def _stayed_put(definition: Definition, before: dt.date, after: dt.date) -> set[int]:
    """Return the subjects who are in the same unit on both days: only its place can differ."""
    then, now = _unit_of(definition, before), _unit_of(definition, after)
    return {
        subject for subject, unit in then.items() if unit is not None and now.get(subject) == unit
    }


def _why_lost(
    definition: Definition, start: _Cell, end: _Cell, after: dt.date, *, has_base: bool
) -> dict[int, str]:
    if definition.formula in units.FORMULAS:
        return {}
    gone = start.hits - end.hits if has_base else start.everybody - end.everybody
    causes = {"expired": EXPIRED, "void": VOID}
    lines = explain_persons(definition, sorted(gone), after)
    return {line.id: causes.get(line.why, OTHER) for line in lines}


def _step(kind: str, gained: set[int], lost: set[int], base: int) -> Step:
    return Step(kind, len(gained) - len(lost), base, tuple(sorted(gained)), tuple(sorted(lost)))
