"""The desk for lists of other platforms: files, their columns, what would happen, the receipt."""

import uuid
from itertools import chain
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.models import RecognitionBatch, RecognitionRow
from certificates.recognition import batches
from certificates.recognition.columns import FIELDS, open_list
from certificates.recognition.judging import WAITING
from certificates.recognition.lines import problem
from certificates.views.recognition_forms import ColumnsForm, FileForm, ReasonForm
from people import audit
from people.accounts.phone import hidden_phone
from people.exporting import csv_line, reason_for
from people.jobs import files
from people.refusal import Refusal
from people.scope.doors import province_only

if TYPE_CHECKING:
    from people.models import User

PAGE, EXAMPLES = 50, 3
BOM, CSV = "\ufeff", "text/csv; charset=utf-8"
# What is kept of a line, in the order of the file that is given back.
KEPT = ("name", "birth", "phone", "staff_code", "unit", "course", "on")
LIVE = (RecognitionBatch.State.READY, RecognitionBatch.State.APPLIED)
# The component that shows a state knows these words.
CHIPS = {
    RecognitionRow.State.READY: "doing",
    RecognitionRow.State.ENTERED: "done",
    RecognitionRow.State.KNOWN: "done",
    RecognitionRow.State.DOUBTFUL: "stuck",
    RecognitionRow.State.NOBODY: "stuck",
    RecognitionRow.State.COURSE: "stuck",
    RecognitionRow.State.REJECTED: "late",
    RecognitionRow.State.DISMISSED: "void",
}
NOT_RECORDED = (*WAITING, RecognitionRow.State.REJECTED, RecognitionRow.State.DISMISSED)
BATCH_CHIPS = {"columns": "todo", "reading": "doing", "ready": "doing", "applied": "done"}


@province_only
@require_http_methods(["GET", "POST"])
def recognition(request: HttpRequest) -> HttpResponse:
    """Take in a list, and show the latest ones and what waits."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = batches.receive(
                source=form.cleaned_data["source"],
                file_name=file.name,
                content=file.read(),
                by=cast("User", request.user),
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            if batch.state != RecognitionBatch.State.COLUMNS:
                messages.info(request, _("This file came before. Here is what became of it."))
            return redirect("recognition_batch", batch_id=batch.pk)
    found = RecognitionBatch.objects.select_related("source").order_by("-received_at", "-pk")
    page = Paginator(found, 20).get_page(request.GET.get("trang"))
    waiting = RecognitionRow.objects.filter(state__in=WAITING, batch__state__in=LIVE).count()
    context = {
        "form": form,
        "page": page,
        "lines": [{"batch": row, "chip": BATCH_CHIPS.get(row.state, "void")} for row in page],
        "waiting": waiting,
    }
    status = 422 if form.errors else 200
    return render(request, "certificates/recognition/desk.html", context, status=status)


@province_only
@require_safe
def recognition_batch(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Show what each line of a file is, and what can be done with the file."""
    batch = _batch(batch_id)
    if batch.state == RecognitionBatch.State.COLUMNS:
        return redirect("recognition_columns", batch_id=batch.pk)
    chosen = request.GET.get("trang-thai", "")
    rows = batch.rows.select_related("person").order_by("number")
    if chosen in RecognitionRow.State.values:
        rows = rows.filter(state=chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    audit.record("certificates.recognition_seen", by=request.user, about=batch, shown=len(page))
    counts = dict(
        batch.rows.order_by().values_list("state").annotate(n=Count("pk")).values_list("state", "n")
    )
    context = {
        "batch": batch,
        "chip": BATCH_CHIPS.get(batch.state, "void"),
        "parts": parts(counts, chosen),
        "total": sum(counts.values()),
        "ready": counts.get(RecognitionRow.State.READY, 0),
        "waiting": sum(counts.get(state, 0) for state in WAITING),
        "page": page,
        "lines": [line(row) for row in page],
        "query": f"trang-thai={chosen}" if chosen in RecognitionRow.State.values else "",
        "may_apply": batch.state in LIVE,
        "may_reverse": batch.state == RecognitionBatch.State.APPLIED,
        "may_drop": batch.state == RecognitionBatch.State.READY,
        "left": sum(counts.get(state, 0) for state in NOT_RECORDED),
        "is_reading": batch.state == RecognitionBatch.State.READING,
    }
    return render(request, "certificates/recognition/batch.html", context)


@province_only
@require_http_methods(["GET", "POST"])
def recognition_columns(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Show the columns with what is in them, and ask what each one is."""
    batch = _batch(batch_id)
    content = files.content_of(batch.file_key)
    if batch.state not in {RecognitionBatch.State.COLUMNS, RecognitionBatch.State.READING}:
        return redirect("recognition_batch", batch_id=batch.pk)
    form = ColumnsForm(
        request.POST or None,
        headers=batch.headers,
        examples=_examples(content, batch) if content else {},
        guessed=batch.mapping["columns"],
    )
    if request.method == "POST" and form.is_valid():
        try:
            job = batches.confirm_columns(
                batch=batch,
                chosen=form.chosen(),
                by=cast("User", request.user),
                course=form.cleaned_data["course"],
                on=form.cleaned_data["on"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if job is not None:
                return redirect("job", job_id=job.pk)
            return redirect("recognition_batch", batch_id=batch.pk)
    context = {"batch": batch, "form": form}
    status = 422 if form.errors else 200
    return render(request, "certificates/recognition/columns.html", context, status=status)


@province_only
@require_POST
def recognition_apply(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Begin to record what is ready and show how far it is."""
    job = batches.begin_applying(batch=_batch(batch_id), by=cast("User", request.user))
    return redirect("job", job_id=job.pk)


@province_only
@require_http_methods(["GET", "POST"])
def recognition_reverse(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Ask why a file is taken back, and begin to."""
    batch = _batch(batch_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = batches.begin_reversing(
                batch=batch, reason=form.cleaned_data["reason"], by=cast("User", request.user)
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("recognition_batch", batch_id=batch.pk)
        return redirect("job", job_id=job.pk)
    entered = batch.rows.filter(state=RecognitionRow.State.ENTERED)
    context = {"batch": batch, "form": form, "entered": entered.count()}
    status = 422 if form.errors else 200
    return render(request, "certificates/recognition/reverse.html", context, status=status)


@province_only
@require_POST
def recognition_drop(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Put a file aside of which nothing is recorded."""
    batch = _batch(batch_id)
    try:
        batches.drop(batch=batch, by=cast("User", request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("recognition_batch", batch_id=batch.pk)
    messages.success(request, _("The file is put aside. Nothing was recorded."))
    return redirect("recognition")


@province_only
@require_http_methods(["GET", "HEAD", "POST"])
def recognition_file(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Give back, for a reason, the lines that are not recorded, each with why."""
    batch = _batch(batch_id)
    left = batch.rows.filter(state__in=NOT_RECORDED).order_by("number")
    reason = reason_for(
        request,
        title=f"{batch.source.name}: {batch.file_name}",
        people=left.count(),
        back=reverse("recognition_batch", args=[batch.pk]),
    )
    if reason.page:
        return reason.page
    audit.record(
        "certificates.recognition_lines_exported",
        by=request.user,
        about=batch,
        why=reason.why,
        words=reason.words,
    )
    head = csv_line([_("Line"), *(FIELDS[name] for name in KEPT), _("State"), _("Why")])
    lines = (csv_line(_cells(line(row))) for row in left.iterator(chunk_size=500))
    response = HttpResponse("".join(chain([BOM + head], lines)), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="chua-ghi-nhan-{batch.pk}.csv"'
    return response


def _cells(shown: dict) -> list[object]:
    given = shown["row"].given
    said = {**given, "birth": given.get("birth_date") or given.get("birth_year")}
    cells = [said.get(name) for name in KEPT]
    return [shown["row"].number, *cells, shown["label"], " ".join(map(str, shown["problems"]))]


def parts(counts: dict[str, int], chosen: str) -> list[dict]:
    """Return the states that have lines, as a partition of the file."""
    return [
        {
            "slug": state,
            "chip": CHIPS[RecognitionRow.State(state)],
            "label": RecognitionRow.State(state).label,
            "count": counts[state],
            "is_chosen": state == chosen,
        }
        for state in RecognitionRow.State.values
        if counts.get(state)
    ]


def line(row: RecognitionRow) -> dict:
    """Return a line as pages show it: what the file says, whose it is, what is wrong."""
    state = RecognitionRow.State(row.state)
    return {
        "row": row,
        "chip": CHIPS[state],
        "label": state.label,
        "phone": hidden_phone(row.given.get("phone", "")),
        "problems": [problem(code) for _field, code in row.problems],
    }


def _batch(batch_id: uuid.UUID) -> RecognitionBatch:
    return get_object_or_404(RecognitionBatch.objects.select_related("source"), pk=batch_id)


def _examples(content: bytes, batch: RecognitionBatch) -> dict[int, list[str]]:
    sheet, header = open_list(content, batch.source.mapping)
    shown = [line for line in sheet.head if line.number > header.number][:EXAMPLES]
    return {
        place: [row.cells[place] for row in shown if place < len(row.cells)]
        for place in range(len(batch.headers))
    }
