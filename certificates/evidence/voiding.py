"""Takes the force from evidence, from a day on; the evidence itself stays."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from certificates.models import Evidence, EvidenceVoid
from people import audit

if TYPE_CHECKING:
    from people.models import User


@transaction.atomic
def void(*, evidence: Evidence, on: dt.date, reason: str, by: "User | None") -> EvidenceVoid:
    """Return the voiding of ``evidence``: the one there is, or a new one since ``on``."""
    voiding, is_new = EvidenceVoid.objects.get_or_create(
        evidence=evidence, defaults={"on": on, "reason": reason, "by": by}
    )
    if is_new:
        audit.record(
            "certificates.evidence_voided",
            by=by,
            about=evidence,
            person=evidence.person,
            reason=reason,
        )
    return voiding


@transaction.atomic
def void_many(evidence: Iterable[Evidence], *, reason: str, by: "User | None") -> int:
    """Void many, each since its own day: as if none of it had been recorded. Return how many.

    What is void already stays as it is. The caller writes one audit entry for all of it.
    """
    rows = list(evidence)
    known = set(
        EvidenceVoid.objects.filter(evidence__in=rows).values_list("evidence_id", flat=True)
    )
    made = [
        EvidenceVoid(evidence=row, on=row.on, reason=reason, by=by)
        for row in rows
        if row.pk not in known
    ]
    EvidenceVoid.objects.bulk_create(made, batch_size=1_000)
    return len(made)
