"""The practice quizzes of a course, for those who learn together on one device."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from courses.activities import activity_type
from courses.models import Edition, EditionPage
from courses.queries.content import page_content
from courses.queries.outline import outline
from people.kept import Kept

QUIZ = "quiz"


@dataclass(frozen=True)
class QuizLine:
    """A practice quiz in its lesson."""

    page_key: uuid.UUID
    block_id: str
    lesson: str
    number: int
    title: str
    questions: int


@dataclass(frozen=True)
class ServedQuiz:
    """A quiz as it is served for a seed."""

    kind: str
    version: int
    served: dict[str, Any]


_lines: Kept[tuple[QuizLine, ...]] = Kept(most=100)


def quizzes_of(slug: str, language: str) -> tuple[QuizLine, ...]:
    """Return the practice quizzes of the course's newest edition, in the order of its lessons."""
    edition = (
        Edition.objects.filter(family__slug=slug)
        .select_related("family")
        .order_by("-number")
        .first()
    )
    if edition is None:
        return ()
    return _lines.get((edition.pk, edition.sha256, language), lambda: _made(edition, language))


def quiz_block(
    edition: Edition, page_key: uuid.UUID, block_id: str, language: str
) -> dict[str, Any] | None:
    """Return a practice quiz of the edition as its page shows it, or None."""
    content = page_content(edition, page_key, language)
    block = content.block(block_id) if content else None
    return block if block is not None and block["type"] == QUIZ else None


def served_quiz(
    edition: Edition, page_key: uuid.UUID, block_id: str, seed: int
) -> ServedQuiz | None:
    """Return what the quiz serves for ``seed``; None when the edition has no such quiz."""
    block = quiz_block(edition, page_key, block_id, settings.LANGUAGE_CODE)
    if block is None:
        return None
    kind = activity_type(QUIZ)
    return ServedQuiz(kind.kind, kind.version, kind.serve(block["value"], seed))


def _made(edition: Edition, language: str) -> tuple[QuizLine, ...]:
    shape = outline(edition, language)
    bodies = _bodies(edition, language)
    return tuple(
        QuizLine(
            page_key=lesson.page_key,
            block_id=block["id"],
            lesson=lesson.title,
            number=lesson.number,
            title=block["value"]["title"],
            questions=len(block["value"]["questions"]),
        )
        for lesson in (shape.lessons if shape else [])
        for block in bodies.get(lesson.page_key, [])
        if block["type"] == QUIZ
    )


def _bodies(edition: Edition, language: str) -> dict[uuid.UUID, list[dict[str, Any]]]:
    rows = EditionPage.objects.filter(
        edition=edition,
        kind=EditionPage.Kind.LESSON,
        language__in={language, settings.LANGUAGE_CODE},
    ).values_list("language", "page_key", "body")
    # The reader's language last, so that it is what stays.
    ordered = sorted(rows, key=lambda row: row[0] == language)
    return {page_key: body for _spoken, page_key, body in ordered}
