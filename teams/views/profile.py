"""A team's own page: by which decision it stands, where it works, who is on it and since when."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from certificates.documents.qr import qr_image
from people import audit, scope
from people import queries as registry
from people.accounts.fields import BirthYearField, NameField, phone_from
from people.dated import today
from people.jobs import files
from people.refusal import Refusal
from teams.founding import cover, founding_of, hamlets_of, set_decision
from teams.joining import open_requests
from teams.members import add_member, change_position, end_member, history, roster
from teams.views.frame import Frame, open_team

if TYPE_CHECKING:
    from people.models import User

LATEST = 30
POSITIONS = (
    ("member", pgettext_lazy("position", "Member")),
    ("deputy", pgettext_lazy("position", "Deputy leader")),
    ("leader", pgettext_lazy("position", "Leader")),
)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_WRONG_DAY = {"invalid": gettext_lazy("Write the day like 30/9/2026.")}
TYPES = {b"%PDF": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}


class MemberForm(forms.Form):
    """Somebody who joins the team."""

    name = NameField()
    phone = forms.CharField(label=gettext_lazy("Phone number"), max_length=20, required=False)
    birth_year = BirthYearField(required=False)
    position = forms.ChoiceField(label=gettext_lazy("Duty in the team"), choices=POSITIONS)
    since = forms.DateField(
        label=gettext_lazy("From which day?"), widget=_DAY, error_messages=_WRONG_DAY, initial=today
    )

    def clean_phone(self) -> str:
        """Return the phone in E.164."""
        typed: str = self.cleaned_data["phone"]
        return phone_from(typed) if typed.strip() else ""


class DecisionForm(forms.Form):
    """The founding decision."""

    number = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=60)
    decided_on = forms.DateField(
        label=gettext_lazy("Its date"), widget=_DAY, error_messages=_WRONG_DAY, required=False
    )
    file = forms.FileField(
        label=gettext_lazy("A copy: PDF or photo"), required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip


class HamletsForm(forms.Form):
    """Where the team works."""

    hamlets = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Hamlets that the team looks after"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, hamlets: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlets"].choices = hamlets  # type: ignore[attr-defined]


@login_required
@require_safe
def team_profile(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the team; officers see the forms that change it, leaders who asks to join."""
    frame = open_team(request, unit_id)
    return _page(request, frame)


@login_required
@require_POST
def team_edit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Change one thing of the team: a member, the decision, the hamlets. For officers."""
    frame = open_team(request, unit_id)
    scope.require(_may_edit(request))
    by, act = cast("User", request.user), request.POST.get("act", "")
    forms_of = _forms(frame, request)
    form = forms_of.get(act)
    if form is not None and not form.is_valid():
        return _page(request, frame, forms_of, status=422)
    try:
        _do(act, form, frame, request, by)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, frame, forms_of, status=422)
    messages.success(request, _("Written down."))
    return redirect("team_profile", unit_id=unit_id)


@login_required
@require_safe
def team_decision_file(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Give the copy of the founding decision to those who may open the team."""
    open_team(request, unit_id)
    row = founding_of(unit_id)
    content = files.content_of(row.file_key) if row else None
    if row is None or content is None:
        raise Http404
    kind = next(kind for head, kind in TYPES.items() if content.startswith(head))
    audit.record("teams.decision_read", by=request.user, about=row)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = (
        f'attachment; filename="quyet-dinh-{unit_id}.{kind.split("/")[1]}"'
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def team_card_sheet(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the team's card for a sheet of paper: scan it to ask to join."""
    frame = open_team(request, unit_id)
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('join_team', args=[unit_id])}"
    leaders = [row for row in roster(unit_id, frame.on) if row.position != "member"]
    context = {"frame": frame, "address": address, "qr": qr_image(address), "leaders": leaders}
    return render(request, "teams/card_sheet.html", context)


def _may_edit(request: HttpRequest) -> bool:
    held = scope.positions(request.user)
    return held.is_officer or held.is_province


def _forms(frame: Frame, request: HttpRequest | None = None) -> dict[str, forms.Form]:
    """Return the page's forms, the one that was sent with what was typed."""
    act = request.POST.get("act") if request else None
    sent = request.POST if request else None
    row = founding_of(frame.team_id)
    states = registry.units_on(frame.on, kind="hamlet", under=frame.commune_id).order_by(
        "name_folded"
    )
    hamlets = list(states.values_list("unit_id", "name")) if frame.commune_id else []
    decision = {"number": row.decision_number, "decided_on": row.decided_on} if row else {}
    return {
        "add": MemberForm(sent if act == "add" else None),
        "decision": DecisionForm(
            sent if act == "decision" else None,
            request.FILES if request and act == "decision" else None,
            initial=decision,
        ),
        "hamlets": HamletsForm(
            sent if act == "hamlets" else None,
            hamlets=hamlets,
            initial={"hamlets": hamlets_of(frame.team_id, frame.on)},
        ),
    }


def _do(act: str, form: Any, frame: Frame, request: HttpRequest, by: "User") -> None:
    said, team_id = form.cleaned_data if form else {}, frame.team_id
    if act == "add":
        add_member(team_id=team_id, by=by, **said)
    elif act == "decision":
        file = said["file"]
        set_decision(
            team_id=team_id, number=said["number"], decided_on=said["decided_on"], by=by,
            file=(file.name, file.read()) if file else None,
        )  # fmt: skip
    elif act == "hamlets":
        cover(team_id=team_id, hamlet_ids=said["hamlets"], on=frame.on, by=by)
    else:
        _do_member(act, team_id, frame, request, by)


def _do_member(act: str, team_id: int, frame: Frame, request: HttpRequest, by: "User") -> None:
    typed = request.POST.get("membership", "")
    membership_id = int(typed) if typed.isdecimal() and len(typed) < 12 else 0
    if act == "end":
        end_member(
            team_id=team_id,
            membership_id=membership_id,
            on=frame.on,
            reason=request.POST.get("reason", ""),
            by=by,
        )
    elif act in dict(POSITIONS):
        change_position(
            team_id=team_id, membership_id=membership_id, position=act, on=frame.on, by=by
        )
    else:
        raise Refusal("unknown_act", _("Open the page again and send it once more."))


def _page(
    request: HttpRequest,
    frame: Frame,
    forms_of: dict[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = forms_of or _forms(frame)
    founding = founding_of(frame.team_id)
    names = registry.unit_names(hamlets_of(frame.team_id, frame.on), frame.on)
    context = {
        "frame": frame,
        "founding": founding,
        "hamlets": sorted(state.name for state in names.values()),
        "members": roster(frame.team_id, frame.on),
        "history": history(frame.team_id)[:LATEST],
        "asking": open_requests(frame.team_id),
        "may_edit": _may_edit(request),
        "positions": POSITIONS,
        "form": shown["add"],
        "decision_form": shown["decision"],
        "hamlets_form": shown["hamlets"],
    }
    return render(request, "teams/profile.html", context, status=status)
