"""Starting long work, looking at one's own and asking it to stop."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people.jobs import files, signs
from people.jobs.running import run_job
from people.models import Job, User
from people.refusal import Refusal


@transaction.atomic
def start(
    *, kind: str, by: User, params: dict[str, Any] | None = None, content: bytes | None = None
) -> Job:
    """Write down work of a registered ``kind`` and hint the queue at it.

    Args:
        kind: the name of the kind.
        by: who starts it and alone sees it.
        params: what the work needs to know; anything JSON can hold.
        content: a file to work on.
    """
    job = Job.objects.create(
        kind=kind,
        by=by,
        params=params or {},
        input_key=files.keep(content) if content is not None else "",
    )
    audit.record("people.job_started", by=by, about=job, kind=kind)
    transaction.on_commit(partial(run_job.delay, str(job.pk)), robust=True)
    return job


def mine(user: object) -> QuerySet[Job]:
    """Return the work that ``user`` started, newest first."""
    if not isinstance(user, User):
        return Job.objects.none()
    return Job.objects.filter(by=user).order_by("-created_at")


def cancel(*, job: Job, by: User) -> None:
    """Ask ``job`` to stop: at once when nobody took it up, else between two of its steps.

    Raises:
        Refusal: when it is somebody else's or over already.
    """
    if job.by_id != by.pk:
        raise Refusal("not_own_job", _("Only who started this work can stop it."))
    signs.ask_to_stop(job)
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.is_over:
            raise Refusal("job_over", _("This work is over already."))
        row.cancel_asked = True
        if row.state == Job.State.WAITING:
            row.state, row.finished_at = Job.State.CANCELLED, timezone.now()
        row.save(update_fields=["cancel_asked", "state", "finished_at"])
        audit.record("people.job_cancelled", by=by, about=row, kind=row.kind)
