"""Who holds what on a day: the reads that boards and indicators share."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from certificates.models import Award, AwardEvent, Evidence, EvidenceVoid
from certificates.models.evidence import Source
from people.queries import among, merged_persons, owners_of, records_of

if TYPE_CHECKING:
    from people.models import Person

# Below this grade not only awards but evidence itself can make a person count.
AWARDED_FROM = 2


def awards_of(person: "Person") -> QuerySet[Award]:
    """Return all awards of a person, newest first, whatever their state.

    Those of records that were found to be the same person are among them.
    """
    return (
        Award.objects.filter(person__in=records_of(person.pk))
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


def awards_worth(day: dt.date, family_ids: Iterable[int]) -> QuerySet[Any]:
    """Return the awards that count on ``day`` as one of our courses, which ``worth`` names.

    Those of the courses themselves, and those of courses elsewhere that a decision made worth
    one of them. For what is asked of somebody; what was passed here is another question.
    """
    wanted = list(family_ids)
    is_own = Q(family_id__in=wanted)
    said = KeyTextTransform("counts_as", "evidence__data")
    return (
        standing_awards(day)
        .filter(is_own | Q(evidence__data__counts_as__in=wanted))
        .annotate(
            worth=Case(
                When(is_own, then=F("family_id")),
                default=Cast(said, BigIntegerField()),
            )
        )
    )


def persons_trained(
    day: dt.date,
    *,
    grade_floor: int,
    origins: Iterable[str] | None = None,
    family_ids: Iterable[int] | None = None,
    since: dt.date | None = None,
) -> QuerySet:
    """Return the ids of persons who count as trained on ``day``, for use as a subquery.

    Args:
        day: the day asked about.
        grade_floor: the least grade of evidence that counts.
        origins: only courses taught there ("own", "classroom", "platform").
        family_ids: only these courses.
        since: only what is of this day or later.
    """
    where = Q(grade__gte=grade_floor)
    if origins is not None:
        where &= Q(family__origin__in=list(origins))
    if family_ids is not None:
        where &= Q(family_id__in=list(family_ids))
    newer = Q() if since is None else Q(valid_from__gte=since)
    awarded = standing_awards(day).filter(where, newer)
    rows = awarded.order_by().values("person_id")
    through = [_through_others(rows)]
    if grade_floor < AWARDED_FROM:
        newer = Q() if since is None else Q(on__gte=since)
        evident = standing_evidence(day).filter(where, newer).order_by().values("person_id")
        through += [evident, _through_others(evident)]
    return rows.union(*through)


def persons_expiring(day: dt.date, *, within_days: int) -> QuerySet:
    """Return the ids of persons one of whose awards ends soon after ``day`` and isn't renewed.

    Args:
        day: the day asked about.
        within_days: how soon: the award counts on ``day`` and no longer so many days after it.
    """
    end = day + dt.timedelta(days=within_days)
    later = standing_awards(end).filter(
        person_id=OuterRef("person_id"), family_id=OuterRef("family_id")
    )
    ending = standing_awards(day).filter(valid_until__lte=end).exclude(Exists(later))
    rows = ending.order_by().values("person_id")
    return rows.union(_through_others(rows))


def persons_with_certificate(day: dt.date) -> QuerySet:
    """Return the ids of persons who hold an award on ``day`` that counts and isn't revoked.

    An award whose evidence still counts but which was revoked for its print isn't held any more.
    """
    ended = AwardEvent.objects.filter(
        award_id=OuterRef("pk"), act=AwardEvent.Act.REVOKED, on__lte=day
    )
    rows = standing_awards(day).exclude(Exists(ended)).order_by().values("person_id")
    return rows.union(_through_others(rows))


def persons_revoked(day: dt.date) -> QuerySet:
    """Return the ids of persons of whose awards one was revoked on ``day`` or before."""
    ended = AwardEvent.objects.filter(act=AwardEvent.Act.REVOKED, on__lte=day)
    rows = ended.order_by().values("award__person_id")
    return rows.union(_through_others(rows))


def _through_others(rows: QuerySet) -> QuerySet:
    """Return the ids of the persons in whom those of ``rows`` were found to be the same."""
    return merged_persons().filter(pk__in=rows).order_by().values("merged_into_id")


def standing_evidence(day: dt.date) -> QuerySet[Evidence]:
    """Return the evidence that counts on ``day``: recorded of that day or before, not void.

    Having been at a class in the village is evidence too, but nobody is trained by that alone.
    """
    voided = EvidenceVoid.objects.filter(evidence_id=OuterRef("pk"), on__lte=day)
    rows = Evidence.objects.filter(on__lte=day).exclude(source=Source.ATTENDANCE)
    return rows.exclude(Exists(voided))


def evidence_from(source: str, reference: str) -> QuerySet[Evidence]:
    """Return the evidence of a source whose reference begins so, oldest first, with its voiding."""
    rows = Evidence.objects.filter(source=source, source_ref__startswith=reference)
    return rows.select_related("person", "void").order_by("recorded_at", "pk")


@dataclass(frozen=True)
class EvidenceRow:
    """One piece of evidence with the award made from it, if any, whatever became of them."""

    person_id: int
    family_id: int
    course: str
    origin: str
    grade: int
    on: dt.date
    number: str
    valid_until: dt.date | None
    void_on: dt.date | None


def all_evidence(person_ids: Iterable[int]) -> list[EvidenceRow]:
    """Return all evidence of the persons, void and expired too; attendance alone isn't among it."""
    owners = owners_of(person_ids)
    rows = Evidence.objects.filter(person_id__in=list(owners)).exclude(source=Source.ATTENDANCE)
    values = rows.order_by("on", "pk").values_list(
        "person_id", "family_id", "family__title", "family__origin", "grade", "on",
        "awards__number", "awards__valid_until", "void__on",
    )  # fmt: skip
    return [
        EvidenceRow(owners[person], family, course, origin, grade, on, number or "", until, void)
        for person, family, course, origin, grade, on, number, until, void in values
    ]


def voided_references(references: Iterable[str]) -> set[str]:
    """Return which of these references name evidence that is void."""
    rows = Evidence.objects.filter(source_ref__in=list(references), void__isnull=False)
    return set(rows.values_list("source_ref", flat=True))


class CountingSpan(NamedTuple):
    """From when until when an award, or evidence by itself, lets somebody count.

    ``person_id`` is whose it is now, ``record_id`` the record it was given to.
    """

    person_id: int
    record_id: int
    family_id: int
    origin: str
    grade: int
    since: dt.date
    until: dt.date | None
    void_on: dt.date | None
    # When the award itself was revoked, whatever became of its evidence.
    revoked_on: dt.date | None = None


def award_spans(person_ids: Iterable[int]) -> list[CountingSpan]:
    """Return the awards of the persons with their validity, as ``standing_awards`` reads it."""
    owners = owners_of(person_ids)
    is_revoked = Q(events__act=AwardEvent.Act.REVOKED)
    rows = Award.objects.filter(_of(person_ids, owners)).order_by()
    values = rows.annotate(revoked=FilteredRelation("events", condition=is_revoked)).values_list(
        "person_id", "family_id", "family__origin", "grade", "valid_from", "valid_until",
        "evidence__void__on", "revoked__on",
    )  # fmt: skip
    return [CountingSpan(owners[row[0]], *row) for row in values]


def evidence_spans(person_ids: Iterable[int]) -> list[CountingSpan]:
    """Return the evidence of the persons with its validity, as ``standing_evidence`` reads it."""
    owners = owners_of(person_ids)
    rows = Evidence.objects.filter(_of(person_ids, owners)).exclude(source=Source.ATTENDANCE)
    values = rows.order_by().values_list(
        "person_id", "family_id", "family__origin", "grade", "on", "void__on"
    )
    return [
        CountingSpan(owners[person], person, family, origin, grade, on, None, void_on)
        for person, family, origin, grade, on, void_on in values
    ]


def ever_known() -> set[int]:
    """Return the persons of whom the register ever had an award or evidence, whoever they are now."""
    found: set[int] = set()
    for model in (Award, Evidence):
        rows = model._default_manager.order_by()
        owner = Coalesce("person__merged_into_id", "person_id")
        found.update(rows.values_list(owner, flat=True).distinct())
        found.update(rows.values_list("person_id", flat=True).distinct())
    return found


def revocation_days(person_ids: Iterable[int]) -> list[tuple[int, dt.date]]:
    """Return (person, day) for every revocation of an award of the persons."""
    owners = owners_of(person_ids)
    theirs = _of(person_ids, owners, "award__person_id")
    rows = AwardEvent.objects.filter(theirs, act=AwardEvent.Act.REVOKED).order_by()
    return [(owners[person], on) for person, on in rows.values_list("award__person_id", "on")]


def _of(person_ids: Iterable[int], owners: dict[int, int], field: str = "person_id") -> Q:
    """Return the condition that rows are the persons' own or of records merged into theirs."""
    merged = [record for record, owner in owners.items() if record != owner]
    return among(field, person_ids) | Q(**{f"{field}__in": merged})
