"""Evidence: once per source, never better than its source, never changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from certificates.evidence import NewEvidence, Refusal, record, record_many, void
from certificates.models import Evidence, EvidenceVoid
from certificates.models.evidence import GRADE_MAX, Source
from people.models import AuditEntry
from tests.certificates.conftest import DAY, make_evidence


def test_the_same_reference_is_recorded_once(holder, family) -> None:
    first = make_evidence(holder, family)
    assert make_evidence(holder, family) == first
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("source", list(Source))
def test_no_source_supports_more_than_its_grade(source, holder, family) -> None:
    too_good = NewEvidence(holder.pk, family.pk, source, "x", GRADE_MAX[source] + 1, DAY)
    with pytest.raises(Refusal) as refused:
        record(too_good)
    assert refused.value.code == "grade_out_of_reach"
    with pytest.raises(Refusal):
        record_many([too_good])
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("source", list(Source))
def test_not_even_the_tables_take_a_grade_out_of_reach(source, holder, family) -> None:
    row = Evidence(
        person=holder,
        family=family,
        source=source,
        source_ref="x",
        grade=GRADE_MAX[source] + 1,
        on=DAY,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


def test_a_source_nobody_knows_is_refused(holder, family) -> None:
    with pytest.raises(Refusal):
        record(NewEvidence(holder.pk, family.pk, "rumour", "x", 0, DAY))


def test_evidence_is_never_changed_or_removed(holder, family) -> None:
    evidence = make_evidence(holder, family)
    for change in (
        lambda: Evidence.objects.filter(pk=evidence.pk).update(grade=0),
        lambda: Evidence.objects.filter(pk=evidence.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Evidence.objects.get().grade == 2


def test_voiding_is_a_row_of_its_own_written_once(holder, family) -> None:
    evidence = make_evidence(holder, family)
    first = void(evidence=evidence, on=DAY, reason="fraud", by=None)
    again = void(evidence=evidence, on=DAY + dt.timedelta(days=9), reason="other", by=None)
    assert again == first
    assert EvidenceVoid.objects.get().on == DAY
    assert AuditEntry.objects.filter(code="certificates.evidence_voided").count() == 1
