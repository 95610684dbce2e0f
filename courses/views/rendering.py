"""A lesson's blocks as HTML: what is the same for everybody is rendered once and cached."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.activities import activity_type, is_activity
from courses.learning.attempts import practice_seed
from courses.learning.grading import keys_of
from courses.learning.reading import Practice
from courses.models import Edition, Enrolment
from courses.queries.content import page_content
from courses.views.showing import QuestionView, question_view

_CACHED_FOR = 24 * 3600


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


@dataclass(frozen=True)
class Part:
    """A piece of a lesson: HTML, or an exercise."""

    html: SafeString | str = ""
    exercise: ExerciseView | None = None


def lesson_parts(
    enrolment: Enrolment,
    page_key: uuid.UUID,
    practices: dict[str, Practice],
    trouble: Trouble | None = None,
) -> list[Part] | None:
    """Return the lesson's pieces in order; None when the edition has no such page."""
    language = get_language() or "vi"
    segments = _segments(enrolment.edition, page_key, language)
    if segments is None:
        return None
    return [
        Part(exercise=exercise_view(enrolment, page_key, segment, practices, trouble))
        if isinstance(segment, dict)
        else Part(html=mark_safe(segment))  # noqa: S308 - rendered by our own block templates
        for segment in segments
    ]


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


def _segments(edition: Edition, page_key: uuid.UUID, language: str) -> list[Any] | None:
    """Return runs of rendered blocks, and the frozen blocks of exercises between them."""
    name = f"courses:parts:{edition.pk}:{edition.sha256}:{page_key}:{language}"
    found = cache.get(name)
    if found is not None:
        return found
    content = page_content(edition, page_key, language)
    if content is None:
        return None
    segments: list[Any] = []
    for block in content.body:
        if is_activity(block["type"]):
            segments.append(block)
            continue
        html = render_to_string(f"courses/blocks/{block['type']}_block.html", {"block": block})
        if segments and isinstance(segments[-1], str):
            segments[-1] += html
        else:
            segments.append(str(html))
    cache.set(name, segments, _CACHED_FOR)
    return segments
