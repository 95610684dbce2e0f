"""Takes the force from evidence, from a day on; the evidence itself stays."""

import datetime as dt
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
