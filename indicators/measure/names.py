"""The persons behind a number: who counts and by what, and who doesn't yet."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from certificates import queries as register
from indicators.definitions import PERSONS, RATIO, evidence_since, families_of
from indicators.measure import derived, units, village
from indicators.measure.count import resolve, trained, unit_of_trained
from indicators.measure.places import place_of_units
from indicators.models import Definition
from people import queries as registry

ALL, TRAINED, UNTRAINED = "tat-ca", "dat", "chua"
PARTS = (ALL, TRAINED, UNTRAINED)
# Stands for "in no commune or department" where a unit's id is asked for.
UNATTACHED = 0


@dataclass(frozen=True)
class Reason:
    """Why a person counts: the best award or evidence that the definition accepts."""

    course: str
    grade: int
    on: dt.date
    # The certificate's number; empty where evidence counts that no award was made from.
    number: str


def names(
    definition: Definition | str, unit_id: int | None, on: dt.date, part: str = ALL
) -> QuerySet:
    """Return the persons behind a cell, in the order of a Vietnamese list of names.

    Of a number of units it returns their states on the day, by name.

    ``unit_id`` None is the whole province, UNATTACHED those who are in no place of the day.
    ``part`` is one of PARTS. The same population and the same subquery as ``measure`` counts.
    """
    chosen = resolve(definition, on)
    if chosen.formula in units.FORMULAS:
        return _units(chosen, unit_id, on, part)
    if chosen.formula in village.FORMULAS | derived.FORMULAS:
        # Known by pseudonym or not at all; or the lists are those of the parts.
        return registry.persons().none()
    hits = trained(chosen, on)
    people = registry.persons().filter(**_population(chosen, unit_id, on))
    if part == TRAINED:
        people = people.filter(pk__in=hits)
    elif part == UNTRAINED:
        people = people.exclude(pk__in=hits)
    return people.order_by("name_sort", "pk")


def reasons(
    definition: Definition | str, person_ids: Collection[int], on: dt.date
) -> dict[int, Reason]:
    """Return why each of ``person_ids`` counts on ``on``; who doesn't count is missing."""
    chosen = resolve(definition, on)
    if chosen.formula not in (RATIO, PERSONS) or chosen.accepted.get("state"):
        return {}
    accepted = chosen.accepted
    owners = registry.owners_of(person_ids)
    where = Q(person_id__in=list(owners), grade__gte=accepted["grade_floor"])
    if accepted.get("origins") is not None:
        where &= Q(family__origin__in=accepted["origins"])
    families = families_of(chosen)
    if families is not None:
        where &= Q(family_id__in=families)
    since = evidence_since(chosen, on)
    newer = Q() if since is None else Q(valid_from__gte=since)
    awards = register.standing_awards(on).filter(where, newer).order_by()
    proofs = list(awards.values_list("person_id", "family__title", "grade", "valid_from", "number"))
    if accepted["grade_floor"] < register.AWARDED_FROM:
        newer = Q() if since is None else Q(on__gte=since)
        evidence = register.standing_evidence(on).filter(where, newer).order_by()
        rows = evidence.values_list("person_id", "family__title", "grade", "on")
        proofs += [(*row, "") for row in rows]
    # The best grade counts, of several the first, and rather the one with a certificate.
    proofs.sort(key=lambda proof: (-proof[2], proof[3], proof[4] == "", proof[4], proof[1]))
    found: dict[int, Reason] = {}
    for person_id, course, grade, day, number in proofs:
        found.setdefault(owners[person_id], Reason(course, grade, day, number))
    return found


def units_of(
    definition: Definition | str, person_ids: Collection[int], on: dt.date
) -> dict[int, str]:
    """Return the name of the unit in which each person is counted on ``on``."""
    chosen = resolve(definition, on)
    if chosen.formula not in (RATIO, PERSONS):
        return {}
    category = chosen.population.get("category")
    rows = (
        registry.memberships_on(on, category=category)
        .filter(person_id__in=list(person_ids))
        .order_by("person_id", "-category", "unit_id")
        .values_list("person_id", "unit_id")
    )
    unit_of = dict(rows)
    states = registry.unit_names(set(unit_of.values()), on)
    return {person: states[unit].name for person, unit in unit_of.items() if unit in states}


def _units(definition: Definition, unit_id: int | None, on: dt.date, part: str) -> QuerySet:
    states = units.counted_units(definition, on)
    if unit_id is not None:
        places = place_of_units(on)
        wanted = [unit for unit, place in places.items() if place == unit_id]
        states = states.filter(unit_id__in=wanted)
    if part != ALL:
        counting = units.hits(definition, on)
        states = (
            states.filter(unit_id__in=counting)
            if part == TRAINED
            else states.exclude(unit_id__in=counting)
        )
    return states.order_by("name_folded", "unit_id")


def _population(definition: Definition, unit_id: int | None, on: dt.date) -> dict:
    if definition.formula == PERSONS:
        if unit_id is None:
            return {"pk__in": trained(definition, on)}
        places = place_of_units(on)
        placed = unit_of_trained(definition, on).items()
        return {
            "pk__in": [
                person
                for person, unit in placed
                if (UNATTACHED if unit is None else places.get(unit, UNATTACHED)) == unit_id
            ]
        }
    members = registry.memberships_on(on, category=definition.population["category"]).order_by()
    if unit_id is not None:
        places = place_of_units(on)
        present = members.values_list("unit_id", flat=True).distinct()
        units = [unit for unit in present if places.get(unit, UNATTACHED) == unit_id]
        members = members.filter(unit_id__in=units)
    return {"pk__in": members.values("person_id")}
