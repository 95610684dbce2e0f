"""The page of long work: how far it is, a way to stop it, and the way to what came of it."""

import uuid
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.jobs import cancel, kind_of, mine, signs
from people.models import Job, User
from people.refusal import Refusal
from people.scope.doors import learner_only

# Seconds between two looks; a header, because it needs no script.
PAUSE = "2"


@learner_only
@require_safe
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show one's own work; the page comes again by itself until it is over."""
    row = get_object_or_404(mine(request.user), pk=job_id)
    kind = kind_of(row)
    sign = signs.told(row)
    context = {
        "job": row,
        "title": kind.title if kind else _("Long work"),
        "done": sign[0] if sign else row.done,
        "total": sign[1] if sign else row.total,
        "next": kind.leads_to(row) if kind and row.state == Job.State.DONE else "",
    }
    response = render(request, "people/job.html", context)
    if not row.is_over:
        response["Refresh"] = PAUSE
    return response


@learner_only
@require_POST
def cancel_job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask one's own work to stop and go back to its page."""
    row = get_object_or_404(mine(request.user), pk=job_id)
    try:
        cancel(job=row, by=cast(User, request.user))
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("The work is being stopped. Nothing is changed."))
    return redirect("job", job_id=row.pk)
