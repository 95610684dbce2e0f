"""The catalogue and a course's own page: open to everybody."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import learning, queries
from courses.learning.reading import enrolment_for, finished_lessons
from courses.learning.resume import resume_in
from courses.models import Enrolment
from courses.queries import CourseView, LessonView
from courses.views.learner import account, learner
from people.scope.doors import learner_only
from people.text import tidy

_LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Station:
    """A lesson on the course's path, with the learner's state there."""

    lesson: LessonView
    state: str


@dataclass(frozen=True)
class Stretch:
    """A chapter of the path."""

    title: str
    stations: list[Station]


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List the courses, or those that hold the words searched for."""
    asked = tidy(request.GET.get("q"))[:_LONGEST_SEARCH]
    cards = queries.catalogue(get_language() or "vi", asked)
    found = {"cards": cards, "asked": asked, "count": len(cards)}
    return render(request, "courses/catalogue.html", found)


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the course teaches, and where the learner is in it."""
    language = get_language() or "vi"
    enrolment = enrolment_for(getattr(request.user, "person_id", None), slug)
    going_on, finished = None, set()
    if enrolment is None:
        shown = queries.course(slug, language)
    else:
        shown = queries.outline(enrolment.edition, language)
        going_on, finished = resume_in(enrolment, language), finished_lessons(enrolment)
    if shown is None:
        raise Http404
    here = going_on.lesson.page_key if going_on and going_on.lesson else None
    context = {
        "course": shown,
        "stretches": _path(shown, finished, here),
        "enrolment": enrolment,
        "resume": going_on,
        "is_complete": getattr(enrolment, "completion", None) is not None,
        "lessons_done": going_on.lessons_done if going_on else 0,
    }
    return render(request, "courses/course.html", context)


@learner_only
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Enrol the learner and open the first lesson; a visit by link goes to the course's page."""
    family = queries.families([slug]).first()
    if family is None:
        raise Http404
    if request.method != "POST":
        return redirect("course", slug)
    try:
        enrolment = learning.enrol(
            person=learner(request),
            family=family,
            reason=Enrolment.Reason.SELF,
            by=account(request),
            at=timezone.now(),
        )
    except learning.Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("course", slug)
    shown = queries.outline(enrolment.edition, get_language() or "vi")
    if shown is None or not shown.lessons:
        return redirect("course", slug)
    return redirect("lesson", slug, shown.lessons[0].slug)


def _path(shown: CourseView, finished: set, here: object) -> list[Stretch]:
    def state(lesson: LessonView) -> str:
        if lesson.page_key in finished:
            return "done"
        return "doing" if lesson.page_key == here else "todo"

    return [
        Stretch(module.title, [Station(lesson, state(lesson)) for lesson in module.lessons])
        for module in shown.modules
    ]
