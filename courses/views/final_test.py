"""The final test: what it is, one question a page, a look back, and the result in plain words."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from courses import learning, queries
from courses.forms import BadEvent, Event, client_id, event_of_form, event_of_json
from courses.learning.attempts import FINAL_BLOCK
from courses.learning.grading import answers_of
from courses.learning.limits import allowance
from courses.learning.reading import enrolment_for, open_test, own_attempt, result_of
from courses.models import Attempt
from courses.views.activities import refused, wants_json
from courses.views.learner import learner_id
from courses.views.review import lessons_to_review, next_steps
from courses.views.sitting import numbered, question_at
from people.scope.doors import learner_only

BACK, OVERVIEW = "back", "overview"


@learner_only
@require_safe
def test_intro(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the test is, how many attempts are left, and what is still to be learnt."""
    enrolment = enrolment_for(learner_id(request), slug)
    if enrolment is None:
        return redirect("course", slug)
    course = queries.outline(enrolment.edition, get_language() or "vi")
    if course is None:
        raise Http404
    found = learning.checklist(enrolment)
    context = {
        "course": course,
        "allowance": allowance(enrolment, timezone.now()),
        "open_attempt": open_test(enrolment),
        "best": int(found.best.percent) if found.best else None,
        "has_passed": bool(found.best and found.best.passed),
        "steps": next_steps(course, found),
        "new_id": uuid.uuid4(),
        "is_complete": hasattr(enrolment, "completion"),
    }
    return render(request, "courses/test_intro.html", context)


@learner_only
def test_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an attempt, or go on with the open one."""
    enrolment = enrolment_for(learner_id(request), slug)
    if enrolment is None or request.method != "POST":
        return redirect("test_intro", slug)
    try:
        attempt = learning.open_attempt(
            enrolment=enrolment,
            page_key=uuid.UUID(enrolment.edition.rules["course_key"]),
            block_id=FINAL_BLOCK,
            at=timezone.now(),
            attempt_id=client_id(request.POST.get("id")),
        )
    except learning.Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("test_intro", slug)
    answered = answers_of(attempt)
    items = [item["key"] for item in attempt.served["items"]]
    first = next((n for n, key in enumerate(items, 1) if key not in answered), len(items))
    return redirect("test_question", attempt.pk, first)


@learner_only
@require_http_methods(["GET", "HEAD", "POST"])
def test_question(request: HttpRequest, attempt_id: uuid.UUID, number: int) -> HttpResponse:
    """Show one question, or keep the answer to it and move on."""
    attempt = _own(request, attempt_id)
    items = attempt.served["items"]
    if not 1 <= number <= len(items):
        raise Http404
    if request.method == "POST":
        return _take(request, attempt, number)
    if result_of(attempt) is not None:
        return redirect("test_result", attempt.pk)
    return _show(request, attempt, number)


@learner_only
@require_http_methods(["GET", "HEAD", "POST"])
def test_submit(request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """Show what is still unanswered; hand in. Handing in twice gives the same result."""
    attempt = _own(request, attempt_id)
    if request.method == "POST":
        learning.submit(attempt=attempt, at=timezone.now())
        return redirect("test_result", attempt.pk)
    if result_of(attempt) is not None:
        return redirect("test_result", attempt.pk)
    rows = numbered(attempt)
    context = {
        "attempt": attempt,
        "rows": rows,
        "total": len(rows),
        "open_rows": [row for row in rows if not row.is_answered],
        "course_slug": attempt.edition.family.slug,
    }
    return render(request, "courses/test_review.html", context)


@learner_only
@require_safe
def test_result(request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """Say how it went, what to review, and what comes next; never which answer was right."""
    attempt = _own(request, attempt_id)
    result = result_of(attempt)
    if result is None:
        return redirect("test_submit", attempt.pk)
    language = get_language() or "vi"
    course = queries.outline(attempt.enrolment.edition, language)
    if course is None:
        raise Http404
    found = learning.checklist(attempt.enrolment)
    detail = result.detail.values()
    context = {
        "course": course,
        "result": result,
        "percent": int(100 * result.points / result.max_points) if result.max_points else 0,
        "needed": attempt.edition.rules.get("pass_percent"),
        "right": sum(row["right"] for row in detail),
        "total": len(detail),
        "review": [] if result.passed else lessons_to_review(course, attempt, result),
        "allowance": allowance(attempt.enrolment, timezone.now()),
        "best": int(found.best.percent) if found.best else 0,
        "steps": next_steps(course, found),
        "is_complete": hasattr(attempt.enrolment, "completion"),
    }
    return render(request, "courses/test_result.html", context)


def _own(request: HttpRequest, attempt_id: uuid.UUID) -> Attempt:
    attempt = own_attempt(learner_id(request), attempt_id)
    if attempt is None or attempt.block_id != FINAL_BLOCK:
        raise Http404
    return attempt


def _show(
    request: HttpRequest, attempt: Attempt, number: int, event: Event | None = None
) -> HttpResponse:
    total = len(attempt.served["items"])
    context = {
        "attempt": attempt,
        "question": question_at(attempt, number, event),
        "number": number,
        "previous_number": number - 1,
        "is_last": number == total,
        "total": total,
        "course_slug": attempt.edition.family.slug,
    }
    return render(request, "courses/test_question.html", context, status=422 if event else 200)


def _take(request: HttpRequest, attempt: Attempt, number: int) -> HttpResponse:
    """Keep the answer that came with the page; an empty one is passed over, not refused."""
    item = attempt.served["items"][number - 1]
    try:
        is_json = request.content_type == "application/json"
        event = event_of_json(request) if is_json else event_of_form(request.POST, [item])
        _keep(attempt, item["key"], event)
    except BadEvent as error:
        return refused(request, "bad_event", error.message, 400)
    except learning.Refusal as refusal:
        if wants_json(request):
            status = 400 if refusal.code in ("unreadable", "not_served") else 409
            return refused(request, refusal.code, refusal.message, status)
        messages.error(request, str(refusal))
        return redirect("test_result" if refusal.code == "closed" else "test_submit", attempt.pk)
    if wants_json(request):
        return JsonResponse({"saved": bool(event.answers), "id": str(event.id or "")})
    if any(event.typed.get(item["key"], {}).values()) and item["key"] in event.errors:
        return _show(request, attempt, number, event)
    return _onward(request, attempt, number)


def _keep(attempt: Attempt, item_key: str, event: Event) -> None:
    if item_key not in event.answers:
        return
    payload = event.answers[item_key]
    known = answers_of(attempt)
    if event.id is None and item_key in known and known[item_key] == payload:
        return
    learning.answer(
        attempt=attempt,
        item_key=item_key,
        payload=payload,
        response_id=event.id or uuid.uuid4(),
        at=timezone.now(),
    )


def _onward(request: HttpRequest, attempt: Attempt, number: int) -> HttpResponse:
    wish = request.POST.get("go")
    if wish == BACK and number > 1:
        return redirect("test_question", attempt.pk, number - 1)
    if wish == OVERVIEW or number >= len(attempt.served["items"]):
        return redirect("test_submit", attempt.pk)
    return redirect("test_question", attempt.pk, number + 1)
