"""One class while it is held: who is there, the code to scan, adding, closing, correcting."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people import audit, limits, scope
from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from people.text import masked
from teams import classes
from teams.classes.access import may_see_roster
from teams.classes.attending import persons_with_phone
from teams.classes.listing import state_of
from teams.models import Attendance, ClassSession
from teams.views.class_forms import AddForm, ReasonForm

if TYPE_CHECKING:
    from people.models import User

# Numbers tried a minute: enough for a queue at the door, too few to fish for names.
_MOST_ADDED = 20


@never_cache
@login_required
@require_safe
def class_session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Show a class to whoever holds it."""
    session = held_class(request, session_id)
    return session_page(request, session, AddForm())


@never_cache
@login_required
@require_safe
def class_code(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Show the code that changes, as large as the screen."""
    session = held_class(request, session_id)
    token = classes.class_token(session.pk, timezone.now())
    address = request.build_absolute_uri(reverse("class_join", args=[session.pk, token]))
    code = segno.make(address, error="m", micro=False)
    context = {
        "session": session,
        "state": state_of(session),
        "qr": code.svg_data_uri(border=3, dark="#16232b", light="#ffffff"),
        "present": len(classes.attendees(session)),
    }
    return render(request, "teams/classes/code.html", context)


@login_required
@require_POST
def class_roll(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Mark those who were ticked on the roster."""
    session = held_class(request, session_id)
    scope.require(may_see_roster(request.user, session))
    ticked = {int(pk) for pk in request.POST.getlist("person") if pk.isdigit()}
    members = [person for person in classes.roster(session, today()) if person.pk in ticked]
    _try(request, session, members, Attendance.How.LIST)
    return redirect("class_session", session_id=session.pk)


@login_required
@require_POST
def class_add(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Mark somebody by their phone number; where several share it, ask which of them."""
    session = held_class(request, session_id)
    form = AddForm(request.POST)
    if limits.is_beyond(request, "class-add", _MOST_ADDED):
        form.add_error("phone", _("That was a lot at once. Wait a minute, then go on."))
    if not form.is_valid():
        return session_page(request, session, form, status=422)
    found = persons_with_phone(form.cleaned_data["phone"])
    chosen = form.cleaned_data["person"]
    if chosen:
        found = [person for person in found if person.pk == chosen]
    if not found:
        form.add_error("phone", _("Nobody here has that number. They can sign up, then scan."))
        return session_page(request, session, form, status=422)
    if len(found) > 1:
        return session_page(request, session, form, choices=found)
    _try(request, session, found, Attendance.How.PHONE)
    return redirect("class_session", session_id=session.pk)


@login_required
@require_POST
def class_remove(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Take somebody off the list."""
    session = held_class(request, session_id)
    asked = request.POST.get("person", "")
    person = registry.persons().filter(pk=int(asked) if asked.isdigit() else 0).first()
    if person is None:
        raise Http404
    try:
        classes.take_off(
            session=session, person=person, by=cast("User", request.user), at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("class_session", session_id=session.pk)


@login_required
@require_POST
def class_turn(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Close a class, open it again, or call it off."""
    session = held_class(request, session_id)
    by, at = cast("User", request.user), timezone.now()
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    asked = request.POST.get("viec", "")
    try:
        if asked == "ket-thuc":
            count = classes.close_class(session=session, by=by, at=at)
            said = ngettext(
                "The class is closed with %(count)s attendee.",
                "The class is closed with %(count)s attendees.",
                count,
            )
            messages.success(request, said % {"count": count})
        elif asked == "mo-lai":
            classes.reopen_class(session=session, reason=reason, by=by, at=at)
        elif asked == "khong-to-chuc":
            classes.call_off(session=session, reason=reason, by=by, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("class_session", session_id=session.pk)


def held_class(request: HttpRequest, session_id: uuid.UUID) -> ClassSession:
    """Return the class for somebody who may hold it, and write the look once a session."""
    session = classes.class_of(session_id)
    scope.require(session is not None and classes.may_hold(request.user, session))
    found = cast("ClassSession", session)
    key = f"class-seen-{session_id}"
    if request.session.get(key) != today().isoformat():
        audit.record("teams.class_seen", by=request.user, about=found)
        request.session[key] = today().isoformat()
    return found


def _try(request: HttpRequest, session: ClassSession, persons: list, how: str) -> None:
    try:
        new = classes.mark(
            session=session,
            persons=persons,
            how=how,
            by=cast("User", request.user),
            at=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return
    said = ngettext("%(count)s person marked.", "%(count)s people marked.", new)
    messages.success(request, said % {"count": new} if new else _("Everybody was marked before."))


def session_page(
    request: HttpRequest,
    session: ClassSession,
    form: AddForm,
    *,
    choices: list | None = None,
    more: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the class; ``more`` is what a form of it came to."""
    state = state_of(session)
    sees_roster = may_see_roster(request.user, session)
    unit = registry.unit_state(session.unit_id, today())
    context = {
        "session": session,
        "state": state,
        "unit": unit,
        "attendees": classes.attendees(session),
        "roster": classes.roster(session, today()) if sees_roster and state.is_open else [],
        "sees_roster": sees_roster,
        "is_team": unit is not None and unit.kind == "community_team",
        "add_form": form,
        # Enough to tell brothers apart, too little to fish for names.
        "choices": [(person, masked(person.name)) for person in choices or []],
        "reason_form": ReasonForm(),
        **(more or {}),
    }
    return render(request, "teams/classes/session.html", context, status=status)
