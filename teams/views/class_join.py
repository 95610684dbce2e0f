"""Where the code of a class leads: somebody says "I am here" on a phone."""

import time
import uuid
from typing import TYPE_CHECKING, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people import queries as registry
from people.refusal import Refusal
from teams import classes
from teams.models import Attendance, ClassSession

if TYPE_CHECKING:
    from people.models import User

# Who scanned in time may sign in first: waiting for a code by SMS takes longer than a sign holds.
GRACE_SECONDS = 15 * 60
_KEY = "class-scanned"


@never_cache
@require_http_methods(["GET", "POST"])
def class_join(request: HttpRequest, session_id: uuid.UUID, token: str) -> HttpResponse:
    """Ask whoever scanned whether it is them, and mark them when they say so.

    Opening the address marks nobody yet: a phone may be signed in as somebody else of the house.
    """
    session = classes.class_of(session_id)
    if session is None or not _scanned(request, session_id, token):
        return _answer(request, session, error=_stale(), status=410)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    person = registry.person_of(request.user)
    if person is None:
        return _answer(request, session, error=_("This account belongs to nobody."), status=403)
    if request.method != "POST":
        return _answer(request, session, person=person)
    try:
        classes.mark(
            session=session,
            persons=[person],
            how=Attendance.How.QR,
            by=cast("User", request.user),
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _answer(request, session, error=str(refusal), status=409)
    return _answer(request, session, person=person, is_marked=True)


def _scanned(request: HttpRequest, session_id: uuid.UUID, token: str) -> bool:
    """Return whether the sign is fresh, or was when this browser first brought it."""
    now, name = time.time(), f"{session_id}/{token}"
    if classes.is_fresh(session_id, token, timezone.now()):
        # One scan at a time: the newest is what somebody means.
        request.session[_KEY] = {name: now}
        return True
    at = request.session.get(_KEY, {}).get(name)
    return at is not None and 0 <= now - at <= GRACE_SECONDS


def _stale() -> str:
    return _("This code is too old. Scan the one that is on the screen now.")


def _answer(
    request: HttpRequest, session: ClassSession | None, *, status: int = 200, **context: object
) -> HttpResponse:
    found = {"session": session, **context}
    return render(request, "teams/classes/join.html", found, status=status)
