"""Numbers whose subjects are units: how many there are, and how many of them have a team."""

import datetime as dt

from django.db.models import QuerySet

from indicators.definitions import COVERAGE, UNITS
from indicators.formulas.coverage import covered
from indicators.models import Definition
from people import queries as registry
from teams.queries import covered_units

FORMULAS = (UNITS, COVERAGE)


def counted_units(definition: Definition, on: dt.date) -> QuerySet:
    """Return the states on ``on`` of the units that the definition is about."""
    return registry.units_on(on, kind=definition.population["unit_kind"])


def hits(definition: Definition, on: dt.date) -> set[int]:
    """Return the ids of the units that count: all of them, or those that have a team."""
    states = counted_units(definition, on).order_by()
    everybody = set(states.values_list("unit_id", flat=True))
    if definition.formula == UNITS:
        return everybody
    return everybody & _having(definition, on)


def unit_counts(definition: Definition, on: dt.date) -> dict[int | None, tuple[int, int]]:
    """Return (counts, all) of each unit that the definition is about: 0 or 1 of 1."""
    states = counted_units(definition, on).order_by()
    everybody = set(states.values_list("unit_id", flat=True))
    return covered(everybody, everybody if definition.formula == UNITS else _having(definition, on))


def _having(definition: Definition, on: dt.date) -> set[int]:
    """Return the ids of the units that have a team."""
    return covered_units(on, kind=definition.population["unit_kind"])
