"""The one address to which every exercise in a lesson sends its events."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from courses import learning, queries
from courses.activities import activity_type, is_activity
from courses.forms import AGAIN, BadEvent, Event, event_of_form, event_of_json
from courses.learning.reading import Practice, own_enrolment, practices_of
from courses.models import Enrolment
from courses.queries.content import page_content
from courses.views.exercises import Trouble, exercise_view
from courses.views.learner import learner_id
from courses.views.lessons import show_lesson
from courses.views.rendering import exercise_html
from people.scope.doors import learner_only


@learner_only
@require_POST
def activity_event(
    request: HttpRequest, enrolment_id: int, page_key: uuid.UUID, block_id: str
) -> HttpResponse:
    """Take an answer, or a wish to begin again, as JSON or as a form; answer in kind."""
    enrolment = own_enrolment(learner_id(request), enrolment_id)
    if enrolment is None:
        raise Http404
    content = page_content(enrolment.edition, page_key, get_language() or "vi")
    block = content.block(block_id) if content else None
    if block is None or not is_activity(block["type"]):
        raise Http404
    is_json = request.content_type == "application/json"
    try:
        event = event_of_json(request) if is_json else event_of_form(request.POST, _items(block))
        if event.errors and not wants_json(request):
            return _with_trouble(request, enrolment, page_key, block_id, event)
        practice = _take(enrolment, page_key, block_id, event)
    except BadEvent as error:
        return refused(request, "bad_event", error.message, 400)
    except learning.Refusal as refusal:
        if wants_json(request):
            return refused(request, refusal.code, refusal.message, _status(refusal.code))
        messages.warning(request, str(refusal))
    if wants_json(request):
        return _answer(request, enrolment, page_key, block, event, practice)
    return redirect(_address(enrolment, page_key, block_id, event))


def wants_json(request: HttpRequest) -> bool:
    """Return whether the page's script, or another player, is asking."""
    accepted = request.headers.get("Accept", "")
    return request.content_type == "application/json" or "application/json" in accepted


def refused(request: HttpRequest, code: str, message: object, status: int) -> HttpResponse:
    """Answer that something was refused, and why."""
    if wants_json(request):
        return JsonResponse({"error": code, "message": str(message)}, status=status)
    return render(request, "courses/refused.html", {"message": message}, status=status)


def _items(block: dict) -> list[dict]:
    """Return the items of an exercise: any order of options will do to read a form."""
    return activity_type(block["type"]).serve(block["value"], 0)["items"]


def _take(
    enrolment: Enrolment, page_key: uuid.UUID, block_id: str, event: Event
) -> Practice | None:
    """Do what was sent; return the exercise as it stands then, where that is known already."""
    if event.kind == AGAIN:
        learning.practise_again(
            enrolment=enrolment,
            page_key=page_key,
            block_id=block_id,
            at=timezone.now(),
            attempt_id=event.id,
        )
    elif event.answers:
        single = event.id if len(event.answers) == 1 else None
        return learning.practise(
            enrolment=enrolment,
            page_key=page_key,
            block_id=block_id,
            answers=event.answers,
            at=timezone.now(),
            response_id=single,
        )
    return None


def _answer(
    request: HttpRequest,
    enrolment: Enrolment,
    page_key: uuid.UUID,
    block: dict,
    event: Event,
    practice: Practice | None,
) -> JsonResponse:
    practices = {block["id"]: practice} if practice else practices_of(enrolment, page_key)
    trouble = Trouble(block["id"], event.errors, event.typed, event.answers)
    shown = exercise_view(enrolment, page_key, block, practices, trouble)
    said = {
        question.key: {
            "tone": question.feedback.tone,
            "title": question.feedback.title,
            "lines": question.feedback.lines,
            "explanation": question.feedback.explanation,
        }
        for question in shown.questions
        if question.feedback and question.key in event.answers
    }
    answer = {
        "saved": not event.errors,
        "id": str(event.id) if event.id else None,
        "finished": shown.is_finished,
        "feedback": said,
        "errors": {key: str(message) for key, message in event.errors.items()},
    }
    if request.content_type != "application/json":
        # The page's own script swaps the exercise as a whole.
        answer["html"] = exercise_html(shown, get_token(request))
    return JsonResponse(answer, status=422 if event.errors else 200)


def _with_trouble(
    request: HttpRequest, enrolment: Enrolment, page_key: uuid.UUID, block_id: str, event: Event
) -> HttpResponse:
    course = queries.outline(enrolment.edition, get_language() or "vi")
    lessons = course.lessons if course else []
    found = next((row for row in lessons if row.page_key == page_key), None)
    if course is None or found is None:
        raise Http404
    trouble = Trouble(block_id, event.errors, event.typed, event.answers)
    return show_lesson(request, enrolment, course, found, trouble)


def _address(enrolment: Enrolment, page_key: uuid.UUID, block_id: str, event: Event) -> str:
    course = queries.outline(enrolment.edition, get_language() or "vi")
    lessons = course.lessons if course else []
    found = next((row for row in lessons if row.page_key == page_key), None)
    if course is None or found is None:
        raise Http404
    item = f"-{next(iter(event.answers))}" if len(event.answers) == 1 else ""
    return f"{reverse('lesson', args=[course.slug, found.slug])}#{block_id}{item}"


def _status(code: str) -> int:
    return 400 if code in ("unreadable", "not_served") else 409
