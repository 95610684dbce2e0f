"""To which commune or department a unit belongs on a day: every unit to one place, or to none."""

import datetime as dt

from people import queries as registry

COMMUNE, DEPARTMENT = "commune", "department"
PLACE_KINDS = (COMMUNE, DEPARTMENT)


def place_of_units(day: dt.date) -> dict[int, int]:
    """Return the place of each unit on ``day``: its nearest commune or department.

    One row of the closure a unit and place, whatever the number of persons; the geography is the
    one of that day.
    """
    rows = (
        registry.ancestors_on(day)
        .filter(ancestor_kind__in=PLACE_KINDS)
        .order_by("-depth", "ancestor_id")
        .values_list("unit_id", "ancestor_id")
    )
    # The nearest comes last and stays.
    return dict(rows)
