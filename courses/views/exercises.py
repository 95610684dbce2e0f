"""An exercise for one learner, as they left it: everything decided before a template sees it."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from courses.activities import activity_type
from courses.learning.attempts import practice_seed
from courses.learning.grading import keys_of
from courses.learning.reading import Practice
from courses.models import Enrolment
from courses.views.showing import QuestionView, question_view


@dataclass(frozen=True)
class Trouble:
    """What was wrong with a form that was just sent, to be shown beside what was typed."""

    block_id: str
    errors: dict[str, str | Promise] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExerciseView:
    """An exercise for one learner, ready for its template."""

    kind: str
    block_id: str
    page_key: uuid.UUID
    enrolment_id: int
    template: str
    data: dict[str, Any]
    questions: list[QuestionView]
    is_finished: bool
    right: int


def exercise_view(
    enrolment: Enrolment,
    page_key: uuid.UUID,
    block: dict[str, Any],
    practices: dict[str, Practice],
    trouble: Trouble | None = None,
) -> ExerciseView:
    """Return one exercise as the learner left it."""
    kind, public, block_id = activity_type(block["type"]), block["value"], block["id"]
    practice = practices.get(block_id)
    if practice is None:
        seed = practice_seed(enrolment.pk, page_key, block_id, 1)
        served, answers, feedback, right = kind.serve(public, seed), {}, {}, 0
    else:
        served, answers = practice.attempt.served, practice.answers
        key = keys_of(practice.attempt, practice.attempt.edition) if answers else {}
        graded = kind.grade(key, served, {"answers": answers})
        feedback, right = graded.feedback, sum(row["right"] for row in graded.detail.values())
    data = kind.learner_data(public, served)
    mine = trouble if trouble is not None and trouble.block_id == block_id else Trouble(block_id)
    questions = [
        _question(shown, number, answers, feedback, mine)
        for number, shown in enumerate(data.get("questions", []), start=1)
    ]
    return ExerciseView(
        kind=kind.kind,
        block_id=block_id,
        page_key=page_key,
        enrolment_id=enrolment.pk,
        template=f"courses/activities/{kind.kind}.html",
        data=data,
        questions=questions,
        is_finished=practice is not None and practice.is_finished,
        right=right,
    )


def _question(
    shown: dict[str, Any],
    number: int,
    answers: dict[str, Any],
    feedback: dict[str, Any],
    trouble: Trouble,
) -> QuestionView:
    key = shown["key"]
    return question_view(
        shown,
        number,
        answer=answers.get(key, trouble.answers.get(key)),
        typed=trouble.typed.get(key),
        feedback=feedback.get(key),
        error=trouble.errors.get(key, ""),
        is_locked=key in answers,
    )
