"""Classes of a team, and those that a trainer holds: the lists, and opening one."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import queries as registry
from people import scope
from people.dated import today
from people.refusal import Refusal
from people.text import fold
from teams import classes
from teams.classes.access import KINDS, units_taught
from teams.classes.holding import NewClass
from teams.classes.listing import lines
from teams.models import ClassSession
from teams.views.class_forms import ClassForm
from teams.views.frame import open_team

if TYPE_CHECKING:
    from people.models import User

PAGE = 20
_FOUND = 20


@login_required
@require_http_methods(["GET", "POST"])
def team_classes(request: HttpRequest, unit_id: int) -> HttpResponse:
    """List a team's classes and open one."""
    frame = open_team(request, unit_id)
    form, opened = _opened(request, unit_id)
    if opened is not None:
        return redirect("class_session", session_id=opened.pk)
    context = {"frame": frame, "form": form, **_listed(request, classes.classes_of(unit_id))}
    return render(request, "teams/classes/team.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def my_classes(request: HttpRequest) -> HttpResponse:
    """List the classes that somebody holds; a trainer chooses a team or commune and opens one."""
    by = cast("User", request.user)
    taught = units_taught(by, today())
    scope.require(bool(taught) or scope.positions(by).is_leader)
    asked = request.GET.get("don-vi", "")
    unit_id = int(asked) if asked.isdigit() else 0
    unit = registry.unit_state(unit_id, today()) if unit_id else None
    if unit is not None:
        scope.require(classes.may_open_for(by, unit_id))
    form, opened = _opened(request, unit_id) if unit else (None, None)
    if opened is not None:
        return redirect("class_session", session_id=opened.pk)
    found = " ".join(request.GET.get("tim", "").split())[:80]
    context = {
        "unit": unit,
        "form": form,
        "asked": found,
        "units": _units(taught, found) if found else [],
        "is_trainer": bool(taught),
        **_listed(request, classes.classes_seen(by)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "teams/classes/mine.html", context, status=status)


def _opened(request: HttpRequest, unit_id: int) -> tuple[ClassForm, ClassSession | None]:
    """Return the form and, when it was sent and is right, the class."""
    if request.method != "POST":
        return ClassForm(), None
    form = ClassForm(request.POST)
    if not form.is_valid():
        return form, None
    new = NewClass(unit_id=unit_id, **form.cleaned_data)
    try:
        session = classes.open_class(new=new, by=cast("User", request.user), at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return form, None
    messages.success(request, _("The class is open. Show the code, or tick who is there."))
    return form, session


def _listed(request: HttpRequest, found: QuerySet[ClassSession]) -> dict[str, object]:
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    rows = lines(page.object_list)
    names = registry.unit_names({row.session.unit_id for row in rows}, today())
    listed = [
        {"line": row, "unit": names.get(row.session.unit_id), "chip": CHIPS[row.state.kind]}
        for row in rows
    ]
    return {"page": page, "rows": listed}


# The component that shows a state knows these words.
CHIPS = {"open": "doing", "closed": "done", "called_off": "void"}


def _units(taught: frozenset[int], asked: str) -> list[object]:
    """Return teams and communes by name in which a trainer may hold a class."""
    day = today()
    below = registry.ancestors_on(day).filter(ancestor_id__in=taught).order_by()
    rows = registry.units_on(day).filter(
        kind__in=KINDS, unit_id__in=below.values("unit_id"), name_folded__contains=fold(asked)
    )
    return list(rows.order_by("name_folded", "unit_id")[:_FOUND])
