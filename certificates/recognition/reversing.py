"""The long work of taking a batch back as one."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models import Evidence, RecognitionBatch, RecognitionSource
from certificates.recognition.batches import REVERSE, State
from certificates.recognition.entering import take_back
from certificates.recognition.preparing import Telling
from people import audit
from people.refusal import Refusal

if TYPE_CHECKING:
    from people.models import Job

__all__ = ["REVERSE", "reverse_batch"]


def reverse_batch(job: "Job", progress: Telling) -> dict[str, Any]:
    """Void all evidence of a batch and the awards that rest on it; again it does nothing.

    Raises:
        Refusal: when nothing of it was recorded.
    """
    batch = RecognitionBatch.objects.select_for_update().get(pk=job.params["batch"])
    RecognitionSource.objects.select_for_update().get(pk=batch.source_id)
    if batch.state == State.REVERSED:
        return {"batch": str(batch.pk), "voided": 0}
    if batch.state != State.APPLIED:
        raise Refusal("not_applied", _("Nothing of this file is recorded."))
    evidence = list(Evidence.objects.filter(pk__in=batch.rows.values("evidence_id")))
    progress(0, len(evidence))
    voided = take_back(evidence, reason=job.params["reason"], by=job.by)
    batch.state, batch.reversed_at, batch.reversed_by = State.REVERSED, timezone.now(), job.by
    batch.reason = job.params["reason"]
    batch.save(update_fields=["state", "reversed_at", "reversed_by", "reason"])
    audit.record(
        "certificates.recognition_reversed",
        by=job.by,
        about=batch,
        voided=voided,
        reason=batch.reason,
    )
    return {"batch": str(batch.pk), "voided": voided}
