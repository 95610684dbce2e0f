"""«Quyền đánh giá của tôi», finding whom to assess, watching others, and the province's report."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import queries as study
from people import audit, limits, scope
from people import queries as registry
from people.accounts.fields import PhoneField
from people.dated import today
from people.refusal import Refusal
from people.scope.doors import province_only
from people.text import masked
from teams import assessing
from teams.assessing.drift import seen_between
from teams.classes.attending import persons_with_phone
from teams.models import AssessorCheck, Observation
from teams.views.assess_words import condition_line, drift_flags, state_of

if TYPE_CHECKING:
    from people.models import Person, User

FOUND = "assess-found"
# Of those found by their phone number so many are remembered in a session.
_REMEMBERED = 20
_MOST_ASKED = 20
PAGE = 20
DRIFT_DAYS = 180


class FindForm(forms.Form):
    """Whom to assess: by the phone number they say."""

    phone = PhoneField()


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest) -> HttpResponse:
    """Say whether somebody may assess, what is missing, and lead to the next observation."""
    found = assessing.standing_of_user(request.user)
    rule = assessing.rule_on(today())
    form = FindForm(request.POST or None)
    choices: list[Person] = []
    if request.method == "POST":
        scope.require(found.is_assessor)
        choices = found_by_phone(request, form)
        if len(choices) == 1:
            return redirect("assess_person", person_id=choices[0].pk)
    courses = [family.title for family in study.families(rule.team_courses)]
    person_id = scope.positions(request.user).person_id
    colleagues = assessing.assessors_in(found.commune_ids, today())
    page = Paginator(_own(request), PAGE).get_page(request.GET.get("trang"))
    context = {
        "standing": found,
        "conditions": [condition_line(one, courses) for one in found.conditions],
        "rule": rule,
        # Whom to ask; whoever works in a commune may know who assesses there.
        "colleagues": [name for pk, name in colleagues if pk != person_id],
        "form": form,
        "choices": [(one.pk, masked(one.name), one.birth_year) for one in choices],
        "may_watch": assessing.may_watch(request.user, today()),
        "page": page,
        "rows": observation_lines(page.object_list),
    }
    return render(request, "teams/assessing/assess.html", context, status=_status(form))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def assess_watch(request: HttpRequest) -> HttpResponse:
    """Write that one watched somebody assess: well, or not yet."""
    scope.require(assessing.may_watch(request.user, today()))
    form = FindForm(request.POST or None)
    choices: list[Person] = []
    if request.method == "POST" and "nguoi" in request.POST:
        return _watched(request)
    if request.method == "POST":
        choices = found_by_phone(request, form)
    watched = AssessorCheck.objects.filter(by=cast("User", request.user))
    context = {
        "form": form,
        "choices": [(one.pk, masked(one.name), one.birth_year) for one in choices],
        "id": uuid.uuid4(),
        "rows": watched.select_related("candidate").order_by("-at", "-pk")[:PAGE],
    }
    return render(request, "teams/assessing/watch.html", context, status=_status(form))


def _watched(request: HttpRequest) -> HttpResponse:
    candidate = remembered(request, request.POST.get("nguoi", ""))
    scope.require(candidate is not None)
    verdict = request.POST.get("ket_qua", "")
    try:
        if verdict not in ("tot", "chua"):
            raise Refusal("no_verdict", _("Say whether it was good."))
        new = assessing.NewCheck(
            id=as_uuid(request.POST.get("id")) or uuid.uuid4(),
            candidate=cast("Person", candidate),
            is_good=verdict == "tot",
            words=request.POST.get("loi", ""),
        )
        assessing.watch(new=new, by=cast("User", request.user), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Written down."))
    return redirect("assess_watch")


@never_cache
@province_only
@require_safe
def assess_drift(request: HttpRequest) -> HttpResponse:
    """Show the province how assessors differ; reading it is written down."""
    now = timezone.now()
    since = now - dt.timedelta(days=DRIFT_DAYS)
    lines = assessing.drift(seen_between(since, now))
    people = registry.persons().in_bulk([line.assessor_id for line in lines])
    audit.record("teams.drift_seen", by=request.user, n=len(lines))
    context = {
        "since": timezone.localdate(since),
        "on": today(),
        "rows": [
            {"line": line, "name": people[line.assessor_id].name, "flags": drift_flags(line)}
            for line in lines
            if line.assessor_id in people
        ],
        "total": sum(line.observations for line in lines),
    }
    return render(request, "teams/assessing/drift.html", context)


def found_by_phone(request: HttpRequest, form: FindForm) -> "list[Person]":
    """Return who has the number that was typed, and remember them in the session."""
    if limits.is_beyond(request, "assess", _MOST_ASKED):
        form.add_error("phone", _("That was a lot at once. Wait a minute, then go on."))
    if not form.is_valid():
        return []
    found = persons_with_phone(form.cleaned_data["phone"])
    if not found:
        form.add_error("phone", _("Nobody here has that number. They can sign up first."))
    known = [pk for pk in request.session.get(FOUND, []) if pk not in {one.pk for one in found}]
    request.session[FOUND] = [*[one.pk for one in found], *known][:_REMEMBERED]
    return found


def remembered(request: HttpRequest, person_id: str) -> "Person | None":
    """Return the person if they were found by their number in this session."""
    if not person_id.isdigit() or int(person_id) not in request.session.get(FOUND, []):
        return None
    return registry.persons().filter(pk=int(person_id)).first()


def as_uuid(text: str | None) -> uuid.UUID | None:
    """Return the UUID that ``text`` spells, if it spells one."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _own(request: HttpRequest) -> Any:
    """Return what somebody wrote: they go on seeing what they signed."""
    rows = Observation.objects.filter(by=cast("User", request.user))
    return rows.select_related("learner", "answer").order_by("-at", "-pk")


def observation_lines(found: Iterable[Observation]) -> list[dict]:
    """Return observations as lists show them; one query more than reading them."""
    rows, language = list(found), get_language() or "vi"
    gone = assessing.withdrawn(row.pk for row in rows)
    lines = []
    for row in rows:
        rubric = assessing.rubric_of(row.task, row.rubric_version)
        chip, label = state_of(row, is_withdrawn=row.pk in gone)
        title = rubric.title(language) if rubric else row.task
        lines.append({"row": row, "title": title, "chip": chip, "label": label})
    return lines


def _status(form: FindForm) -> int:
    return 422 if form.is_bound and form.errors else 200
