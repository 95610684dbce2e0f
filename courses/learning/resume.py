"""Where to go on: the card that a learner sees first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.learning.reading import finished_lessons
from courses.models import Enrolment
from courses.queries import CourseView, LessonView, enrolments_of, outline, percent_of

if TYPE_CHECKING:
    from people.models import Person


@dataclass(frozen=True)
class Resume:
    """A course that is not finished, and the lesson to go on with; none means: the final test."""

    enrolment: Enrolment
    course: CourseView
    lesson: LessonView | None
    lessons_done: int
    lessons_total: int
    percent: int


def resume(person: "Person", language: str) -> Resume | None:
    """Return where the person goes on, in the course they used last; None when all is done."""
    for enrolment in enrolments_of(person):
        if not hasattr(enrolment, "completion"):
            found = resume_in(enrolment, language)
            if found is not None:
                return found
    return None


def resume_in(enrolment: Enrolment, language: str) -> Resume | None:
    """Return where the learner goes on in one course."""
    course = outline(enrolment.edition, language)
    if course is None:
        return None
    finished = finished_lessons(enrolment)
    lessons = course.lessons
    done = sum(lesson.page_key in finished for lesson in lessons)
    return Resume(
        enrolment=enrolment,
        course=course,
        lesson=_next(enrolment, lessons, finished),
        lessons_done=done,
        lessons_total=len(lessons),
        percent=percent_of(
            done, len(lessons), is_complete=getattr(enrolment, "completion", None) is not None
        ),
    )


def _next(enrolment: Enrolment, lessons: list[LessonView], finished: set) -> LessonView | None:
    place = getattr(enrolment, "place", None)
    here = next((x for x in lessons if place and x.page_key == place.page_key), None)
    if here is not None and here.page_key not in finished:
        return here
    after = lessons[here.number :] if here else []
    unfinished = [x for x in [*after, *lessons] if x.page_key not in finished]
    return unfinished[0] if unfinished else None
