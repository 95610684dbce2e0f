"""Which former units went into which unit of today."""

import datetime as dt
from collections import defaultdict

from people.models import Succession


def former_units(effective_on: dt.date) -> dict[int, list[int]]:
    """Return, for each unit that succeeded others on a day, the ids of those others.

    A split unit is listed under its default successor only, so that everybody has one place.
    """
    found: dict[int, list[int]] = defaultdict(list)
    rows = Succession.objects.filter(effective_on=effective_on, is_default=True)
    for old_id, new_id in rows.order_by("new_unit", "old_unit").values_list(
        "old_unit_id", "new_unit_id"
    ):
        found[new_id].append(old_id)
    return dict(found)
