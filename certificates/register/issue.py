"""Enters awards in the register, once each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from certificates.models import Award, Evidence
from certificates.register import numbers
from certificates.register.facts import printed_facts
from certificates.signals import award_issued
from people import audit
from people.queries import printed_unit_name, printed_unit_names

if TYPE_CHECKING:
    from people.models import User

BATCH = 1_000


@dataclass(frozen=True)
class NewAward:
    """An award to enter: on which evidence, under which rule, valid from when to when."""

    evidence: Evidence
    rule_version: int
    valid_from: dt.date
    valid_until: dt.date | None = None

    @classmethod
    def for_evidence(cls, evidence: Evidence, *, rule_version: int) -> Self:
        """Return an award valid for ever since the day of the evidence."""
        return cls(evidence=evidence, rule_version=rule_version, valid_from=evidence.on)


def issue(new: NewAward, *, by: "User | None" = None, at: dt.datetime | None = None) -> Award:
    """Return the award, entered now or when the same one was entered before.

    Same means: person, course family, rule version and start of validity. A learner who holds a
    standing award of the course under the same rule gets that one, however often they pass.

    Args:
        new: what to enter.
        by: the account that issues; None for the system.
        at: the instant of issue; now when None.
    """
    evidence, instant = new.evidence, at or timezone.now()
    with transaction.atomic():
        held = _held(new)
        if held is not None:
            return held
        try:
            with transaction.atomic():
                award = _enter(new, instant)
        except IntegrityError:
            return _same(new).get()
        audit.record(
            "certificates.issued",
            by=by,
            about=award,
            person=evidence.person,
            number=award.number,
        )
        award_issued.send(sender=Award, award=award)
    return award


@transaction.atomic
def issue_many(
    rows: Sequence[NewAward],
    *,
    at: dt.datetime | None = None,
    is_synthetic: bool = False,
    issued_on: dt.date | None = None,
) -> int:
    """Enter many awards in the order of their days and return how many.

    For moving a platform, for recognising lists of other platforms and for the demo; nothing is
    announced: a document is made on first request.

    Args:
        rows: at most one a person, family and day; evidence with person and family ids.
        at: the instant of issue for all; the day's end of each evidence when None.
        is_synthetic: the persons are invented.
        issued_on: the day they are dated and numbered by; each award's own when None.
    """
    ordered = sorted(rows, key=lambda row: (row.valid_from, row.evidence.person_id))
    loaded = _loaded(ordered)
    counts: dict[int, int] = defaultdict(int)
    for row in ordered:
        counts[(issued_on or row.valid_from).year] += 1
    free = {year: iter(numbers.take(year, count)) for year, count in sorted(counts.items())}
    units = printed_unit_names({row.evidence.person_id: row.valid_from for row in ordered})
    Award.objects.bulk_create(
        [
            _award(
                row,
                number=next(free[(issued_on or row.valid_from).year]),
                unit=units.get(row.evidence.person_id, ""),
                instant=at or timezone.now(),
                issued_on=issued_on or row.valid_from,
                evidence=loaded[row.evidence.pk],
                is_synthetic=is_synthetic or loaded[row.evidence.pk].person.is_synthetic,
            )
            for row in ordered
        ],
        batch_size=BATCH,
    )
    return len(ordered)


def _same(new: NewAward) -> QuerySet[Award]:
    return Award.objects.filter(
        person_id=new.evidence.person_id,
        family_id=new.evidence.family_id,
        rule_version=new.rule_version,
        valid_from=new.valid_from,
    )


def _held(new: NewAward) -> Award | None:
    """Return a standing award that already says what ``new`` would say."""
    rows = Award.objects.filter(
        person_id=new.evidence.person_id,
        family_id=new.evidence.family_id,
        rule_version=new.rule_version,
        valid_from__lte=new.valid_from,
        events__isnull=True,
    )
    for award in rows.order_by("valid_from"):
        if award.valid_until is None or award.valid_until > new.valid_from:
            return award
    return None


def _enter(new: NewAward, instant: dt.datetime) -> Award:
    evidence = new.evidence
    issued_on = timezone.localdate(instant)
    award = _award(
        new,
        number=numbers.take(issued_on.year)[0],
        unit=printed_unit_name(evidence.person_id, evidence.on),
        instant=instant,
        issued_on=issued_on,
        evidence=evidence,
        is_synthetic=evidence.person.is_synthetic,
    )
    award.save(force_insert=True)
    return award


def _award(
    new: NewAward,
    *,
    number: str,
    unit: str,
    instant: dt.datetime,
    issued_on: dt.date,
    evidence: Evidence,
    is_synthetic: bool,
) -> Award:
    return Award(
        person_id=evidence.person_id,
        family_id=evidence.family_id,
        rule_version=new.rule_version,
        valid_from=new.valid_from,
        valid_until=new.valid_until,
        evidence=evidence,
        grade=evidence.grade,
        number=number,
        check_code=numbers.check_code(),
        facts=printed_facts(evidence, unit=unit, issued_on=issued_on),
        issued_at=instant,
        is_synthetic=is_synthetic,
    )


def _loaded(rows: Sequence[NewAward]) -> dict[object, Evidence]:
    """Return the rows' evidence with person and family, read in a few queries."""
    found: dict[object, Evidence] = {}
    keys = [row.evidence.pk for row in rows]
    for start in range(0, len(keys), BATCH // 2):
        chunk = keys[start : start + BATCH // 2]
        found |= {
            row.pk: row
            for row in Evidence.objects.filter(pk__in=chunk).select_related("person", "family")
        }
    return found
