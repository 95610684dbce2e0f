"""Records evidence with the grade its source can support, and no higher."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.models import Evidence
from certificates.models.evidence import GRADE_MAX, Source
from certificates.signals import evidence_recorded

if TYPE_CHECKING:
    from people.models import User

BATCH = 2_000


class Refusal(Exception):
    """Evidence or an award was refused; ``message`` is for people, ``code`` is stable."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class NewEvidence:
    """Evidence to record: whose, of which course, from where, how good, of which day."""

    person_id: int
    family_id: int
    source: str
    source_ref: str
    grade: int
    on: dt.date
    data: dict[str, Any] = field(default_factory=dict)


def record(new: NewEvidence, *, by: "User | None" = None) -> Evidence:
    """Return the evidence, recorded now or when the same source reference came before.

    Args:
        new: what to record.
        by: the account that vouches for it; None for the system.

    Raises:
        Refusal: ``grade_out_of_reach`` when the source can't support the grade.
    """
    _check(new)
    try:
        with transaction.atomic():
            evidence = Evidence.objects.create(**_fields(new), by=by)
    except IntegrityError:
        return Evidence.objects.get(source=new.source, source_ref=new.source_ref)
    evidence_recorded.send(sender=Evidence, evidence=evidence)
    return evidence


@transaction.atomic
def record_many(rows: Iterable[NewEvidence], *, by: "User | None" = None) -> list[Evidence]:
    """Record many at once and return them; the caller enters their awards in bulk too.

    Args:
        rows: what to record.
        by: the account that vouches for all of it; None for the system.

    Raises:
        Refusal: as ``record``.
        django.db.IntegrityError: when a source reference was recorded before.
    """
    given = list(rows)
    for new in given:
        _check(new)
    return Evidence.objects.bulk_create(
        [Evidence(**_fields(new), by=by) for new in given], batch_size=BATCH
    )


def _check(new: NewEvidence) -> None:
    if new.source not in GRADE_MAX or new.grade > GRADE_MAX[Source(new.source)]:
        raise Refusal("grade_out_of_reach", _("This source can't support evidence of that grade."))


def _fields(new: NewEvidence) -> dict[str, Any]:
    return {
        "person_id": new.person_id,
        "family_id": new.family_id,
        "source": new.source,
        "source_ref": new.source_ref,
        "grade": new.grade,
        "on": new.on,
        "data": new.data,
    }
