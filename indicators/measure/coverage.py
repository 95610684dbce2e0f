"""On which sources a number rests: each person on their best evidence, and on that alone or not.

The lines are a partition of the numerator. A person with evidence from several sources rests on the
best grade of them, of several on the first day; ``alone`` counts those who would no longer
count if everything from their source were taken back.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from certificates import queries as register
from indicators.definitions import PERSONS, RATIO, evidence_since, families_of
from indicators.formulas.number import Number
from indicators.measure.count import measure, trained, unit_of_trained
from indicators.measure.names import UNATTACHED
from indicators.measure.places import place_of_units
from indicators.models import Definition
from people import queries as registry

# Sources of the register by the word that addresses say for them; recognised lists have their own.
_WORDS = {
    "course": "khoa-hoc",
    "classroom": "lop",
    "platform": "nen-tang",
    "declared": "tu-khai",
    "observed": "quan-sat",
    "supervised": "giam-sat",
    "attendance": "du-lop",
}
SOURCE_OF = {word: source for source, word in _WORDS.items()}
_LISTED = "nguon-"


@dataclass(frozen=True)
class Basis:
    """What a person rests on: a source by its word in addresses, and the grade of the evidence."""

    key: str
    grade: int
    # The name of a source whose lists were taken in; empty for the register's own words.
    name: str
    # Whether the person has no evidence from another source.
    alone: bool


@dataclass(frozen=True)
class Share:
    """A line of the report: how many rest on a source with a grade, and how many on it alone."""

    key: str
    name: str
    grade: int
    rests: int
    alone: int


@dataclass(frozen=True)
class Coverage:
    """A number by what it rests on; ``places`` has counts by place and key, which add up."""

    number: Number
    shares: tuple[Share, ...]
    places: dict[int, Counter[str]]


def is_of_evidence(definition: Definition) -> bool:
    """Return whether the numerator of ``definition`` is persons with evidence."""
    return definition.formula in (RATIO, PERSONS) and not definition.accepted.get("state")


def coverage(definition: Definition, on: dt.date) -> Coverage:
    """Return on what the number of ``definition`` on ``on`` rests, in a fixed number of queries."""
    held = bases(definition, on)
    unit_of, place_of = units_counted(definition, on), place_of_units(on)
    rests: Counter[tuple[str, str, int]] = Counter()
    alone: Counter[tuple[str, str, int]] = Counter()
    places: dict[int, Counter[str]] = {}
    for person, basis in held.items():
        line = (basis.key, basis.name, basis.grade)
        rests[line] += 1
        alone[line] += basis.alone
        unit = unit_of.get(person)
        place = UNATTACHED if unit is None else place_of.get(unit, UNATTACHED)
        places.setdefault(place, Counter())[basis.key] += 1
    shares = tuple(
        Share(*line, rests=count, alone=alone[line])
        for line, count in sorted(rests.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return Coverage(measure(definition, on, by="").total, shares, places)


def bases(definition: Definition, on: dt.date) -> dict[int, Basis]:
    """Return what each person who counts on ``on`` rests on."""
    counted = units_counted(definition, on)
    merged = dict(registry.merged_persons().values_list("pk", "merged_into_id"))
    best: dict[int, tuple[int, dt.date, str, str]] = {}
    keys: dict[int, set[str]] = {}
    for record, grade, day, source, listed, name in _proofs(definition, on):
        person = merged.get(record, record)
        if person not in counted:
            continue
        key = _WORDS[source] if listed is None else f"{_LISTED}{listed}"
        proof = (-grade, day, key, name or "")
        keys.setdefault(person, set()).add(key)
        if person not in best or proof < best[person]:
            best[person] = proof
    return {
        person: Basis(key, -grade, name, alone=len(keys[person]) == 1)
        for person, (grade, _day, key, name) in best.items()
    }


def units_counted(definition: Definition, on: dt.date) -> dict[int, int | None]:
    """Return the unit in which each person who counts is counted; None for no unit."""
    if definition.formula == PERSONS:
        return unit_of_trained(definition, on)
    rows = registry.memberships_on(on, category=definition.population["category"])
    counted = rows.filter(person_id__in=trained(definition, on)).order_by()
    return dict(counted.values_list("person_id", "unit_id"))


def _proofs(
    definition: Definition, on: dt.date
) -> Iterable[tuple[int, int, dt.date, str, int | None, str | None]]:
    accepted = definition.accepted
    where = Q(grade__gte=accepted["grade_floor"])
    if accepted.get("origins") is not None:
        where &= Q(family__origin__in=accepted["origins"])
    families = families_of(definition)
    if families is not None:
        where &= Q(family_id__in=families)
    since = evidence_since(definition, on)
    newer = Q() if since is None else Q(valid_from__gte=since)
    awards = register.standing_awards(on).filter(where, newer).order_by()
    yield from awards.values_list(
        "person_id", "grade", "valid_from", "evidence__source",
        "evidence__data__from", "evidence__data__from_name",
    ).iterator(chunk_size=5_000)  # fmt: skip
    if accepted["grade_floor"] < register.AWARDED_FROM:
        newer = Q() if since is None else Q(on__gte=since)
        evidence = register.standing_evidence(on).filter(where, newer).order_by()
        yield from evidence.values_list(
            "person_id", "grade", "on", "source", "data__from", "data__from_name"
        ).iterator(chunk_size=5_000)
