"""Which courses somebody is asked to take and hasn't passed yet."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from certificates.queries import awards_worth
from people.queries import memberships_on, owners_of
from teams.assign import Required, merged, required_families, required_of_persons

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
    held = memberships_on(on).filter(person=person).values_list("category", "unit_id")
    asked_of = [
        asked for category, unit_id in held for asked in required_families([unit_id], category, on)
    ]
    asked_of += required_of_persons([person.pk], on).get(person.pk, [])
    found = {asked.family_id: asked for asked in merged(asked_of)}
    if not found:
        return []
    passed = set(
        awards_worth(on, found)
        .filter(person_id__in=owners_of([person.pk]))
        .values_list("worth", flat=True)
    )
    open_ones = [
        replace(asked, title=(titles or {}).get(family_id, asked.title))
        for family_id, asked in found.items()
        if family_id not in passed
    ]
    open_ones.sort(key=lambda asked: (asked.due_on or dt.date.max, asked.title))
    return [Duty(asked, bool(asked.due_on and asked.due_on < on)) for asked in open_ones]
