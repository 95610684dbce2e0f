"""The register: issued once, numbered without gaps, ended by events, never rewritten."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from certificates import queries
from certificates.evidence import Refusal
from certificates.models import Award, AwardEvent
from certificates.register import NewAward, issue, issue_many, revoke, state_of, supersede
from certificates.signals import award_changed, award_issued
from people.models import AuditEntry
from tests.certificates.conftest import DAY, make_award, make_evidence, make_family, make_person


def test_issuing_twice_gives_the_same_award(holder, family) -> None:
    evidence = make_evidence(holder, family)
    new = NewAward.for_evidence(evidence, rule_version=1)
    first = issue(new, at=timezone.now())
    again = issue(new, at=timezone.now() + dt.timedelta(days=3))
    assert (again.pk, again.number, again.issued_at) == (first.pk, first.number, first.issued_at)
    assert AuditEntry.objects.filter(code="certificates.issued").count() == 1


def test_passing_again_later_changes_nothing_while_the_award_stands(award, holder, family) -> None:
    again = make_award(holder, family, "2", valid_from=DAY + dt.timedelta(days=40))
    assert again == award
    assert Award.objects.count() == 1


def test_when_validity_has_ended_passing_again_gives_a_new_award(holder, family) -> None:
    first = make_award(holder, family, valid_until=dt.date(2026, 10, 30))
    second = make_award(holder, family, "2", valid_from=dt.date(2026, 10, 30))
    assert first != second


def test_numbers_have_no_gaps_even_when_an_issue_fails(family) -> None:
    make_award(make_person("Một"), family, "1")
    with transaction.atomic():
        make_award(make_person("Hai"), family, "2")
        transaction.set_rollback(True)
    make_award(make_person("Ba"), family, "3")
    year = timezone.localdate().year
    assert sorted(Award.objects.values_list("number", flat=True)) == [
        f"DNI-{year}-000001",
        f"DNI-{year}-000002",
    ]


def test_many_are_numbered_in_the_order_of_their_days(family) -> None:
    rows = [
        NewAward.for_evidence(
            make_evidence(make_person(f"Người {n}"), family, str(n), on=DAY - dt.timedelta(days=n)),
            rule_version=1,
        )
        for n in range(4)
    ]
    assert issue_many(rows, is_synthetic=True) == 4
    awards = list(Award.objects.order_by("number"))
    assert [award.number for award in awards] == [f"DNI-2026-{n:06d}" for n in range(1, 5)]
    assert [award.valid_from for award in awards] == sorted(row.valid_from for row in rows)
    assert all(award.is_synthetic and award.facts["issuer"] for award in awards)


def test_printed_facts_are_a_copy(award, holder, family) -> None:
    holder.name = "Tên Mới"
    holder.save()
    family.title = "Tên khoá mới"
    family.save()
    award.refresh_from_db()
    assert award.facts["name"] == "Đặng Thị Ngọc Ưu"
    assert award.facts["course"] == "Làm quen với VNeID"


@pytest.mark.parametrize(
    "change", [{"number": "X"}, {"facts": {}}, {"issued_at": timezone.now()}, {"valid_from": DAY}]
)
def test_no_column_of_an_award_can_be_changed(award, change) -> None:
    if change == {"valid_from": DAY}:
        change = {"valid_from": DAY + dt.timedelta(days=1)}
    with pytest.raises(DatabaseError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(**change)


def test_nothing_can_remove_an_award(award, holder, family) -> None:
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        award.delete()
    for owner in (holder, family):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            owner.delete()
    call_command("purge_revisions", verbosity=0)
    assert Award.objects.filter(pk=award.pk).exists()


def test_a_name_change_gives_a_replacement_and_keeps_the_old_one(award) -> None:
    new = supersede(award=award, facts={"name": "Đặng Thị Ngọc Ứ"}, reason="name", by=None)
    award.refresh_from_db()
    assert award.facts["name"] == "Đặng Thị Ngọc Ưu"
    assert new.facts["name"] == "Đặng Thị Ngọc Ứ"
    assert new.facts["replaces"] == award.number
    assert new.number != award.number
    assert new.check_code != award.check_code
    state = state_of(award, timezone.localdate())
    assert (state.code, state.replacement) == ("superseded", new)
    assert state_of(new, timezone.localdate()).code == "valid"


def test_a_replaced_award_can_not_be_replaced_again(award) -> None:
    supersede(award=award, facts={}, reason="x", by=None)
    with pytest.raises(Refusal) as refused:
        supersede(award=award, facts={}, reason="x", by=None)
    assert refused.value.code == "ended"


def test_a_revocation_with_void_evidence_ends_being_trained_from_its_day(award, holder) -> None:
    day = DAY + dt.timedelta(days=10)
    revoke(award=award, on=day, reason="fraud", voids_evidence=True, by=None)
    before = day - dt.timedelta(days=1)
    assert queries.persons_trained(before, grade_floor=2).get()["person_id"] == holder.pk
    assert not queries.persons_trained(day, grade_floor=2).exists()
    assert state_of(award, before).code == "valid"
    assert state_of(award, day).code == "revoked"


def test_a_revocation_of_the_paper_alone_leaves_the_person_trained(award) -> None:
    revoke(award=award, on=DAY, reason="wrong_facts", voids_evidence=False, by=None)
    assert queries.persons_trained(DAY, grade_floor=2).exists()
    assert state_of(award, DAY).code == "revoked"


def test_revoking_twice_keeps_the_first(award) -> None:
    first = revoke(award=award, on=DAY, reason="fraud", voids_evidence=True, by=None)
    again = revoke(award=award, on=DAY, reason="mistake", voids_evidence=False, by=None)
    assert again == first
    assert AwardEvent.objects.count() == 1


def test_a_revocation_needs_a_reason(award) -> None:
    with pytest.raises(Refusal):
        revoke(award=award, on=DAY, reason="  ", voids_evidence=False, by=None)


def test_validity_is_half_open(holder, family) -> None:
    award = make_award(holder, family, valid_until=dt.date(2026, 10, 30))
    assert state_of(award, dt.date(2026, 10, 29)).code == "valid"
    assert state_of(award, dt.date(2026, 10, 30)).code == "expired"
    assert not queries.standing_awards(dt.date(2026, 10, 30)).exists()


def test_a_person_counts_once_whatever_they_hold(holder, family) -> None:
    make_award(holder, family)
    other = make_family("an-toan")
    make_award(holder, other, "2")
    assert len(queries.persons_trained(DAY, grade_floor=0)) == 1
    assert len(queries.persons_trained(DAY, grade_floor=2)) == 1


def test_changes_are_announced(holder, family) -> None:
    heard: list[str] = []

    def on_issued(**kwargs: object) -> None:
        heard.append("issued")

    def on_changed(**kwargs: object) -> None:
        heard.append("changed")

    award_issued.connect(on_issued)
    award_changed.connect(on_changed)
    try:
        award = make_award(holder, family)
        make_award(holder, family)
        revoke(award=award, on=DAY, reason="fraud", voids_evidence=True, by=None)
    finally:
        award_issued.disconnect(on_issued)
        award_changed.disconnect(on_changed)
    assert heard == ["issued", "changed"]
