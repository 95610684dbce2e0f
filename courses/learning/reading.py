"""What a learner's pages read: few queries, no writes but the place, and that only when it moved."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet

from courses.learning.grading import latest_answers
from courses.learning.locks import touch
from courses.learning.places import visit
from courses.models import Attempt, Enrolment, LessonDone, Place, Result
from courses.queries.catalogue import newest_edition_id
from people.prepared import Prepared, Slot
from people.queries import records_of


@dataclass(frozen=True)
class Practice:
    """The last attempt at one exercise of a page, with its answers by item."""

    attempt: Attempt
    is_finished: bool
    answers: dict[str, Any] = field(default_factory=dict)


def _enrolments() -> QuerySet[Enrolment]:
    mine = Attempt.objects.filter(enrolment=OuterRef("pk"))
    return (
        Enrolment.objects.filter(
            person_id__in=records_of(Slot("person", _PERSON)),
            run__family__slug=Slot("slug", CharField()),
        )
        .select_related("edition__family", "place", "completion")
        .annotate(newest_id=newest_edition_id("run__family"), has_begun=Exists(mine))
        .order_by("-cycle", "-pk")
    )


def _attempts() -> QuerySet[Attempt]:
    return (
        Attempt.objects.filter(
            enrolment_id=Slot("enrolment", _ENROLMENT),
            page_key=Slot("page", _PAGE),
            assistance__isnull=True,
        )
        .annotate(is_finished=Exists(Result.objects.filter(attempt=OuterRef("pk"))))
        .order_by("number")
    )


def _answers() -> QuerySet[Any]:
    return latest_answers(
        attempt__enrolment_id=Slot("enrolment", _ENROLMENT), attempt__page_key=Slot("page", _PAGE)
    )


_PERSON = Enrolment._meta.get_field("person").target_field
_ENROLMENT = Enrolment._meta.pk
_PAGE = Attempt._meta.get_field("page_key")
_enrolment_read = Prepared(lambda: _enrolments()[:1])
_attempts_read = Prepared(_attempts)
_answers_read = Prepared(_answers)
_lessons_read = Prepared(
    lambda: LessonDone.objects.filter(enrolment_id=Slot("enrolment", _ENROLMENT)).values_list(
        "page_key"
    )
)
_own_read = Prepared(
    lambda: Enrolment.objects.filter(
        pk=Slot("enrolment", _ENROLMENT), person_id__in=records_of(Slot("person", _PERSON))
    ).select_related("edition__family")
)


def enrolment_for(person_id: int | None, slug: str) -> Enrolment | None:
    """Return the person's enrolment on the course, with edition, place and completion; one query."""
    if person_id is None:
        return None
    return _enrolment_read.first(person=person_id, slug=slug)


def remember(enrolment: Enrolment, page_key: uuid.UUID, at: dt.datetime) -> None:
    """Note that the learner of ``enrolment_for`` is at the page; writes only what changed."""
    may_float = not enrolment.has_begun and not hasattr(enrolment, "completion")  # type: ignore[attr-defined]
    is_old = enrolment.newest_id != enrolment.edition_id  # type: ignore[attr-defined]
    if not hasattr(enrolment, "place") or (may_float and is_old):
        visit(enrolment, page_key, at)
    elif enrolment.place.page_key != page_key:
        Place.objects.filter(enrolment=enrolment).update(page_key=page_key, at=at)
        touch(enrolment, at)


def finished_lessons(enrolment: Enrolment) -> set[uuid.UUID]:
    """Return the page keys of the lessons that the learner finished."""
    return {page_key for (page_key,) in _lessons_read.all(enrolment=enrolment.pk)}


def practices_of(enrolment: Enrolment, page_key: uuid.UUID) -> dict[str, Practice]:
    """Return the last attempt at each exercise of the page, by block id; two queries at most."""
    here = {"enrolment": enrolment.pk, "page": page_key}
    last = {attempt.block_id: attempt for attempt in _attempts_read.all(**here)}
    if not last:
        return {}
    answers: dict[uuid.UUID, dict[str, Any]] = {}
    for attempt_id, item, payload in _answers_read.all(**here):
        answers.setdefault(attempt_id, {})[item] = payload
    for attempt in last.values():
        if attempt.edition_id == enrolment.edition_id:
            attempt.edition = enrolment.edition
    return {
        block_id: Practice(
            attempt,
            attempt.is_finished,  # type: ignore[attr-defined]
            answers.get(attempt.pk, {}),
        )
        for block_id, attempt in last.items()
    }


def own_attempt(person_id: int, attempt_id: uuid.UUID) -> Attempt | None:
    """Return the attempt if it is the person's own."""
    return (
        Attempt.objects.filter(pk=attempt_id, enrolment__person_id__in=records_of(person_id))
        .select_related("edition__family", "enrolment__edition__family")
        .first()
    )


def own_enrolment(person_id: int, enrolment_id: int) -> Enrolment | None:
    """Return the enrolment if it is the person's own."""
    return _own_read.first(enrolment=enrolment_id, person=person_id)


def result_of(attempt: Attempt) -> Result | None:
    """Return the standing result of the attempt, if it was handed in."""
    return Result.objects.filter(attempt=attempt).order_by("-revision").first()


def open_test(enrolment: Enrolment) -> Attempt | None:
    """Return the final test that the learner began and didn't hand in."""
    mine = Attempt.objects.filter(enrolment=enrolment, kind="final_test", results__isnull=True)
    return mine.order_by("-number").first()
