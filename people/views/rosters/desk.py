"""Lists of people are sent in, their columns confirmed, looked at line by line and taken in."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import audit
from people.dated import today
from people.exporting import rejected_lines
from people.models import Roster, User
from people.queries import unit_names
from people.refusal import Refusal
from people.registry.rosters import working
from people.registry.rosters.reaching import lines_of, rosters_of
from people.registry.rosters.taking import Result
from people.scope.doors import province_or_commune
from people.views.rosters.forms import ColumnsForm, RosterForm

PAGE, EXAMPLES = 50, 3
State = Roster.State
# The component that shows a state knows these words.
CHIPS = {
    State.COLUMNS: "todo",
    State.CHECKING: "doing",
    State.READY: "doing",
    State.APPLIED: "done",
    State.DROPPED: "void",
}
# The parts of a report that are shown line by line: address, key of the report, words.
PARTS = (
    ("khong-nhan", "rejected", gettext_lazy("rejected"), "late"),
    ("can-xem", "reviews", gettext_lazy("to look at"), "stuck"),
    ("luu-y", "notes", gettext_lazy("notes"), "doing"),
    ("bo-qua", "skipped", gettext_lazy("lines that name nobody"), "void"),
)


@province_or_commune
@require_http_methods(["GET", "POST"])
def rosters(request: HttpRequest) -> HttpResponse:
    """Ask for a list and show those that came."""
    by = cast(User, request.user)
    form = RosterForm(request.POST or None, request.FILES or None, by=by)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = working.receive(
                unit_id=given["unit"],
                category=given["category"],
                since=given["since"],
                is_whole=given["is_whole"],
                file_name=given["file"].name,
                content=given["file"].read(),
                by=by,
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            name = "roster_columns" if row.state == State.COLUMNS else "roster"
            return redirect(name, roster_id=row.pk)
    page = Paginator(rosters_of(by), 20).get_page(request.GET.get("trang"))
    units = unit_names({row.unit_id for row in page}, today())
    context = {
        "form": form,
        "page": page,
        "lists": [
            {"row": row, "unit": units.get(row.unit_id), "chip": CHIPS[State(row.state)]}
            for row in page
        ],
        "waiting": lines_of(by).count(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "people/rosters/desk.html", context, status=status)


@province_or_commune
@require_http_methods(["GET", "POST"])
def roster_columns(request: HttpRequest, roster_id: uuid.UUID) -> HttpResponse:
    """Show the columns with what is in them, and ask what each one is."""
    row = _mine(request, roster_id)
    if row.state in {State.APPLIED, State.DROPPED}:
        return redirect("roster", roster_id=row.pk)
    try:
        examples = working.examples_of(row, EXAMPLES)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("rosters")
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        headers=row.headers,
        examples=examples,
        guessed=row.columns,
    )
    if request.method == "POST" and form.is_valid():
        try:
            job = working.confirm_columns(
                roster=row, chosen=form.chosen(), by=cast(User, request.user)
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("job", job_id=job.pk)
    audit.record("people.roster_columns_seen", by=request.user, about=row)
    status = 422 if form.is_bound and form.errors else 200
    context = {"roster": row, "form": form, "unit": _unit(row)}
    return render(request, "people/rosters/columns.html", context, status=status)


@province_or_commune
@require_safe
def roster(request: HttpRequest, roster_id: uuid.UUID) -> HttpResponse:
    """Show what would become of each line; after it is taken in, what became of it."""
    row = _mine(request, roster_id)
    if row.state == State.COLUMNS:
        return redirect("roster_columns", roster_id=row.pk)
    result = working.report_of(row)
    chosen = request.GET.get("phan", "")
    context: dict[str, Any] = {
        "roster": row,
        "unit": _unit(row),
        "chip": CHIPS[State(row.state)],
        "is_checking": row.state == State.CHECKING,
        "may_apply": row.state == State.READY and result is not None,
        "may_drop": row.state in {State.READY, State.CHECKING},
        "is_applied": row.state == State.APPLIED,
    }
    if result is not None:
        parts = _parts(result, chosen)
        slug, key = next(
            ((part["slug"], part["key"]) for part in parts if part["is_chosen"]), ("", "")
        )
        page = Paginator(result.report[key] if key else [], PAGE).get_page(request.GET.get("trang"))
        context |= {
            "report": result.report,
            "counts": row.counts,
            "parts": parts,
            "page": page,
            "lines": [_line(result, one) for one in page],
            "query": f"phan={slug}",
        }
    audit.record("people.roster_seen", by=request.user, about=row, part=chosen)
    return render(request, "people/rosters/roster.html", context)


@province_or_commune
@require_POST
def roster_apply(request: HttpRequest, roster_id: uuid.UUID) -> HttpResponse:
    """Begin to take a list in and show how far it is."""
    row = _mine(request, roster_id)
    try:
        job = working.begin_applying(
            roster=row,
            all_or_nothing=request.POST.get("how") == "all",
            by=cast(User, request.user),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("roster", roster_id=row.pk)
    return redirect("job", job_id=job.pk)


@province_or_commune
@require_POST
def roster_drop(request: HttpRequest, roster_id: uuid.UUID) -> HttpResponse:
    """Put a list aside of which nothing is taken in."""
    row = _mine(request, roster_id)
    try:
        working.drop(roster=row, by=cast(User, request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("roster", roster_id=row.pk)
    messages.success(request, _("The list is put aside. Nothing was taken in."))
    return redirect("rosters")


@province_or_commune
@require_safe
def roster_rejected(request: HttpRequest, roster_id: uuid.UUID) -> HttpResponse:
    """Give the rejected lines back as a file, each with why: to be put right and sent again."""
    row = _mine(request, roster_id)
    result = working.report_of(row)
    if result is None:
        return redirect("roster", roster_id=row.pk)
    rejected = result.report["rejected"]
    audit.record("people.roster_rejected_taken", by=request.user, about=row, lines=len(rejected))
    lines = rejected_lines(result.headers, result.cells, rejected)
    response = HttpResponse("\ufeff" + "".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="khong-nhan.csv"'
    return response


def _mine(request: HttpRequest, roster_id: uuid.UUID) -> Roster:
    return get_object_or_404(rosters_of(cast(User, request.user)), pk=roster_id)


def _unit(row: Roster) -> Any:
    return unit_names([row.unit_id], row.since).get(row.unit_id)


def _parts(result: Result, chosen: str) -> list[dict[str, Any]]:
    """Return the parts that have lines; the chosen one, or else the first, is marked."""
    filled = [
        {"slug": slug, "key": key, "label": label, "chip": chip, "count": len(result.report[key])}
        for slug, key, label, chip in PARTS
        if result.report[key]
    ]
    slugs = [part["slug"] for part in filled]
    open_one = chosen if chosen in slugs else next(iter(slugs), "")
    return [part | {"is_chosen": part["slug"] == open_one} for part in filled]


def _line(result: Result, one: dict[str, Any]) -> dict[str, Any]:
    """Return a line as pages show it: what stands in the list, what is wrong, what to do."""
    cells = result.cells.get(one["row"], [])
    return {
        "number": one["row"],
        "column": one.get("column", ""),
        "told": " · ".join(cell for cell in cells if cell)[:160],
        "messages": [one["message"], *(more["message"] for more in one.get("more", ()))],
        "fixes": [each["fix"] for each in [one, *one.get("more", ())] if each.get("fix")],
    }
