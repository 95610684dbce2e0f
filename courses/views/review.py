"""What a learner should read again, and what they have to do next."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import get_language

from courses.learning import Checklist
from courses.models import Attempt, Result
from courses.queries import CourseView, LessonView
from courses.queries.content import item_publics

_TO_REVIEW = 4


@dataclass(frozen=True)
class Step:
    """One thing that remains: in words, and the lesson in which to do it, if it is one."""

    code: str
    words: str
    lesson: LessonView | None = None
    block_id: str = ""


def lessons_to_review(course: CourseView, attempt: Attempt, result: Result) -> list[LessonView]:
    """Return the few lessons whose skills lost most; a skill is named after its lesson."""
    lost = [key for key, row in result.detail.items() if not row["right"]]
    publics = item_publics(attempt.edition, lost, get_language() or "vi")
    skills = Counter(public["skill"] for public in publics.values())
    weakest = sorted(course.lessons, key=lambda lesson: -skills[lesson.slug])[:_TO_REVIEW]
    return [lesson for lesson in course.lessons if lesson in weakest and skills[lesson.slug]]


def next_steps(course: CourseView, found: Checklist) -> list[Step]:
    """Return what remains, each with the first lesson where it can be done."""
    by_key = {str(lesson.page_key): lesson for lesson in course.lessons}
    unread = [lesson for key, lesson in by_key.items() if key not in found.lessons_done]
    waiting = [(by_key.get(_plain(key)), block_id) for key, block_id in found.open_activities]
    steps = []
    for gate in found.remaining:
        lesson, block_id = None, ""
        if gate.code == "lessons" and unread:
            lesson = unread[0]
        elif gate.code == "activities" and waiting:
            lesson, block_id = waiting[0]
        steps.append(Step(gate.code, gate.words, lesson, block_id))
    return steps


def _plain(key: str) -> str:
    return str(uuid.UUID(key))
