"""Assigning a course to a unit and all under it, dated; what holds for a unit on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from people import audit
from people import queries as registry
from people.dated import held_on
from teams.models import Assignment

if TYPE_CHECKING:
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
) -> Assignment:
    """Ask everybody of ``category`` in ``unit`` and under it to take ``family``, from ``since``.

    ``family`` and ``unit`` may be rows or their ids. Asking twice for the same is one assignment.
    """
    family_id, unit_id = getattr(family, "pk", family), getattr(unit, "pk", unit)
    standing = Assignment.objects.on(since).filter(
        family_id=family_id, unit_id=unit_id, category=category
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
    )
    audit.record("teams.course_assigned", by=by, about=row, family=family_id, unit=unit_id)
    return row


@transaction.atomic
def withdraw(*, assignment: Assignment, on: dt.date, by: "User | None" = None) -> None:
    """End ``assignment`` on ``on``; who has passed keeps what they have.

    Raises ValueError where ``on`` isn't after the day it began.
    """
    if on <= assignment.valid_from:
        raise ValueError("an assignment ends after the day on which it began")
    Assignment.objects.filter(pk=assignment.pk, valid_to__isnull=True).update(valid_to=on)
    audit.record("teams.assignment_ended", by=by, about=assignment)


def required_families(unit_ids: Iterable[int], category: str, on: dt.date) -> list[Required]:
    """Return the courses that ``category`` in ``unit_ids`` is asked to take on ``on``.

    An assignment to a unit holds for all under it in the tree of that day. One query; the course
    that is due first comes first.
    """
    above = (
        registry.ancestors_on(on)
        .filter(unit_id__in=list(unit_ids))
        .order_by()
        .values("ancestor_id")
    )
    rows = (
        Assignment.objects.filter(
            Q(unit_id__in=above) | Q(unit_id__in=list(unit_ids)), held_on(on), category=category
        )
        .current()
        .order_by("family_id")
        .values_list("family_id", "family__title", "family__slug", "due_on")
    )
    found: dict[int, Required] = {}
    for row in (Required(*values) for values in rows):
        known = found.get(row.family_id)
        if known is None or (row.due_on or dt.date.max) < (known.due_on or dt.date.max):
            found[row.family_id] = row
    return sorted(
        found.values(), key=lambda row: (row.due_on or dt.date.max, row.title, row.family_id)
    )
