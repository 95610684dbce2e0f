"""To which commune or department a unit belongs on a day: every unit to one place, or to none."""

import datetime as dt

from people import queries as registry

COMMUNE, DEPARTMENT = "commune", "department"
PLACE_KINDS = (COMMUNE, DEPARTMENT)


def place_of_units(day: dt.date, boundaries: dt.date | None = None) -> dict[int, int]:
    """Return the place of each unit on ``day``: its nearest commune or department.

    One row of the closure a unit and place, whatever the number of persons.

    Args:
        day: the day on which people belonged to those units.
        boundaries: in whose geography the places are told; None is that of ``day``. A unit that
            exists on both days lies where it lay then. One that doesn't is followed through its
            successions: forwards to its heir (after a split to the one that takes what isn't told
            to go elsewhere), backwards to the unit it came from when there was just one. What
            can't be followed is in no place, and is told so.
    """
    there = _nearest(boundaries or day)
    if boundaries in (None, day):
        return there
    then = _nearest(day)
    heirs = registry.counterparts(day, boundaries)
    found = {}
    for unit, place in then.items():
        for candidate in (unit, heirs.get(unit), heirs.get(place)):
            if candidate in there:
                found[unit] = there[candidate]
                break
    return found


def _nearest(day: dt.date) -> dict[int, int]:
    rows = (
        registry.ancestors_on(day)
        .filter(ancestor_kind__in=PLACE_KINDS)
        .order_by("-depth", "ancestor_id")
        .values_list("unit_id", "ancestor_id")
    )
    # The nearest comes last and stays.
    return dict(rows)
