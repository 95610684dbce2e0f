"""Lessons as HTML: what is the same for everybody is rendered once, and kept.

A lesson's page is put together from pieces (``people.pieces``): the page, once per edition,
language, lesson and progress; each exercise, once per state of its questions; each question, once
per order of its options and answer. None of them is rendered with anything of a person: the token
of the forms and the addresses with an enrolment in them fill holes, at every request.
"""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.activities import is_activity
from courses.learning.reading import Practice
from courses.models import Enrolment
from courses.queries import CourseView, LessonView
from courses.queries.content import PageContent, page_content
from courses.views.exercises import ExerciseView, Trouble, exercise_view
from courses.views.showing import QuestionView
from people.cards.strip import strip
from people.kept import Kept
from people.pieces import Piece, hole, render_piece

TOKEN, ADDRESS = "token", "address"
STRIP = "card strip"

_pages: Kept[Piece] = Kept(most=500)
_exercises: Kept[Piece] = Kept(most=2_000)
_questions: Kept[SafeString] = Kept(most=4_000)


@dataclass(frozen=True)
class Progress:
    """What of a learner's way the page of a lesson says."""

    lessons_done: int
    is_done: bool


@dataclass(frozen=True)
class Part:
    """A run of a lesson's HTML: a block, or the hole of an exercise."""

    html: SafeString


@dataclass(frozen=True)
class _QuestionHole:
    """A question in the template of its exercise: only what decides about buttons around it."""

    key: str
    is_locked: bool
    html: SafeString


def lesson_html(
    request: HttpRequest,
    enrolment: Enrolment,
    course: CourseView,
    lesson: LessonView,
    progress: Progress,
    practices: dict[str, Practice],
    trouble: Trouble | None = None,
) -> SafeString | None:
    """Return the lesson's page; None when the edition has no such page."""
    language = get_language() or "vi"
    content = page_content(enrolment.edition, lesson.page_key, language)
    if content is None:
        return None
    token = get_token(request)
    values = {TOKEN: token, STRIP: strip(request)}
    for block in content.body:
        if is_activity(block["type"]):
            shown = exercise_view(enrolment, lesson.page_key, block, practices, trouble)
            values[_place(block)] = exercise_html(shown, token)
    messages = get_messages(request)
    if messages:
        return _page(course, lesson, progress, content, language, messages).filled(values)
    name = (course.edition_id, course.sha256, course.slug, lesson.page_key, language, progress)
    piece = _pages.get(name, lambda: _page(course, lesson, progress, content, language))
    return piece.filled(values)


def exercise_html(shown: ExerciseView, token: str) -> SafeString:
    """Return an exercise as its learner left it, with ``token`` in its forms."""
    language = get_language() or "vi"
    own = {name: value for name, value in shown.data.items() if name != "questions"}
    state = tuple((question.key, question.is_locked) for question in shown.questions)
    # All that the template gets, so that it can't be out of date.
    name: Hashable = (
        language,
        shown.template,
        shown.block_id,
        json.dumps(own, sort_keys=True),
        state,
        shown.is_finished,
        shown.right,
    )
    piece = _exercises.get(name, lambda: _exercise(shown, own))
    path = reverse("activity_event", args=[shown.enrolment_id, shown.page_key, shown.block_id])
    values = {_hole_of(question): _question(question, language) for question in shown.questions}
    return piece.filled({TOKEN: token, ADDRESS: path, **values})


def _page(
    course: CourseView,
    lesson: LessonView,
    progress: Progress,
    content: PageContent,
    language: str,
    messages: Any = None,
) -> Piece:
    lessons, place = course.lessons, lesson.number - 1
    context = {
        "LANGUAGE_CODE": language,
        "csrf_token": hole(TOKEN),
        "card_strip": hole(STRIP),
        "messages": messages,
        "course": course,
        "lesson": lesson,
        "parts": [Part(_block(block)) for block in content.body],
        "total": len(lessons),
        "lessons_done": progress.lessons_done,
        "is_done": progress.is_done,
        "previous": lessons[place - 1] if place else None,
        "next": lessons[place + 1] if lesson.number < len(lessons) else None,
    }
    return render_piece("courses/lesson.html", context)


def _block(block: dict[str, Any]) -> SafeString:
    if is_activity(block["type"]):
        return hole(_place(block))
    return _html(f"courses/blocks/{block['type']}_block.html", {"block": block})


def _exercise(shown: ExerciseView, own: dict[str, Any]) -> Piece:
    questions = [
        _QuestionHole(question.key, question.is_locked, hole(_hole_of(question)))
        for question in shown.questions
    ]
    exercise = {
        "block_id": shown.block_id,
        "address": hole(ADDRESS),
        "data": own,
        "questions": questions,
        "is_finished": shown.is_finished,
        "right": shown.right,
    }
    return render_piece(shown.template, {"exercise": exercise, "csrf_token": hole(TOKEN)})


def _question(question: QuestionView, language: str) -> SafeString:
    def make() -> SafeString:
        return _html("courses/question.html", {"question": question, "hint": ""})

    # What was typed wrongly is shown back to whoever typed it, and kept nowhere.
    return make() if question.error else _questions.get((language, question), make)


def _html(template: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(get_template(template).render(context))  # noqa: S308 - our own template


def _place(block: dict[str, Any]) -> str:
    return f"exercise {block['id']}"


def _hole_of(question: QuestionView) -> str:
    return f"question {question.key}"
