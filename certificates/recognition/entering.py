"""Recognised completions as evidence and awards of their own kind, and taking them back.

A completion reported by two sources is two pieces of evidence and one award: when one of them is
taken back, the other goes on counting.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from certificates.evidence import NewEvidence, record_many, void_many
from certificates.models import Award, Equivalence, Evidence, RecognitionSource
from certificates.queries import standing_awards
from certificates.recognition.judging import in_chunks
from certificates.recognition.sources import evidence_source
from certificates.register import NewAward, issue_many, revoke_many
from certificates.register.reasons import MISTAKE
from people.dated import today
from people.queries import owners_of

if TYPE_CHECKING:
    from people.models import User

REFERENCE = "recognised:"
FIRST_RULE = 1


@dataclass(frozen=True)
class Entry:
    """A completion to record: whose, on which day, under which decision, from which paper."""

    person_id: int
    on: dt.date
    decision: Equivalence
    data: dict[str, Any]


def record_entries(
    entries: Sequence[Entry], *, source: RecognitionSource, by: "User | None"
) -> list[Evidence]:
    """Return new evidence for each of ``entries``, in their order.

    The reference says the source, the person, the course, the day and the how-manieth time:
    evidence that was voided never stands again, and two at once can't both be the second.
    """
    kind = evidence_source(source)
    times = Counter(
        Evidence.objects.filter(
            source=kind,
            source_ref__startswith=f"{REFERENCE}{source.pk}:",
            person_id__in={entry.person_id for entry in entries},
        ).values_list("person_id", "family_id", "on")
    )
    rows = []
    for entry in entries:
        key = (entry.person_id, entry.decision.family_id, entry.on)
        times[key] += 1
        rows.append(
            NewEvidence(
                person_id=entry.person_id,
                family_id=entry.decision.family_id,
                source=kind,
                source_ref=_reference(source, entry, times[key]),
                grade=entry.decision.max_grade,
                on=entry.on,
                data={
                    "from": source.pk,
                    "from_name": source.name,
                    "decision": entry.decision.pk,
                    "counts_as": entry.decision.counts_as_id,
                    **entry.data,
                },
            )
        )
    return record_many(rows, by=by)


def _reference(source: RecognitionSource, entry: Entry, time: int) -> str:
    said = (source.pk, entry.person_id, entry.decision.family_id, f"{entry.on:%Y%m%d}", time)
    return REFERENCE + ":".join(str(part) for part in said)


def award(evidence: Iterable[Evidence]) -> int:
    """Enter one award a person and course for ``evidence``, and return how many.

    Who holds a standing award of the course that is as good gets no other. A place in the
    register is never free again, so an award in place of a revoked one of the same day is of the
    next rule version.
    """
    best: dict[tuple[int, int], Evidence] = {}
    for row in sorted(evidence, key=lambda one: (-one.grade, one.on)):
        best.setdefault((row.person_id, row.family_id), row)
    new = [
        NewAward.for_evidence(row, rule_version=version)
        for chunk in in_chunks(best.values())
        for row, version in _missing(chunk)
    ]
    return issue_many(new, issued_on=today()) if new else 0


def _missing(rows: Sequence[Evidence]) -> list[tuple[Evidence, int]]:
    """Return the rows that need an award, each with the rule version that is free."""
    owners = owners_of({row.person_id for row in rows})
    families = {row.family_id for row in rows}
    held: dict[tuple[int, int], int] = {}
    standing = standing_awards(dt.date.max).filter(
        person_id__in=list(owners), family_id__in=families, events__isnull=True
    )
    for person, family, grade in standing.values_list("person_id", "family_id", "grade"):
        key = (owners[person], family)
        held[key] = max(grade, held.get(key, 0))
    taken = {
        (person, family, on): version
        for person, family, on, version in Award.objects.filter(
            person_id__in=list(owners), family_id__in=families
        )
        .order_by()
        .values_list("person_id", "family_id", "valid_from")
        .annotate(Max("rule_version"))
    }
    return [
        (row, taken.get((row.person_id, row.family_id, row.on), FIRST_RULE - 1) + 1)
        for row in rows
        if held.get((row.person_id, row.family_id), -1) < row.grade
    ]


@transaction.atomic
def take_back(evidence: Iterable[Evidence], *, reason: str, by: "User | None") -> int:
    """Void ``evidence`` as if it had never been recorded, with the awards that rest on it.

    Whoever has other recognised evidence of the same course gets their award from that one.
    The caller writes the audit entry. Returns how many were voided.
    """
    rows = list(evidence)
    voided = sum(void_many(chunk, reason=reason, by=by) for chunk in in_chunks(rows))
    for chunk in in_chunks(rows):
        resting = Award.objects.filter(evidence__in=chunk).prefetch_related("events")
        revoke_many(resting, on=today(), reason=MISTAKE, by=by)
    for chunk in in_chunks(rows):
        owners = owners_of({row.person_id for row in chunk})
        others = Evidence.objects.filter(
            person_id__in=list(owners),
            family_id__in={row.family_id for row in chunk},
            source_ref__startswith=REFERENCE,
            void__isnull=True,
        )
        award(others)
    return voided
