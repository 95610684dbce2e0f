"""What beat does for long work: take up what was left lying, forget what was kept long enough."""

import datetime as dt

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from people.jobs import files, signs
from people.jobs.running import run_job
from people.models import Job

# A worker that gave no sign for so long is dead.
SILENCE = dt.timedelta(minutes=5)
# A message to the queue that wasn't heard for so long is lost.
UNHEARD = dt.timedelta(minutes=2)
MAX_TRIES = 3
FILES_KEPT = dt.timedelta(days=30)


@shared_task(name="people.sweep_jobs")
def sweep_jobs(at: dt.datetime | None = None) -> int:
    """Queue again what a dead worker or a lost message left, and return how many that were.

    Work that was taken up three times in vain has failed: it may be what kills the worker.

    Args:
        at: the instant to sweep as of; None means now.
    """
    now = at or timezone.now()
    _forget_files(now)
    left = [job for job in _silent(now) if _give_up_or_free(job)]
    lost = Job.objects.filter(state=Job.State.WAITING, created_at__lt=now - UNHEARD)
    waiting = list(lost.values_list("pk", flat=True))
    for pk in waiting:
        run_job.delay(str(pk))
    return len(set(waiting) | {job.pk for job in left})


def _silent(now: dt.datetime) -> list[Job]:
    """Return the running jobs whose workers gave no sign, neither in the row nor in the cache."""
    limit = now - SILENCE
    running = Job.objects.filter(state=Job.State.RUNNING, alive_at__lt=limit).select_related("by")
    return [
        job for job in running if (sign := signs.told(job)) is None or sign[2] < limit.timestamp()
    ]


def _give_up_or_free(job: Job) -> bool:
    """Let another worker take ``job`` up, or end it; say whether it waits again."""
    mine = Job.objects.filter(pk=job.pk, tries=job.tries, state=Job.State.RUNNING)
    if job.cancel_asked:
        mine.update(state=Job.State.CANCELLED, finished_at=timezone.now())
        return False
    if job.tries >= MAX_TRIES:
        with override(job.by.language):
            said = _("Something went wrong on our side. Nothing was changed. Try again later.")
        mine.update(state=Job.State.FAILED, finished_at=timezone.now(), message=said)
        return False
    return bool(mine.update(state=Job.State.WAITING))


def _forget_files(now: dt.datetime) -> None:
    old = Job.objects.filter(created_at__lt=now - FILES_KEPT)
    for job in old.exclude(input_key="", output_key=""):
        files.forget(job.input_key)
        files.forget(job.output_key)
    old.exclude(input_key="", output_key="").update(input_key="", output_key="")
