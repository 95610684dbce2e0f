"""Sources of completions, and what their courses are recognised as."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certificates.models import Equivalence, RecognitionRow, RecognitionSource
from certificates.recognition.resolving import judge_again
from certificates.recognition.sources import add_source, decide, end_equivalence
from certificates.views.desk import LIVE
from certificates.views.recognition_forms import DecisionForm, SourceForm
from people.dated import today
from people.refusal import Refusal
from people.scope.doors import province_only

if TYPE_CHECKING:
    from people.models import User


@province_only
@require_http_methods(["GET", "POST"])
def recognition_sources(request: HttpRequest) -> HttpResponse:
    """List the sources and add one."""
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        source = add_source(**form.cleaned_data, by=cast("User", request.user))
        return redirect("recognition_source", source_id=source.pk)
    found = RecognitionSource.objects.annotate(
        files=Count("batches", distinct=True),
        decisions=Count("equivalences", filter=Q(equivalences__valid_to=None), distinct=True),
    ).order_by("name")
    context = {"form": form, "sources": found}
    status = 422 if form.errors else 200
    return render(request, "certificates/recognition/sources.html", context, status=status)


@province_only
@require_http_methods(["GET", "POST"])
def recognition_source(request: HttpRequest, source_id: int) -> HttpResponse:
    """Show what a source's courses count as, which wait for a decision, and decide one."""
    source = get_object_or_404(RecognitionSource, pk=source_id)
    form = DecisionForm(request.POST or None, initial={"course": request.GET.get("khoa", "")[:200]})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "max_grade": int(form.cleaned_data["max_grade"])}
        try:
            decide(source=source, by=cast("User", request.user), **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            judge_again(source)
            messages.success(
                request, _("It is written down. Lines that waited for it can be recorded now.")
            )
            return redirect("recognition_source", source_id=source.pk)
    decisions = Equivalence.objects.filter(source=source).select_related("family", "counts_as")
    undecided = (
        RecognitionRow.objects.filter(
            batch__source=source, batch__state__in=LIVE, state=RecognitionRow.State.COURSE
        )
        .order_by()
        .values_list("given__course")
        .annotate(lines=Count("pk"))
        .order_by("-lines", "given__course")[:50]
    )
    context = {
        "source": source,
        "form": form,
        "decisions": decisions.order_by("course_key", "-valid_from"),
        "undecided": [{"course": course, "lines": lines} for course, lines in undecided],
        "day": today(),
    }
    status = 422 if form.errors else 200
    return render(request, "certificates/recognition/source.html", context, status=status)


@province_only
@require_POST
def end_decision(request: HttpRequest, source_id: int, decision_id: int) -> HttpResponse:
    """Let a decision hold for completions before today only."""
    row = get_object_or_404(Equivalence, pk=decision_id, source_id=source_id)
    try:
        end_equivalence(equivalence=row, on=today(), by=cast("User", request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It ends today. What was recognised before stays."))
    return redirect("recognition_source", source_id=source_id)
