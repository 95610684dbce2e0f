"""The registry: one primary membership a category and day; rows that can't be rewritten."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from people import audit, consent
from people.dated import end_of, held_on
from people.models import AuditEntry, Consent, Membership, UnitState
from people.queries import memberships_on, person_of, persons, printed_unit_name
from people.refusal import Refusal
from people.registry import grant_role, join, leave
from people.signals import membership_changed
from tests.cast import SINCE, Cast

DAY = dt.date(2026, 10, 1)


def membership(cast: Cast, who: str) -> Membership:
    """Return somebody's newest membership."""
    return Membership.objects.filter(person=cast.persons[who]).latest("valid_from")


def test_days_are_half_open(cast: Cast) -> None:
    """The day of leaving is the first day outside."""
    leave(membership=membership(cast, "minh"), on=DAY, by=None)
    eve = DAY - dt.timedelta(days=1)
    ids = memberships_on(eve, category="team_member").values_list("person_id", flat=True)
    assert cast.persons["minh"].pk in ids
    ids = memberships_on(DAY, category="team_member").values_list("person_id", flat=True)
    assert cast.persons["minh"].pk not in ids
    assert Membership.objects.filter(held_on(SINCE)).count() == 5


def test_as_known_before_it_was_recorded_nothing_held(cast: Cast) -> None:
    """Two times: when it held, and since when we know it."""
    before = end_of(dt.date(2020, 1, 1))
    assert not memberships_on(DAY, known=before).exists()


def test_a_second_primary_membership_in_a_category_is_refused(cast: Cast) -> None:
    """On any common day; another category or a secondary one is fine."""
    facts = {"person": cast.persons["minh"], "unit": cast.next_team, "by": None}
    with pytest.raises(Refusal) as refused:
        join(category="team_member", since=DAY, **facts)
    assert refused.value.code == "second_primary"
    join(category="team_member", since=DAY, is_primary=False, **facts)
    join(category="citizen", since=DAY, **facts)
    with pytest.raises(Refusal):
        join(category="citizen", since=DAY - dt.timedelta(days=9), **facts)


def test_moving_on_the_same_day_leaves_no_gap(cast: Cast) -> None:
    """Leave and join; told to the upper floors each time."""
    heard = []

    def hear(membership: Membership, **_kwargs: object) -> None:
        heard.append((membership.unit_id, membership.valid_to))

    membership_changed.connect(hear)
    try:
        leave(membership=membership(cast, "minh"), on=DAY, by=None)
        join(
            person=cast.persons["minh"],
            unit=cast.next_team,
            category="team_member",
            since=DAY,
            by=cast.users["tam"],
        )
    finally:
        membership_changed.disconnect(hear)
    assert heard == [(cast.team.pk, DAY), (cast.next_team.pk, None)]
    assert AuditEntry.objects.filter(code="people.joined", by=cast.users["tam"]).count() == 1


def test_leaving_twice_or_before_the_beginning_is_refused(cast: Cast) -> None:
    """With the reason."""
    row = membership(cast, "minh")
    with pytest.raises(Refusal) as refused:
        leave(membership=row, on=SINCE, by=None)
    assert refused.value.code == "ends_too_early"
    leave(membership=row, on=DAY, by=None)
    with pytest.raises(Refusal) as refused:
        leave(membership=row, on=DAY, by=None)
    assert refused.value.code == "already_ended"


def test_a_role_is_given_once(cast: Cast) -> None:
    """The same role in the same unit."""
    with pytest.raises(Refusal):
        grant_role(
            person=cast.persons["tam"],
            role="commune_officer",
            unit=cast.trang_bom,
            since=DAY,
            by=None,
        )


def test_the_database_refuses_to_rewrite_or_delete(cast: Cast) -> None:
    """Whoever asks: a column may be set once where the table says so, nothing else."""
    row = membership(cast, "minh")
    for change in ({"unit_id": cast.next_team.pk}, {"valid_from": DAY}, {"category": "citizen"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Membership.objects.filter(pk=row.pk).update(**change)
    Membership.objects.filter(pk=row.pk).update(valid_to=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.filter(pk=row.pk).update(valid_to=DAY + dt.timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.filter(pk=row.pk).update(valid_to=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_auditentry")
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitState.objects.filter(unit=cast.team).update(name="x")


def test_consent_is_given_and_taken_back_and_both_stay(cast: Cast) -> None:
    """The latest row holds."""
    person, user = cast.persons["binh"], cast.users["binh"]
    assert not consent.holds(person, consent.LEARNING)
    consent.give(person=person, purpose=consent.LEARNING, by=user, method="test")
    assert consent.holds(person, consent.LEARNING)
    consent.withdraw(person=person, purpose=consent.LEARNING, by=user, method="test")
    assert not consent.holds(person, consent.LEARNING)
    assert Consent.objects.filter(person=person).count() == 2
    with pytest.raises(ValueError, match="unknown purpose"):
        consent.give(person=person, purpose="selling", by=user, method="test")


def test_audit_says_what_it_was_about(cast: Cast) -> None:
    """By model and key, with data."""
    audit.record("people.tested", by=cast.users["tam"], about=cast.team, rows=3)
    entry = audit.entries_about(cast.team).get(code="people.tested")
    assert (entry.about, entry.data) == (f"people.unit:{cast.team.pk}", {"rows": 3})


def test_a_merged_person_is_counted_once(cast: Cast) -> None:
    """Accounts of the other row lead to the one that stays."""
    twin = cast.persons["binh"]
    twin.merged_into = cast.persons["minh"]
    twin.save()
    assert twin not in persons()
    cast.users["binh"].refresh_from_db()
    assert person_of(cast.users["binh"]) == cast.persons["minh"]


def test_a_certificate_prints_unit_and_commune(cast: Cast) -> None:
    """The office of an official, the team of a member, nothing of others."""
    assert printed_unit_name(cast.persons["tam"].pk, DAY) == "Phường Trảng Bom"
    assert printed_unit_name(cast.persons["minh"].pk, DAY) == "Tổ 3, Trảng Bom, Phường Trảng Bom"
    assert printed_unit_name(cast.persons["dung"].pk, DAY) == "Sở Khoa học và Công nghệ"
    assert printed_unit_name(cast.persons["binh"].pk, DAY) == ""
