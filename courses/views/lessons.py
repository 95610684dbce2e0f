"""Lessons: reading them, and saying that one is finished."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from courses import learning, queries
from courses.learning.reading import enrolment_for, finished_lessons, practices_of, remember
from courses.models import Enrolment
from courses.queries import CourseView, LessonView
from courses.views.exercises import Trouble
from courses.views.learner import learner_id
from courses.views.rendering import Progress, lesson_html
from people.scope.doors import learner_only


@learner_only
@require_safe
def lesson(request: HttpRequest, slug: str, lesson: str) -> HttpResponse:
    """Show a lesson to somebody who is enrolled; others are led to the course's page."""
    enrolment = enrolment_for(learner_id(request), slug)
    if enrolment is None:
        return redirect("course", slug)
    course, found = _find(enrolment, lesson)
    remember(enrolment, found.page_key, timezone.now())
    if course.edition_id != enrolment.edition_id:
        course, found = _find(enrolment, lesson)
    return show_lesson(request, enrolment, course, found)


def show_lesson(
    request: HttpRequest,
    enrolment: Enrolment,
    course: CourseView,
    found: LessonView,
    trouble: Trouble | None = None,
) -> HttpResponse:
    """Return the lesson's page; with ``trouble`` it is the answer to a form."""
    finished = finished_lessons(enrolment)
    progress = Progress(
        lessons_done=sum(row.page_key in finished for row in course.lessons),
        is_done=found.page_key in finished,
    )
    practices = practices_of(enrolment, found.page_key)
    page = lesson_html(request, enrolment, course, found, progress, practices, trouble)
    if page is None:
        raise Http404
    return HttpResponse(page, status=422 if trouble else 200)


@learner_only
@require_POST
def lesson_done(request: HttpRequest, slug: str, lesson: str) -> HttpResponse:
    """Note that the lesson is finished, and go on to the next one, or to the final test."""
    enrolment = enrolment_for(learner_id(request), slug)
    if enrolment is None:
        return redirect("course", slug)
    course, found = _find(enrolment, lesson)
    try:
        learning.finish_lesson(enrolment=enrolment, page_key=found.page_key, at=timezone.now())
    except learning.Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("course", slug)
    if found.number < len(course.lessons):
        return redirect("lesson", slug, course.lessons[found.number].slug)
    return redirect("test_intro", slug)


def _find(enrolment: Enrolment, slug: str) -> tuple[CourseView, LessonView]:
    course = queries.outline(enrolment.edition, get_language() or "vi")
    found = course.lesson(slug) if course else None
    if course is None or found is None:
        raise Http404
    return course, found
