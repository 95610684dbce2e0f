"""One observation: choose the task, mark five lines, the learner confirms."""

import secrets
import time
import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people import limits, scope
from people import queries as registry
from people.dated import today
from people.messages import send_sms
from people.refusal import Refusal
from people.text import masked
from teams import assessing
from teams.assessing.confirming import is_unaided
from teams.assessing.conflicts import phones_of, refuse_conflict
from teams.models import Mark, Observation, ObservationAnswer
from teams.views.assess import as_uuid, observation_lines, remembered
from teams.views.assess_words import mark_lines, state_of

if TYPE_CHECKING:
    from people.models import Person, User

_CODES = "assess-codes"
_LIFETIME_SECONDS = 10 * 60
_MOST_TRIES = 5
_MOST_SENT = 3
# Codes a minute from one address: a whole class may stand behind it.
_MOST_ASKED = 30


@never_cache
@login_required
@require_safe
def assess_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose which task somebody is to be seen doing."""
    if not assessing.standing_of_user(request.user).is_assessor:
        messages.info(request, _("You can assess as soon as the conditions below are met."))
        return redirect("assess")
    person = _person(request, person_id)
    language = get_language() or "vi"
    context = {
        "person": person,
        "name": _shown(request, person),
        "obstacle": _obstacle(request, person),
        "rubrics": [(one.code, one.title(language)) for one in assessing.rubrics()],
    }
    return render(request, "teams/assessing/person.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def assess_task(request: HttpRequest, person_id: int, task: str) -> HttpResponse:
    """Mark the five lines of a task."""
    if not assessing.standing_of_user(request.user).is_assessor:
        return redirect("assess")
    person, rubric = _person(request, person_id), assessing.rubric_of(task)
    if rubric is None:
        raise Http404
    given = {line.code: request.POST.get(f"dong-{line.code}", "") for line in rubric.lines}
    identity = request.POST.get("giay_to", "")
    row_id, error = as_uuid(request.POST.get("id")) or uuid.uuid4(), ""
    if request.method == "POST":
        new = assessing.NewObservation(row_id, person, task, given, identity)
        try:
            row = assessing.observe(new=new, by=cast("User", request.user), at=timezone.now())
        except Refusal as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Written down. Now the learner confirms it."))
            return redirect("observation", observation_id=row.pk)
    context = {
        "name": _shown(request, person),
        "person": person,
        "title": rubric.title(get_language() or "vi"),
        "id": row_id,
        "error": error,
        "lines": [
            {"line": line, "marks": [(*mark, mark[0] == given[line.code]) for mark in Mark.choices]}
            for line in rubric.lines
        ],
        "papers": [(*paper, paper[0] == identity) for paper in Observation.Identity.choices],
    }
    return render(request, "teams/assessing/task.html", context, status=422 if error else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def observation(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponse:
    """Show an observation to whoever made it and to its learner, who confirms it."""
    rows = Observation.objects.select_related("learner", "assessor", "answer")
    row = rows.filter(pk=observation_id).first()
    viewer = registry.person_of(request.user)
    scope.require(row is not None and viewer is not None)
    row, viewer = cast("Observation", row), cast("Person", viewer)
    is_learner = viewer.pk in (row.learner_id, row.learner.merged_into_id)
    is_assessor = row.by_id == request.user.pk
    scope.require(is_learner or is_assessor)
    if request.method == "POST":
        _step(request, row, is_learner=is_learner)
        return redirect("observation", observation_id=row.pk)
    rubric = assessing.rubric_of(row.task, row.rubric_version)
    is_withdrawn = row.pk in assessing.withdrawn([row.pk])
    chip, label = state_of(row, is_withdrawn=is_withdrawn)
    is_open = getattr(row, "answer", None) is None
    context = {
        "row": row,
        "title": rubric.title(get_language() or "vi") if rubric else row.task,
        "lines": mark_lines(row, rubric),
        "chip": chip,
        "label": label,
        "is_open": is_open,
        "may_withdraw": is_assessor and not is_open and not is_withdrawn and is_unaided(row),
        "is_learner": is_learner,
        "is_unaided": is_unaided(row),
        "is_sent": str(row.pk) in request.session.get(_CODES, {}),
        "has_phone": bool(phones_of(row.learner)),
    }
    return render(request, "teams/assessing/observation.html", context)


@never_cache
@login_required
@require_safe
def my_observations(request: HttpRequest) -> HttpResponse:
    """List what others saw somebody do, with what waits for their word."""
    person = registry.person_of(request.user)
    if person is None:
        raise PermissionDenied
    rows = (
        Observation.objects.filter(learner_id__in=registry.records_of(person.pk))
        .select_related("assessor", "answer")
        .order_by("-at", "-pk")[:50]
    )
    return render(request, "teams/assessing/mine.html", {"rows": observation_lines(rows)})


def _step(request: HttpRequest, row: Observation, *, is_learner: bool) -> None:
    """Do what a button asks: the learner's yes or no, a code to their phone, the code typed."""
    step = request.POST.get("buoc", "")
    try:
        if step in ("dung", "sai") and is_learner:
            _answer(request, row, is_confirmed=step == "dung", how=ObservationAnswer.How.ACCOUNT)
        elif step == "gui-ma" and not is_learner:
            _send_code(request, row)
        elif step == "ma" and not is_learner:
            _check_code(request, row)
            _answer(request, row, is_confirmed=True, how=ObservationAnswer.How.PHONE)
        elif step == "rut":
            _withdraw(request, row)
    except Refusal as refusal:
        messages.error(request, str(refusal))


def _answer(request: HttpRequest, row: Observation, *, is_confirmed: bool, how: str) -> None:
    by = cast("User", request.user)
    answer = assessing.answer_observation(
        observation=row, is_confirmed=is_confirmed, how=how, by=by, at=timezone.now()
    )
    if answer.is_confirmed:
        messages.success(request, _("Confirmed. Thank you!"))
    else:
        messages.success(request, _("Your word is written down. This counts for nothing."))


def _withdraw(request: HttpRequest, row: Observation) -> None:
    by, reason = cast("User", request.user), request.POST.get("vi_sao", "")
    assessing.withdraw(observation=row, reason=reason, by=by, at=timezone.now())
    messages.success(request, _("Taken back. It counts for nothing any more."))


def _send_code(request: HttpRequest, row: Observation) -> None:
    """Send a code to the learner's own phone; the assessor's session keeps what it was."""
    phone = row.learner.contact_phone or next(iter(sorted(phones_of(row.learner))), "")
    codes = dict(request.session.get(_CODES, {}))
    held = codes.get(str(row.pk), {"sent": 0})
    if not phone or getattr(row, "answer", None) is not None:
        raise Refusal("no_phone", _("No code can be sent. The learner confirms on their account."))
    if held["sent"] >= _MOST_SENT or limits.is_beyond(request, "observation-code", _MOST_ASKED):
        raise Refusal("too_many_codes", _("You have asked for too many codes. Wait a few minutes."))
    code = f"{secrets.randbelow(10**6):06d}"
    rubric = assessing.rubric_of(row.task, row.rubric_version)
    alone = sum(mark == Mark.ALONE for mark in row.marks.values())
    body = _(
        "Học Số: %(code)s. %(assessor)s saw you do “%(task)s”: %(alone)s of %(lines)s alone. "
        "Read this code out only if that is right."
    ) % {
        "code": code,
        "assessor": row.assessor.name,
        "task": rubric.title("vi") if rubric else row.task,
        "alone": alone,
        "lines": len(row.marks),
    }
    send_sms(to=phone, body=body, purpose="observation")
    codes[str(row.pk)] = {"code": code, "at": time.time(), "tries": 0, "sent": held["sent"] + 1}
    request.session[_CODES] = codes
    messages.success(request, _("A code is on its way to the learner's phone."))


def _check_code(request: HttpRequest, row: Observation) -> None:
    codes = dict(request.session.get(_CODES, {}))
    held = codes.get(str(row.pk))
    if held is None or time.time() - held["at"] > _LIFETIME_SECONDS:
        raise Refusal("expired", _("This code has expired. Ask for a new one below."))
    if held["tries"] >= _MOST_TRIES or limits.is_beyond(request, "observation-try", 15):
        raise Refusal("too_many_tries", _("Too many wrong codes. Ask for a new one below."))
    typed = "".join(mark for mark in request.POST.get("ma", "") if mark.isdigit())
    if not constant_time_compare(typed, held["code"]):
        codes[str(row.pk)] = {**held, "tries": held["tries"] + 1}
        request.session[_CODES] = codes
        raise Refusal(
            "wrong", _("This code isn't right. Look at the newest message and try again.")
        )
    codes.pop(str(row.pk))
    request.session[_CODES] = codes


def _person(request: HttpRequest, person_id: int) -> "Person":
    """Return somebody the assessor may open: found by their number, or on a roster of theirs."""
    found = remembered(request, str(person_id))
    if found is not None:
        return found
    seen = scope.visible_memberships(request.user, today()).filter(person_id=person_id).first()
    scope.require(seen is not None)
    return registry.persons().get(pk=person_id)


def _shown(request: HttpRequest, person: "Person") -> str:
    """Return the name as whoever looks may see it."""
    rows = scope.visible_memberships(request.user, today()).filter(person_id=person.pk)
    return person.name if rows.exists() else masked(person.name)


def _obstacle(request: HttpRequest, person: "Person") -> str:
    """Return why this assessor can't assess this person; "" when they can."""
    assessor = registry.person_of(request.user)
    try:
        refuse_conflict(assessor=cast("Person", assessor), other=person)
    except Refusal as refusal:
        return str(refusal)
    return ""
