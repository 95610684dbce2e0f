"""Learning together on one device: choose an exercise, tap a name, answer, next person."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import queries as study
from courses.forms import BadEvent, event_of_form
from courses.learning import Refusal as CourseRefusal
from courses.learning.together import (
    Helped,
    edition_for,
    helped_attempt,
    learn_together,
    scores_together,
    ways_of_helping,
)
from courses.queries.quizzes import QuizLine, quizzes_of
from courses.views.exercises import Trouble
from courses.views.together import answered_view, fresh_view, items_of
from people import audit
from people import queries as registry
from people.refusal import Refusal
from teams import classes
from teams.classes.grouping import occasion_of, require_open
from teams.models import ClassSession
from teams.views.class_session import held_class

if TYPE_CHECKING:
    from courses.models import CourseFamily
    from people.models import Person, User


@never_cache
@login_required
@require_safe
def class_group(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Choose what the group practises: the class's course, or one of all."""
    session = held_class(request, session_id)
    family = _family(session, request.GET.get("khoa", ""))
    context = {
        "session": session,
        "state": classes.state_of(session),
        "family": family,
        "families": [] if family else study.catalogue(_language()),
        "quizzes": quizzes_of(family.slug, _language()) if family else (),
        "present": len(classes.attendees(session)),
    }
    return render(request, "teams/classes/group.html", context)


@never_cache
@login_required
@require_safe
def class_group_names(
    request: HttpRequest, session_id: uuid.UUID, slug: str, page_key: uuid.UUID, block_id: str
) -> HttpResponse:
    """Show the names in large buttons: who has answered, whose turn it is."""
    session = held_class(request, session_id)
    quiz = _quiz(slug, page_key, block_id)
    people = classes.attendees(session)
    scores = scores_together(
        occasion_of(session), page_key, block_id, [one.person_id for one in people]
    )
    rows = [{"one": one, "score": scores.get(one.person_id)} for one in people]
    context = {
        "session": session,
        "state": classes.state_of(session),
        "slug": slug,
        "quiz": quiz,
        "waiting": [row for row in rows if row["score"] is None],
        "answered": [row for row in rows if row["score"] is not None],
    }
    return render(request, "teams/classes/group_names.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def class_group_turn(
    request: HttpRequest,
    session_id: uuid.UUID,
    slug: str,
    page_key: uuid.UUID,
    block_id: str,
    person_id: int,
) -> HttpResponse:
    """One person's turn: all questions on one page; then what was right, and the next name."""
    session = held_class(request, session_id)
    quiz = _quiz(slug, page_key, block_id)
    person = _attendee(session, person_id)
    family = _family(session, slug)
    if family is None:
        raise Http404
    context = {
        "session": session,
        "slug": slug,
        "quiz": quiz,
        "person": person,
        "names_url": reverse("class_group_names", args=[session_id, slug, page_key, block_id]),
    }
    done = _uuid(request.GET.get("luot"))
    attempt = helped_attempt(done, person_id, occasion_of(session)) if done else None
    if attempt is not None and request.method != "POST":
        shown = answered_view(attempt)
        return render(request, "teams/classes/group_turn.html", {**context, "exercise": shown})
    edition = edition_for(person_id, family)
    attempt_id, trouble = _uuid(request.POST.get("id")) or uuid.uuid4(), None
    if edition is not None and request.method == "POST":
        try:
            event = event_of_form(request.POST, items_of(edition, page_key, block_id))
        except BadEvent as error:
            messages.error(request, str(error.message))
            return redirect(request.path)
        trouble = Trouble(block_id, event.errors, event.typed, event.answers)
        if not event.errors:
            helped = Helped(
                id=attempt_id,
                person=person,
                family=family,
                page_key=page_key,
                block_id=block_id,
                answers=event.answers,
                occasion=occasion_of(session),
                assisted_by=registry.person_of(request.user),
                how=request.POST.get("cach", ""),
            )
            return _record(request, session, helped)
    exercise = fresh_view(edition, page_key, block_id, attempt_id, trouble) if edition else None
    context |= {"exercise": exercise, "id": attempt_id, "is_fresh": True, "ways": ways_of_helping()}
    return render(request, "teams/classes/group_turn.html", context, status=422 if trouble else 200)


def _record(request: HttpRequest, session: ClassSession, helped: Helped) -> HttpResponse:
    by = cast("User", request.user)
    try:
        require_open(session)
        attempt = learn_together(helped=helped, by=by, at=timezone.now())
    except (CourseRefusal, Refusal) as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    audit.record("teams.helped_result", by=by, about=session, person=helped.person)
    return redirect(f"{request.path}?luot={attempt.pk}")


def _family(session: ClassSession, slug: str) -> "CourseFamily | None":
    """Return the class's own course, or the one that was asked for."""
    if session.family is not None and (not slug or session.family.slug == slug):
        return session.family
    return study.families([slug]).filter(origin="own").first() if slug else None


def _quiz(slug: str, page_key: uuid.UUID, block_id: str) -> QuizLine:
    for line in quizzes_of(slug, _language()):
        if line.page_key == page_key and line.block_id == block_id:
            return line
    raise Http404


def _attendee(session: ClassSession, person_id: int) -> "Person":
    """Return somebody on the class's list: nobody else can be given a result here."""
    if all(one.person_id != person_id for one in classes.attendees(session)):
        raise Http404
    return registry.persons().get(pk=person_id)


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _language() -> str:
    return get_language() or "vi"
