"""Why each person of a cell counts or doesn't: from any digit to a name and a reason."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from certificates import queries as register
from certificates.queries import EvidenceRow
from indicators.definitions import evidence_since, families_of
from indicators.measure import units
from indicators.measure.count import resolve
from indicators.measure.names import names, reasons
from indicators.models import Definition
from people import queries as registry

# Why somebody counts; and why somebody doesn't, the nearest to counting first.
COUNTING = frozenset({"award", "evidence", "counted", "valid", "expiring", "revoked"})
WHY_NOT = ("expired", "void", "later", "too_old", "low_grade", "other_course", "no_evidence")
_BATCH = 2_000


@dataclass(frozen=True)
class Line:
    """One subject of a cell: a person, or a unit where units are counted.

    ``why`` is one of COUNTING for who counts ("counted": a unit), "no_team" for a unit that
    doesn't, and else one of WHY_NOT. ``on`` is the day of what ``why`` says:
    of the evidence, of the expiry, of the voiding; ``course`` and ``number`` name it.
    """

    id: int
    name: str
    why: str
    course: str = ""
    grade: int | None = None
    on: dt.date | None = None
    number: str = ""

    @property
    def counts(self) -> bool:
        """Return whether the subject is in the numerator."""
        return self.why in COUNTING


def explain(definition: Definition | str, unit_id: int | None, on: dt.date) -> Iterator[Line]:
    """Yield every subject behind a cell with its reason, in the order of the list of names.

    The lines that count make the numerator, all lines the denominator where there is one.

    Args:
        definition: the definition, or its code.
        unit_id: commune or department; None is the whole province, UNATTACHED who is in none.
        on: the day counted on.

    Raises UnknownIndicator.
    """
    chosen = resolve(definition, on)
    if chosen.formula in units.FORMULAS:
        yield from _units(chosen, unit_id, on)
        return
    people = list(names(chosen, unit_id, on).values_list("pk", "name"))
    for start in range(0, len(people), _BATCH):
        yield from _people(chosen, people[start : start + _BATCH], on)


def explain_persons(definition: Definition, person_ids: list[int], on: dt.date) -> Iterator[Line]:
    """Yield a line for each of ``person_ids``, whether or not they are in the population."""
    for start in range(0, len(person_ids), _BATCH):
        batch = person_ids[start : start + _BATCH]
        people = registry.persons().filter(pk__in=batch).order_by("name_sort", "pk")
        yield from _people(definition, list(people.values_list("pk", "name")), on)


def _units(definition: Definition, unit_id: int | None, on: dt.date) -> Iterator[Line]:
    counting = units.hits(definition, on)
    for state in names(definition, unit_id, on):
        why = "counted" if state.unit_id in counting else "no_team"
        yield Line(state.unit_id, state.name, why)


def _people(definition: Definition, people: list[tuple[int, str]], on: dt.date) -> Iterator[Line]:
    ids = [person_id for person_id, _name in people]
    found = reasons(definition, ids, on)
    everything = definition.accepted.get("state") is not None
    missing = [] if everything else [pk for pk in ids if pk not in found]
    near = _near_misses(definition, missing, on) if missing else {}
    for person_id, name in people:
        reason = found.get(person_id)
        if reason:
            why = "award" if reason.number else "evidence"
            yield Line(person_id, name, why, reason.course, reason.grade, reason.on, reason.number)
        elif everything:
            yield Line(person_id, name, definition.accepted["state"])
        else:
            yield replace(near.get(person_id, Line(person_id, "", "no_evidence")), name=name)


def _near_misses(definition: Definition, ids: list[int], on: dt.date) -> dict[int, Line]:
    """Return, for persons who don't count, the evidence that comes nearest to counting."""
    families = families_of(definition)
    best: dict[int, Line] = {}
    for row in register.all_evidence(ids):
        why, day = _why_not(row, definition, families, on)
        near = Line(row.person_id, "", why, row.course, row.grade, day, row.number)
        held = best.get(row.person_id)
        if held is None or WHY_NOT.index(near.why) < WHY_NOT.index(held.why):
            best[row.person_id] = near
    return best


def _why_not(
    row: EvidenceRow, definition: Definition, families: list[int] | None, on: dt.date
) -> tuple[str, dt.date]:
    """Return why a piece of evidence doesn't count on ``on``, and the day that says so."""
    said = definition.accepted
    origins, since = said.get("origins"), evidence_since(definition, on)
    is_other = (families is not None and row.family_id not in families) or (
        origins is not None and row.origin not in origins
    )
    reasons_in_order = (
        ("other_course", is_other, row.on),
        ("low_grade", row.grade < said["grade_floor"], row.on),
        ("later", row.on > on, row.on),
        ("void", row.void_on is not None and row.void_on <= on, row.void_on),
        ("expired", row.valid_until is not None and row.valid_until <= on, row.valid_until),
        ("too_old", since is not None and row.on < since, row.on),
    )
    for why, holds, day in reasons_in_order:
        if holds and day is not None:
            return why, day
    # Evidence that no award was made from yet: it doesn't count by itself at this floor.
    return "no_evidence", row.on
