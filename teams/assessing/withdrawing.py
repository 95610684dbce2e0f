"""Takes back an observation that was written down wrongly: what it supported is void."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from certificates import queries as register
from certificates.evidence import void
from people import audit
from people.refusal import Refusal
from people.text import tidy
from teams.assessing.confirming import OBSERVED, SUPERVISED
from teams.models import Observation

if TYPE_CHECKING:
    from people.models import User

# As long as the list of a class can be corrected.
DAYS = 30


@transaction.atomic
def withdraw(*, observation: Observation, reason: str, by: "User", at: dt.datetime) -> int:
    """Void what the observation supports, since its day; return how much that was (0 or 1).

    Raises:
        Refusal: ``not_yours``, ``no_reason`` or ``too_late``.
    """
    if observation.by_id != by.pk:
        raise Refusal("not_yours", _("Only whoever wrote it down can take it back."))
    if not tidy(reason):
        raise Refusal("no_reason", _("Say in a few words what was wrong."))
    if at > observation.at + dt.timedelta(days=DAYS):
        raise Refusal("too_late", _("It can be taken back for 30 days."))
    rows = [
        row
        for source in (OBSERVED, SUPERVISED)
        for row in register.evidence_from(source, _prefix(observation.pk))
        if getattr(row, "void", None) is None
    ]
    for row in rows:
        void(evidence=row, on=row.on, reason=f"observation taken back: {tidy(reason)}", by=by)
    if rows:
        audit.record(
            "teams.observation_withdrawn",
            by=by,
            about=observation,
            person=observation.learner,
            reason=tidy(reason)[:200],
        )
    return len(rows)


def withdrawn(observation_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which observations supported something that is void now; one query."""
    references = {f"{_prefix(key)}1": key for key in observation_ids}
    found = register.voided_references(references)
    return frozenset(references[reference] for reference in found)


def _prefix(key: UUID) -> str:
    return f"observation:{key}:"
