"""Which courses somebody is asked to take and hasn't passed yet."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from certificates.queries import standing_awards
from people.queries import memberships_on
from teams.assign import Required, required_families

if TYPE_CHECKING:
    from people.models import Person


@dataclass(frozen=True)
class Duty:
    """A course asked for, by when, and whether that day is over."""

    required: Required
    is_late: bool


def duties_of(person: "Person", on: dt.date, titles: Mapping[int, str] | None = None) -> list[Duty]:
    """Return what is still to be done on ``on``, the first due first, each course once.

    Asked of a person through every membership of that day; of two days the earlier one binds.

    Args:
        titles: of courses in the reader's language, by family; others keep their own.
    """
    found: dict[int, Required] = {}
    held = memberships_on(on).filter(person=person).values_list("category", "unit_id")
    for category, unit_id in held:
        for asked in required_families([unit_id], category, on):
            known = found.get(asked.family_id)
            if known is None:
                found[asked.family_id] = asked
            elif asked.due_on and (known.due_on is None or asked.due_on < known.due_on):
                found[asked.family_id] = replace(known, due_on=asked.due_on)
    if not found:
        return []
    passed = set(
        standing_awards(on)
        .filter(person=person, family_id__in=found)
        .values_list("family_id", flat=True)
    )
    open_ones = [
        replace(asked, title=(titles or {}).get(family_id, asked.title))
        for family_id, asked in found.items()
        if family_id not in passed
    ]
    open_ones.sort(key=lambda asked: (asked.due_on or dt.date.max, asked.title))
    return [Duty(asked, bool(asked.due_on and asked.due_on < on)) for asked in open_ones]
