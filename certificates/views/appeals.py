"""Officers answer what learners say about training elsewhere."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.models import Dispute
from certificates.recognition.disputes import (
    open_disputes,
    open_requests,
    put_right,
    turn_down,
    uphold,
)
from certificates.recognition.requests import PDF, accept, decline
from certificates.views.appeal_forms import DisputeForm, ReviewForm
from people import audit
from people.dated import today
from people.jobs import files
from people.refusal import Refusal
from people.scope import positions
from people.scope.doors import province_or_commune

if TYPE_CHECKING:
    from people.models import User

PAGE = 20


@province_or_commune
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer of mine, the most urgent first."""
    by, day = cast("User", request.user), today()
    waiting: list[dict[str, Any]] = [
        *({"dispute": row, "due_on": row.due_on} for row in open_disputes(by)),
        *({"paper": row, "due_on": row.due_on} for row in open_requests(by)),
    ]
    waiting.sort(key=lambda one: one["due_on"])
    page = Paginator(waiting, PAGE).get_page(request.GET.get("trang"))
    audit.record("certificates.appeals_seen", by=by, shown=len(page))
    context = {
        "page": page,
        "lines": [{**one, "is_late": one["due_on"] < day} for one in page],
        "is_province": positions(by).is_province,
    }
    return render(request, "certificates/elsewhere/appeals.html", context)


@province_or_commune
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Show a dispute with the record it is about, and ask what was found."""
    by = cast("User", request.user)
    dispute = get_object_or_404(open_disputes(by), pk=dispute_id)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(dispute, form, by)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The learner reads your answer now."))
            return redirect("appeals")
    audit.record("certificates.dispute_seen", by=by, about=dispute, person=dispute.person)
    context = {
        "dispute": dispute,
        "evidence": dispute.evidence,
        "source": dispute.evidence.data.get("from_name", ""),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "certificates/elsewhere/dispute.html", context, status=status)


@province_or_commune
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Show what a learner sent in, and ask what it counts as."""
    by = cast("User", request.user)
    row = get_object_or_404(open_requests(by), pk=paper_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, answer = form.cleaned_data["decision"], form.cleaned_data["answer"]
        try:
            if given is None:
                decline(request=row, answer=answer, by=by)
            else:
                accept(request=row, decision=given, answer=answer, by=by)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The learner reads your answer now."))
            return redirect("appeals")
    audit.record("certificates.paper_seen", by=by, about=row, person=row.person)
    context = {"paper": row, "form": form, "is_province": positions(by).is_province}
    status = 422 if form.errors else 200
    return render(request, "certificates/elsewhere/paper.html", context, status=status)


@province_or_commune
@require_safe
def paper_file(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Hand out what a learner sent in, never as a page of this site."""
    by = cast("User", request.user)
    row = get_object_or_404(open_requests(by), pk=paper_id)
    content = files.content_of(row.file_key)
    if content is None:
        raise Http404
    audit.record("certificates.paper_opened", by=by, about=row, person=row.person)
    kind, ending = ("application/pdf", "pdf") if row.file_type == PDF else ("image/jpeg", "jpg")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="giay-{row.pk}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(dispute: Dispute, form: DisputeForm, by: "User") -> None:
    given = form.cleaned_data
    if given["outcome"] == Dispute.Outcome.UPHELD:
        uphold(dispute=dispute, answer=given["answer"], by=by)
    elif given["outcome"] == Dispute.Outcome.CORRECTED:
        put_right(dispute=dispute, on=given["on"], answer=given["answer"], by=by)
    else:
        turn_down(dispute=dispute, answer=given["answer"], by=by)
