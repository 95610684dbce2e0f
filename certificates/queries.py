"""Who holds what on a day: the reads that boards and indicators share."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from certificates.models import Award, Evidence, EvidenceVoid

if TYPE_CHECKING:
    from people.models import Person

# Below this grade not only awards but evidence itself can make a person count.
AWARDED_FROM = 2


def awards_of(person: "Person") -> QuerySet[Award]:
    """Return all awards of a person, newest first, whatever their state."""
    return (
        Award.objects.filter(person=person)
        .select_related("family")
        .prefetch_related("events__replacement")
        .order_by("-valid_from", "-number")
    )


def award_by_code(check_code: str) -> Award | None:
    """Return the award with this check code, or None."""
    return Award.objects.select_related("family").filter(check_code=check_code).first()


def standing_awards(day: dt.date, *, known: dt.datetime | None = None) -> QuerySet[Award]:
    """Return the awards that count on ``day``.

    An award counts from its day until it expires. A revocation ends that only when the evidence
    is void too; a superseded award's evidence goes on counting through its replacement and,
    until that begins, through the award itself.

    Args:
        day: the day asked about (its end).
        known: as known at this instant; None means now.
    """
    voided = EvidenceVoid.objects.filter(evidence_id=OuterRef("evidence_id"), on__lte=day)
    rows = Award.objects.filter(valid_from__lte=day).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    )
    if known is not None:
        rows = rows.filter(issued_at__lte=known)
        voided = voided.filter(recorded_at__lte=known)
    return rows.exclude(Exists(voided))


def persons_trained(
    day: dt.date,
    *,
    grade_floor: int,
    origins: Iterable[str] | None = None,
    family_ids: Iterable[int] | None = None,
) -> QuerySet:
    """Return the ids of persons who count as trained on ``day``, for use as a subquery.

    Args:
        day: the day asked about.
        grade_floor: the least grade of evidence that counts.
        origins: only courses taught there ("own", "classroom", "platform").
        family_ids: only these courses.
    """
    where = Q(grade__gte=grade_floor)
    if origins is not None:
        where &= Q(family__origin__in=list(origins))
    if family_ids is not None:
        where &= Q(family_id__in=list(family_ids))
    awarded = standing_awards(day).filter(where)
    if grade_floor >= AWARDED_FROM:
        return awarded.order_by().values("person_id")
    evident = standing_evidence(day).filter(where)
    return awarded.order_by().values("person_id").union(evident.order_by().values("person_id"))


def standing_evidence(day: dt.date) -> QuerySet[Evidence]:
    """Return the evidence that counts on ``day``: recorded of that day or before, not void."""
    voided = EvidenceVoid.objects.filter(evidence_id=OuterRef("pk"), on__lte=day)
    return Evidence.objects.filter(on__lte=day).exclude(Exists(voided))
