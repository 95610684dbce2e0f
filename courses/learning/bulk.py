"""Learning that lies in the past, many persons at once: for the demo and for moving platforms."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from courses.models import Completion, CourseFamily, Edition, Enrolment, LessonDone, Run

BATCH = 2_000


@dataclass(frozen=True)
class PastLearning:
    """What a person did in a course: how many lessons, and when it was completed, if it was."""

    person_id: int
    enrolled_at: dt.datetime
    active_at: dt.datetime
    reason: str
    lessons_done: int
    completed_at: dt.datetime | None = None
    score_percent: Decimal = Decimal(0)


@transaction.atomic
def record_past_learning(
    rows: Sequence[PastLearning], *, family: CourseFamily
) -> dict[int, Completion]:
    """Write enrolments, finished lessons and completions; return completions by person id.

    Nothing is announced: the caller enters the awards in the same transaction, in bulk too.

    Args:
        rows: at most one a person.
        family: the course; its newest edition and open run are used.
    """
    edition = Edition.objects.filter(family=family).latest("number")
    run = Run.objects.get(family=family, is_open=True)
    lessons = [uuid.UUID(key) for key in edition.rules["lessons"]]
    enrolments = Enrolment.objects.bulk_create(
        [
            Enrolment(
                person_id=row.person_id,
                run=run,
                edition=edition,
                reason=row.reason,
                enrolled_at=row.enrolled_at,
                active_at=row.active_at,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    # Those who completed have the completion to show for it; the others need their lessons.
    LessonDone.objects.bulk_create(
        [
            LessonDone(enrolment=enrolment, page_key=page_key, at=row.active_at)
            for enrolment, row in zip(enrolments, rows, strict=True)
            if row.completed_at is None
            for page_key in lessons[: row.lessons_done]
        ],
        batch_size=BATCH,
    )
    completions = Completion.objects.bulk_create(
        [
            Completion(
                enrolment=enrolment,
                edition=edition,
                score_percent=row.score_percent,
                rule_version=edition.rules["version"],
                explanation=[{"gate": "recorded", "done": True}],
                at=row.completed_at,
            )
            for enrolment, row in zip(enrolments, rows, strict=True)
            if row.completed_at is not None
        ],
        batch_size=BATCH,
    )
    return {completion.enrolment.person_id: completion for completion in completions}
