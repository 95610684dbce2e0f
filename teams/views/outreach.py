"""Going out to help: a visit is two taps, the topic and how it went."""

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people import limits
from people.refusal import Refusal
from teams import outreach
from teams.models import Visit
from teams.outreach.confirming import check_code, confirm_by_card, state_of
from teams.outreach.defaults import where_of
from teams.outreach.photos import MOST, photos_of
from teams.views.frame import open_as_member
from teams.views.outreach_forms import VisitForm
from teams.views.outreach_photos import take_away, take_in

if TYPE_CHECKING:
    from people.models import User

PAGE = 10
# Cards tried a minute, from one address.
MOST_CARDS = 20


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def team_outreach(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Ask what it was about, then how it went, and write it down."""
    user = cast("User", request.user)
    may_write = outreach.is_member(user, unit_id)
    frame = open_as_member(request, unit_id, is_member=may_write)
    hamlets = outreach.hamlets_of(unit_id, frame.on)
    seen = outreach.visits_seen(user, unit_id)
    if request.method == "POST":
        form = VisitForm(request.POST, hamlets=hamlets)
        row = _logged(form, unit_id, user)
        if row is not None:
            _say(request, row)
            take_in(request, row, user)
            asks = form.cleaned_data["agrees"]
            return _to(row) if asks else redirect("team_outreach", unit_id=unit_id)
        return _second(request, frame, form, status=422)
    if outreach.topic_of(request.GET.get("viec", "")) and may_write:
        return _second(
            request,
            frame,
            VisitForm(initial=_start(request, user, unit_id, hamlets), hamlets=hamlets),
        )
    month = frame.on.replace(day=1)
    page = Paginator(seen, PAGE).get_page(request.GET.get("trang"))
    language = get_language() or "vi"
    context = {
        "frame": frame,
        "may_write": may_write,
        "topics": [(one.code, one.title(language)) for one in outreach.topics() if one.is_current],
        "month": month,
        "sums": outreach.sums_of(outreach.month_rows([unit_id], month)),
        "page": page,
        "rows": [_line(row, language) for row in page],
        "sees_all": frame.is_leader,
    }
    return render(request, "teams/outreach/team.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def outreach_visit(request: HttpRequest, unit_id: int, visit_id: uuid.UUID) -> HttpResponse:
    """Show one visit to who wrote it or leads the team; correct it, take it back, confirm it."""
    user = cast("User", request.user)
    frame = open_as_member(request, unit_id, is_member=outreach.is_member(user, unit_id))
    visit = outreach.visits_seen(user, unit_id).filter(pk=visit_id).first()
    if visit is None:
        raise Http404
    if request.method == "POST":
        try:
            after = _turn(request, visit, user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            after = visit
        if after.is_void:
            return redirect("team_outreach", unit_id=unit_id)
        return _to(after)
    photos = list(photos_of(visit))
    context = {
        "frame": frame,
        "line": _line(visit, get_language() or "vi"),
        "outcomes": Visit.Outcome.choices,
        "confirming": state_of(visit),
        "photos": photos,
        "most": MOST - len(photos) if visit.by_id == user.pk else 0,
        "user_id": user.pk,
        "key": uuid.uuid4(),
    }
    return render(request, "teams/outreach/visit.html", context)


def _turn(request: HttpRequest, visit: Visit, user: "User") -> Visit:
    asked, now = request.POST.get("viec", ""), timezone.now()
    if asked == "anh":
        take_in(request, visit, user)
        return visit
    if asked == "bo-anh":
        take_away(request, visit, user)
        return visit
    if asked == "ma":
        check_code(visit=visit, code=request.POST.get("ma", ""), by=user)
        messages.success(request, _("Confirmed. Thank them!"))
        return visit
    if asked == "the":
        _confirm_by_card(request, visit, user)
        return visit
    try:
        key = uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        key = uuid.uuid4()
    new = None
    if asked == "sua":
        new = outreach.NewVisit(
            key,
            visit.team_id,
            visit.topic,
            visit.mode,
            request.POST.get("outcome", ""),
            visit.hamlet_id,
            visit.handle,
            visit.present,
        )
    elif asked != "bo":
        return visit
    row = outreach.correct_visit(visit=visit, new=new, by=user, at=now, key=key)
    messages.success(request, _("It was taken back.") if row.is_void else _("Corrected."))
    return row


def _confirm_by_card(request: HttpRequest, visit: Visit, user: "User") -> None:
    if limits.is_beyond(request, "card", MOST_CARDS):
        raise Refusal("slowly", _("That was a lot at once. Wait a minute, then go on."))
    typed, pin = (request.POST.get(name, "")[:300] for name in ("the", "pin"))
    confirm_by_card(visit=visit, typed=typed, pin=pin, by=user)
    messages.success(request, _("Confirmed. Thank them!"))


def _start(
    request: HttpRequest, user: "User", unit_id: int, hamlets: dict[int, str]
) -> dict[str, object]:
    mode, hamlet = where_of(user, unit_id, hamlets)
    asked = request.GET.get("mode", "")
    return {
        "id": uuid.uuid4(),
        "topic": request.GET["viec"],
        "mode": asked if asked in Visit.Mode.values else mode,
        "hamlet": hamlet,
    }


def _logged(form: VisitForm, unit_id: int, user: "User") -> Visit | None:
    if not form.is_valid():
        return None
    try:
        phone = form.cleaned_data["phone"] if form.cleaned_data["agrees"] else ""
        return outreach.log_visit(
            new=form.visit(unit_id), by=user, at=timezone.now(), phone=phone or ""
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _second(
    request: HttpRequest, frame: Any, form: VisitForm, *, status: int = 200
) -> HttpResponse:
    topic = outreach.topic_of(str(form["topic"].value() or ""))
    context = {
        "frame": frame,
        "form": form,
        "topic": topic.title(get_language() or "vi") if topic else "",
        "outcomes": Visit.Outcome.choices,
    }
    return render(request, "teams/outreach/second.html", context, status=status)


def _say(request: HttpRequest, row: Visit) -> None:
    if row.held:
        words = _("Written down. It waits for the commune, because there were %(why)s.")
        messages.warning(request, words % {"why": row.get_held_display()})
    else:
        messages.success(request, _("Written down."))


def _to(row: Visit) -> HttpResponse:
    return redirect("outreach_visit", unit_id=row.team_id, visit_id=row.pk)


def _line(row: Visit, language: str) -> dict[str, Any]:
    topic = outreach.topic_of(row.topic)
    ruling = getattr(row, "ruling", None)
    return {
        "visit": row,
        "title": topic.title(language) if topic else row.topic,
        "is_waiting": bool(row.held) and ruling is None,
        "ruling": ruling,
    }
