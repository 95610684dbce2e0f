"""The long work of recording a batch: evidence and awards for what is ready, at once or not at all."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models import Evidence, RecognitionBatch, RecognitionRow, RecognitionSource
from certificates.recognition.batches import APPLY, State
from certificates.recognition.entering import Entry, award, record_entries
from certificates.recognition.judging import CHUNK, OPEN, Judge, completed_on
from certificates.recognition.preparing import Telling
from people import audit
from people.refusal import Refusal

if TYPE_CHECKING:
    from people.models import Job, User

__all__ = ["APPLY", "apply_batch", "enter_ready", "record_batch"]


def apply_batch(job: "Job", progress: Telling) -> dict[str, Any]:
    """Do the work of a job of the kind APPLY: see ``record_batch``."""
    return record_batch(job.params["batch"], progress, by=job.by)


@transaction.atomic
def record_batch(batch_id: str | uuid.UUID, progress: Telling, *, by: "User") -> dict[str, Any]:
    """Record what of a batch is ready, and return the numbers of the receipt.

    Lines are judged again, because the registry and the decisions may have changed since they
    were read. Done again it records what became ready meanwhile and nothing else.

    Args:
        batch_id: which batch.
        progress: is told how many lines of how many are done.
        by: who records it.

    Raises:
        Refusal: when the batch was put aside or taken back.
    """
    batch = RecognitionBatch.objects.select_for_update().get(pk=batch_id)
    # Of one source one file at a time: what the other recorded must be seen.
    RecognitionSource.objects.select_for_update().get(pk=batch.source_id)
    if batch.state not in {State.READY, State.APPLIED}:
        raise Refusal("not_ready", _("This file can't be recorded as it is."))
    waiting = batch.rows.filter(state__in=OPEN).order_by("number")
    total = waiting.count()
    judge, made, done, last = Judge(batch), [], 0, 0
    while chunk := list(waiting.filter(number__gt=last)[:CHUNK]):
        last = chunk[-1].number
        progress(done, total)
        made += enter_ready(judge, batch, chunk, by=by)
        done += len(chunk)
    progress(done, total)
    awards = award(made)
    batch.state, batch.applied_at = State.APPLIED, batch.applied_at or timezone.now()
    batch.save(update_fields=["state", "applied_at"])
    audit.record(
        "certificates.recognition_applied",
        by=by,
        about=batch,
        entered=len(made),
        awards=awards,
    )
    return {"batch": str(batch.pk), "entered": len(made), "awards": awards}


def enter_ready(
    judge: Judge, batch: RecognitionBatch, rows: list[RecognitionRow], *, by: "User"
) -> list[Evidence]:
    """Judge ``rows``, record the ready ones and save all; the caller enters the awards."""
    decided = judge.judge(rows)
    ready = [row for row in rows if row.number in decided]
    entries = [
        Entry(
            person_id=row.person_id,  # type: ignore[arg-type]  # ready: somebody was found
            on=completed_on(row),
            decision=decided[row.number],
            data={"batch": str(batch.pk), "line": row.number, "course": row.given["course"]},
        )
        for row in ready
    ]
    made = record_entries(entries, source=batch.source, by=by) if entries else []
    for row, evidence in zip(ready, made, strict=True):
        row.evidence, row.state = evidence, RecognitionRow.State.ENTERED
    RecognitionRow.objects.bulk_update(rows, ["state", "person", "evidence"], batch_size=200)
    return made
