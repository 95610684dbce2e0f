"""Going out to help: a visit is two taps, the topic and how it went."""

import uuid
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people import limits
from people.accounts.fields import PhoneField
from people.refusal import Refusal
from teams import outreach
from teams.models import Visit
from teams.outreach.confirming import check_code, confirm_by_card, state_of
from teams.outreach.logging import LARGEST_GROUP
from teams.views.frame import open_as_member

if TYPE_CHECKING:
    from people.models import User

PAGE = 20
# Cards tried a minute, from one address.
MOST_CARDS = 20


class WhereForm(forms.Form):
    """What stays from one visit to the next."""

    mode = forms.ChoiceField(label=gettext_lazy("Where"), choices=Visit.Mode.choices)
    hamlet = forms.TypedChoiceField(
        label=gettext_lazy("Hamlet"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, hamlets: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(pk), name) for pk, name in hamlets.items()]
        self.fields["hamlet"].choices = [("", _("not said")), *rows]  # type: ignore[attr-defined]


class VisitForm(WhereForm):
    """One visit. Who was helped may stay unsaid; a number is turned into a pseudonym at once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.CharField(max_length=40, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=Visit.Outcome.choices)
    phone = PhoneField(label=gettext_lazy("Phone of who was helped"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Name, when there is no phone"), max_length=120, required=False
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"), min_value=1900, max_value=2025, required=False
    )
    present = forms.IntegerField(
        label=gettext_lazy("How many people, when it was a group"),
        min_value=2,
        max_value=LARGEST_GROUP,
        required=False,
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("They agree to get a code by SMS, to confirm this"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].widget = forms.HiddenInput()
        self.fields["hamlet"].widget = forms.HiddenInput()
        for name in ("phone", "name", "birth_year"):
            self.fields[name].widget.attrs |= {"autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """Ask for the year beside a name, and for a phone where a code is to be sent."""
        found = super().clean() or {}
        if found.get("name") and not found.get("birth_year") and not found.get("phone"):
            self.add_error("birth_year", _("Write the year of birth, too, or leave the name out."))
        if found.get("agrees") and not found.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number to which the code is sent."))
        return found

    def visit(self, team_id: int) -> outreach.NewVisit:
        """Return what was said, with the pseudonym in the place of number or name."""
        said = self.cleaned_data
        handle = outreach.handle_of_phone(said["phone"] or "")
        if not handle and said["name"]:
            handle = outreach.handle_of_name(said["name"], said["birth_year"], said["hamlet"])
        return outreach.NewVisit(
            id=said["id"],
            team_id=team_id,
            topic=said["topic"],
            mode=said["mode"],
            outcome=said["outcome"],
            hamlet_id=said["hamlet"],
            handle=handle,
            present=said["present"],
        )


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
            asks = form.cleaned_data["agrees"]
            return _to(row) if asks else redirect("team_outreach", unit_id=unit_id)
        return _second(request, frame, form, status=422)
    if outreach.topic_of(request.GET.get("viec", "")) and may_write:
        first = {key: request.GET.get(key, "") for key in ("mode", "hamlet")}
        start = {**first, "topic": request.GET["viec"], "id": uuid.uuid4()}
        return _second(request, frame, VisitForm(initial=start, hamlets=hamlets))
    last = seen.filter(by=user).first()
    start = {"mode": last.mode, "hamlet": last.hamlet_id} if last else {"mode": Visit.Mode.HOME}
    month = frame.on.replace(day=1)
    page = Paginator(seen, PAGE).get_page(request.GET.get("trang"))
    language = get_language() or "vi"
    context = {
        "frame": frame,
        "form": WhereForm(initial=start, hamlets=hamlets),
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
    context = {
        "frame": frame,
        "line": _line(visit, get_language() or "vi"),
        "outcomes": Visit.Outcome.choices,
        "confirming": state_of(visit),
        "key": uuid.uuid4(),
    }
    return render(request, "teams/outreach/visit.html", context)


def _turn(request: HttpRequest, visit: Visit, user: "User") -> Visit:
    asked, now = request.POST.get("viec", ""), timezone.now()
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
        "is_open": bool(form.errors),
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
