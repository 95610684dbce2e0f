"""Asking a member, a team or a commune to take a course by a day, and taking that back."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from courses.queries import families
from people import queries as registry
from people import scope
from people.dated import months_after, today
from teams.assign import assign, standing_assignments, withdraw
from teams.queries import CATEGORY
from teams.views.frame import open_team

if TYPE_CHECKING:
    from people.models import User

# Further away nobody plans, and a slip in the year shows.
LATEST_MONTHS = 24
EVERYBODY = "0"
TERRITORIES = ("commune", "province")


class AssignForm(forms.Form):
    """Which course, for whom, by when."""

    family = forms.ChoiceField(label=gettext_lazy("Course"))
    whom = forms.ChoiceField(label=pgettext_lazy("assign", "For whom"))
    due_on = forms.DateField(
        label=gettext_lazy("To be passed by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day like 31/12/2026.")},
    )

    def __init__(self, *args: Any, whom: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taught = families().filter(origin="own").values_list("pk", "title")
        self.fields["family"].choices = [(str(pk), title) for pk, title in taught]  # type: ignore[attr-defined]
        self.fields["whom"].choices = whom  # type: ignore[attr-defined]
        self.fields["due_on"].widget.attrs["min"] = today().isoformat()

    def clean_due_on(self) -> dt.date | None:
        """Refuse a day that is over, and one so far away that the year must be a slip."""
        day = self.cleaned_data["due_on"]
        if day is not None and day < today():
            raise forms.ValidationError(_("This day is over. Choose a day from today on."))
        if day is not None and day > months_after(today(), LATEST_MONTHS):
            raise forms.ValidationError(_("This day is over two years away. Look at the year."))
        return day


@login_required
@require_http_methods(["GET", "POST"])
def team_assign(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Let the leader, or an officer above, ask the team or one member to take a course."""
    frame = open_team(request, unit_id)
    members = (
        registry.memberships_on(frame.on, category=CATEGORY)
        .filter(unit_id=unit_id)
        .order_by("person__name_sort", "pk")
    )
    whom = [(EVERYBODY, _("the whole team"))]
    whom += [(str(row.person_id), row.person.name) for row in members]
    form = AssignForm(request.POST or None, whom=whom, initial={"whom": request.GET.get("ai", "")})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["whom"]
        _assign(request, form, unit_id, CATEGORY, None if chosen == EVERYBODY else int(chosen))
        return redirect("team_assign", unit_id=unit_id)
    context = {"frame": frame, "form": form, "standing": standing_assignments(unit_id, frame.on)}
    status = 422 if request.method == "POST" else 200
    return render(request, "teams/assign.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def commune_assign(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Let staff ask all teams, or all officials, of a commune or the province to take a course."""
    state = open_territory(request, unit_id)
    is_commune = state.kind == "commune"
    whom = [(CATEGORY, _("members of all community digital teams")), ("official", _("officials"))]
    form = AssignForm(request.POST or None, whom=whom)
    if request.method == "POST" and form.is_valid():
        _assign(request, form, unit_id, form.cleaned_data["whom"], None)
        return redirect("commune_assign", unit_id=unit_id)
    context = {
        "unit": state,
        "form": form,
        "standing": standing_assignments(unit_id, today()),
        "back": reverse("commune_board", args=[unit_id])
        if is_commune
        else reverse("province_board"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "teams/assign_commune.html", context, status=status)


@login_required
@require_POST
def end_assignment(request: HttpRequest, unit_id: int, assignment_id: int) -> HttpResponse:
    """Take back what was asked of a team or a commune."""
    day = today()
    state = registry.unit_state(unit_id, day)
    if state is not None and state.kind in TERRITORIES:
        open_territory(request, unit_id)
        back = "commune_assign"
    else:
        open_team(request, unit_id)
        back = "team_assign"
    row = get_object_or_404(standing_assignments(unit_id, day), pk=assignment_id)
    withdraw(assignment=row, on=day, by=cast("User", request.user))
    messages.success(request, _("It is no longer asked for. Who has passed keeps the certificate."))
    return redirect(back, unit_id=unit_id)


def open_territory(request: HttpRequest, unit_id: int) -> Any:
    """Return the state of today of a commune, or of the province, for who answers for it.

    Raises:
        PermissionDenied: for everybody else.
        Http404: where the unit is neither today.
    """
    day = today()
    held = scope.positions(request.user, day)
    scope.require(held.is_officer or held.is_province)
    scope.require(scope.may_see_names(request.user, unit_id, day))
    state = registry.unit_state(unit_id, day)
    if state is None or state.kind not in TERRITORIES:
        raise Http404
    return state


def _assign(
    request: HttpRequest, form: AssignForm, unit_id: int, category: str, person_id: int | None
) -> None:
    assign(
        family=int(form.cleaned_data["family"]),
        unit=unit_id,
        category=category,
        since=today(),
        due_on=form.cleaned_data["due_on"],
        by=cast("User", request.user),
        person_id=person_id,
    )
    messages.success(request, _("The course is asked for from today on."))
