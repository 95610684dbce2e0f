"""Assigning a course to a unit and all under it, dated; what holds for a unit on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from people import audit
from people import queries as registry
from people.dated import held_on
from teams.models import Assignment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User


@dataclass(frozen=True)
class Required:
    """A course that is asked for, with the earliest day by which."""

    family_id: int
    title: str
    slug: str
    due_on: dt.date | None


@transaction.atomic
def assign(
    *,
    family: Any,
    unit: Any,
    category: str,
    since: dt.date,
    due_on: dt.date | None = None,
    by: "User | None" = None,
    reason: str = "",
    person_id: int | None = None,
) -> Assignment:
    """Ask everybody of ``category`` in ``unit`` and under it to take ``family``, from ``since``.

    ``family`` and ``unit`` may be rows or their ids. Asking twice for the same is one assignment.

    Args:
        person_id: ask this one member only.
    """
    family_id, unit_id = getattr(family, "pk", family), getattr(unit, "pk", unit)
    standing = Assignment.objects.on(since).filter(
        family_id=family_id, unit_id=unit_id, category=category, person=person_id
    )
    if (found := standing.filter(due_on=due_on).first()) is not None:
        return found
    row = Assignment.objects.create(
        family_id=family_id,
        unit_id=unit_id,
        category=category,
        valid_from=since,
        due_on=due_on,
        reason=reason,
        person_id=person_id,
    )
    audit.record("teams.course_assigned", by=by, about=row, family=family_id, unit=unit_id)
    return row


@transaction.atomic
def withdraw(*, assignment: Assignment, on: dt.date, by: "User | None" = None) -> None:
    """End ``assignment`` on ``on``; who has passed keeps what they have.

    One that is taken back on the day it was made, or before, was a mistake: it never held. Ending
    what has ended changes nothing.
    """
    rows = Assignment.objects.filter(
        pk=assignment.pk, valid_to__isnull=True, recorded_until__isnull=True
    )
    if on > assignment.valid_from:
        changed = rows.update(valid_to=on)
    else:
        changed = rows.update(recorded_until=timezone.now())
    if changed:
        audit.record("teams.assignment_ended", by=by, about=assignment)


def standing_assignments(unit_id: int, on: dt.date) -> "QuerySet[Assignment]":
    """Return what was asked of a unit itself, or of its members one by one, and still holds."""
    rows = Assignment.objects.on(on).filter(unit_id=unit_id)
    return rows.select_related("family", "person").order_by("due_on", "family__title", "pk")


def required_families(unit_ids: Iterable[int], category: str, on: dt.date) -> list[Required]:
    """Return the courses that ``category`` in any of ``unit_ids`` is asked to take on ``on``.

    An assignment to a unit holds for all under it in the tree of that day. Two queries; the course
    that is due first comes first.
    """
    asked = required_by_unit(unit_ids, category, on)
    return merged(row for rows in asked.values() for row in rows)


def required_by_unit(
    unit_ids: "Iterable[int] | QuerySet[Any]", category: str, on: dt.date
) -> dict[int, list[Required]]:
    """Return the courses asked for in each unit on ``on``; two queries for any number of units.

    Args:
        unit_ids: ids, or a queryset of ids.
    """
    rows = (
        Assignment.objects.filter(held_on(on), category=category, person__isnull=True)
        .current()
        .order_by("family_id")
        .values_list("unit_id", "family_id", "family__title", "family__slug", "due_on")
    )
    asked: dict[int, list[Required]] = {}
    for unit_id, family_id, title, slug, due_on in rows:
        asked.setdefault(unit_id, []).append(Required(family_id, title, slug, due_on))
    above = (
        registry.ancestors_on(on)
        .filter(unit_id__in=unit_ids, ancestor_id__in=asked)
        .order_by()
        .values_list("unit_id", "ancestor_id")
    )
    found: dict[int, list[Required]] = {}
    for unit_id, ancestor_id in above:
        found.setdefault(unit_id, []).extend(asked[ancestor_id])
    return {unit_id: merged(rows) for unit_id, rows in found.items()}


def required_of_persons(person_ids: Iterable[int], on: dt.date) -> dict[int, list[Required]]:
    """Return the courses that single persons are asked to take on ``on``; one query."""
    rows = (
        Assignment.objects.filter(held_on(on), person_id__in=list(person_ids))
        .current()
        .order_by("family_id")
        .values_list("person_id", "family_id", "family__title", "family__slug", "due_on")
    )
    found: dict[int, list[Required]] = {}
    for person_id, family_id, title, slug, due_on in rows:
        found.setdefault(person_id or 0, []).append(Required(family_id, title, slug, due_on))
    return {person_id: merged(asked) for person_id, asked in found.items()}


def merged(asked: Iterable[Required]) -> list[Required]:
    """Return each course once, with the earlier of its days; what is due first comes first."""
    found: dict[int, Required] = {}
    for row in asked:
        known = found.get(row.family_id)
        if known is None or _day(row) < _day(known):
            found[row.family_id] = row
    return sorted(found.values(), key=lambda row: (_day(row), row.title, row.family_id))


def _day(asked: Required) -> dt.date:
    return asked.due_on or dt.date.max
