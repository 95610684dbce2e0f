"""Where persons stand in courses, for boards and lists: a constant number of queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from courses.models import Attempt, Edition, Enrolment, Place
from people.prepared import Prepared, Slot
from people.queries import records_of, records_of_all

if TYPE_CHECKING:
    from people.models import Person

State = Literal["todo", "doing", "done"]


@dataclass(frozen=True)
class Standing:
    """How far a person is in a course; exactly one state holds."""

    state: State = "todo"
    lessons_done: int = 0
    lessons_total: int = 0
    percent: int = 0
    active_at: dt.datetime | None = None
    completed_at: dt.datetime | None = None


def percent_of(
    lessons_done: int, lessons_total: int, *, test_passed: bool = False, is_complete: bool = False
) -> int:
    """Return progress in whole percent: the final test weighs as much as a lesson.

    100 exactly when complete, 0 for an empty course, and never outside [0, 100], also when a
    lesson that was done has since left the course.
    """
    if is_complete:
        return 100
    if lessons_total < 1:
        return 0
    done = min(max(lessons_done, 0), lessons_total) + int(test_passed)
    return min(99, 100 * done // (lessons_total + 1))


def standing(
    person_ids: "Iterable[int] | QuerySet[Any]", family_ids: Iterable[int]
) -> dict[tuple[int, int], Standing]:
    """Return the standing of every person in every family, also of those never enrolled.

    Two queries whatever the size. Of several enrolments in a family the furthest one counts.

    Args:
        person_ids: ids, or a queryset of ids (which is read once more, to name those not enrolled).
    """
    wanted = list(family_ids)
    totals = _lessons_of_newest(wanted)
    found: dict[tuple[int, int], Standing] = {
        (person_id, family_id): Standing(lessons_total=totals.get(family_id, 0))
        for person_id in person_ids
        for family_id in wanted
    }
    for row in _rows(person_ids, wanted):
        owner = row["person__merged_into_id"] or row["person_id"]
        place = (owner, row["run__family_id"])
        candidate = _standing(row)
        if place not in found or _is_further(candidate, found[place]):
            found[place] = candidate
    return found


_enrolments_read = Prepared(
    lambda: (
        Enrolment.objects.filter(person_id__in=records_of(Slot("person", Enrolment._meta.pk)))
        .select_related("run__family", "edition__family", "place", "completion")
        .order_by("-active_at", "-pk")
    )
)


def enrolments_of(person: "Person") -> list[Enrolment]:
    """Return the person's enrolments, the last used first, with course, place and completion."""
    return _enrolments_read.all(person=person.pk)


def _lessons_of_newest(family_ids: list[int]) -> dict[int, int]:
    rows = Edition.objects.filter(family_id__in=family_ids).order_by("number")
    return {
        family_id: len(rules.get("lessons") or [])
        for family_id, rules in rows.values_list("family_id", "rules")
    }


def _rows(person_ids: "Iterable[int] | QuerySet[Any]", family_ids: list[int]) -> Iterable[Any]:
    mine = Q(enrolment=OuterRef("pk"))
    return (
        Enrolment.objects.filter(
            person_id__in=records_of_all(person_ids), run__family_id__in=family_ids
        )
        .annotate(
            lessons_finished=Count("lessons_done"),
            has_begun=Exists(Place.objects.filter(mine)) | Exists(Attempt.objects.filter(mine)),
        )
        .values(
            "person_id",
            "person__merged_into_id",
            "run__family_id",
            "edition__rules",
            "active_at",
            "completion__at",
            "lessons_finished",
            "has_begun",
        )
    )


def _standing(row: dict[str, Any]) -> Standing:
    total = len(row["edition__rules"].get("lessons") or [])
    is_complete = row["completion__at"] is not None
    done = total if is_complete else min(row["lessons_finished"], total)
    has_begun = row["has_begun"] or row["lessons_finished"] > 0
    return Standing(
        state="done" if is_complete else "doing" if has_begun else "todo",
        lessons_done=done,
        lessons_total=total,
        percent=percent_of(done, total, is_complete=is_complete),
        active_at=row["active_at"],
        completed_at=row["completion__at"],
    )


def _is_further(one: Standing, other: Standing) -> bool:
    def progress(found: Standing) -> tuple[bool, bool, int, bool]:
        return (
            found.state == "done",
            found.state == "doing",
            found.lessons_done,
            found.active_at is not None,
        )

    return progress(one) > progress(other)
