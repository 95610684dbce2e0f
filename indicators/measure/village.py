"""Numbers of what teams did in the village: people guided, households reached.

Their subjects bear no name: citizens are known by pseudonym, households only as a number. So these
numbers open no list; their parts are communes, and hamlets where the visit says one.
"""

import datetime as dt

from indicators.definitions import GUIDED, HOUSEHOLDS
from indicators.models import Definition
from teams.queries import households_reached, people_guided

FORMULAS = frozenset({GUIDED, HOUSEHOLDS})


def unit_counts(definition: Definition, on: dt.date) -> dict[int | None, tuple[int, int]]:
    """Return (counts, all) by team or hamlet; people guided have no base, so it is nought there."""
    months = definition.accepted["within_months"]
    if definition.formula == GUIDED:
        return {unit: (count, 0) for unit, count in people_guided(on, months=months).items()}
    reached = households_reached(on, months=months)
    return {hamlet: pair for hamlet, pair in reached.items()}  # noqa: C416 - as another type
