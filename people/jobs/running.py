"""Doing long work once, whatever the queue and the machine do.

A worker takes a waiting row up by counting its tries; whoever counted last may write the end. A
worker that was slow, was given up and comes back finds another count and undoes what it wrote.
"""

import logging
import time
import uuid
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from celery import shared_task
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.jobs import signs
from people.jobs.kinds import Kind, kind_of
from people.models import Job
from people.refusal import Refusal

log = logging.getLogger(__name__)
# No more often than this a step is told.
PAUSE = 0.5


class Stopped(Exception):
    """Somebody asked the work to stop."""


class Overtaken(Exception):
    """Somebody else took the work up; what this worker did is undone."""


class Progress:
    """How the work tells how far it is and hears that it should stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` steps are behind.

        Raises:
            Stopped: when somebody asked to stop.
        """
        if time.monotonic() - self._told < PAUSE and done < total:
            return
        self._told = time.monotonic()
        signs.tell(self.job, done, total)
        if not connection.in_atomic_block:
            _row_of(self.job).update(done=done, total=total, alive_at=timezone.now())
        if self.is_cancelled():
            raise Stopped

    def is_cancelled(self) -> bool:
        """Return whether somebody asked to stop."""
        return signs.is_asked_to_stop(self.job)


@shared_task(name="people.run_job")
def run_job(job_id: str) -> bool:
    """Do a waiting job and say whether it was done; one that was taken up is left alone."""
    job = _take_up(uuid.UUID(job_id))
    if job is None:
        return False
    kind = kind_of(job)
    with translation.override(job.by.language):
        if kind is None:
            _end(job, Job.State.FAILED, message=_("This site doesn't know this kind of work."))
            return False
        return _do(job, kind)


def _take_up(pk: uuid.UUID) -> Job | None:
    taken = Job.objects.filter(pk=pk, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, tries=F("tries") + 1, alive_at=timezone.now(), done=0
    )
    if not taken:
        return None
    job = Job.objects.select_related("by").get(pk=pk)
    signs.tell(job, 0, 0)
    return job


def _do(job: Job, kind: Kind) -> bool:
    """Do the work and write the end: of work that writes, both or neither."""
    one: AbstractContextManager[Any] = transaction.atomic() if kind.writes else nullcontext()
    try:
        with one:
            result = kind.run(job, Progress(job))
            if not _end(job, Job.State.DONE, result=result, output_key=job.output_key):
                raise Overtaken
    except Stopped:
        _end(job, Job.State.CANCELLED)
    except Overtaken:
        log.warning("job %s was taken up by another worker", job.pk)
    except Refusal as refusal:
        _end(job, Job.State.FAILED, message=str(refusal)[:300])
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        said = _("Something went wrong on our side. Nothing was changed. Try again later.")
        _end(job, Job.State.FAILED, message=said)
    else:
        return True
    return False


def _row_of(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, tries=job.tries, state=Job.State.RUNNING)


def _end(job: Job, state: str, **more: Any) -> bool:
    """Write the end, if this worker is still the newest one to have taken the job up."""
    return bool(_row_of(job).update(state=state, finished_at=timezone.now(), **more))
