"""A learner's own training elsewhere: what is recorded, what is wrong, what is missing."""

import uuid
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.models import Dispute, RecognitionRequest
from certificates.recognition.disputes import open_dispute, recognised_of
from certificates.recognition.requests import send
from certificates.views.appeal_forms import PaperForm, WrongForm
from people.queries import person_of, records_of
from people.refusal import Refusal
from people.scope.doors import learner_only

if TYPE_CHECKING:
    from people.models import Person, User

LATEST = 20


@learner_only
@require_safe
def my_elsewhere(request: HttpRequest) -> HttpResponse:
    """Show what is recorded about me from elsewhere, and what I said about it."""
    person = _person(request)
    mine = records_of(person.pk)
    said = Dispute.objects.filter(person__in=mine).select_related("evidence__family")
    disputes = list(said.order_by("-opened_at")[:LATEST])
    waiting = {row.evidence_id for row in disputes if row.closed_at is None}
    context = {
        "lines": [
            {
                "evidence": row,
                "source": row.data.get("from_name", ""),
                "is_disputed": row.pk in waiting,
            }
            for row in recognised_of(person)
        ],
        "disputes": disputes,
        "papers": RecognitionRequest.objects.filter(person__in=mine).order_by("-sent_at")[:LATEST],
    }
    return render(request, "certificates/elsewhere/mine.html", context)


@learner_only
@require_http_methods(["GET", "POST"])
def say_wrong(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Take down what is wrong with a record about me."""
    person = _person(request)
    evidence = get_object_or_404(recognised_of(person), pk=evidence_id)
    form = WrongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_dispute(
                evidence=evidence,
                person=person,
                by=cast("User", request.user),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is taken down. An answer comes within ten days."))
        return redirect("my_elsewhere")
    context = {"evidence": evidence, "source": evidence.data.get("from_name", ""), "form": form}
    status = 422 if form.errors else 200
    return render(request, "certificates/elsewhere/wrong.html", context, status=status)


@learner_only
@require_http_methods(["GET", "POST"])
def send_paper(request: HttpRequest) -> HttpResponse:
    """Take in a certificate from elsewhere for review."""
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data}
        content = given.pop("file").read()
        try:
            send(person=_person(request), content=content, by=cast("User", request.user), **given)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("It is sent. An answer comes within ten days."))
            return redirect("my_elsewhere")
    status = 422 if form.errors else 200
    return render(request, "certificates/elsewhere/send.html", {"form": form}, status=status)


def _person(request: HttpRequest) -> "Person":
    return cast("Person", person_of(request.user))
