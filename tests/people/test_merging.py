"""Two records that are one person become one, lose nothing, and can be parted again."""

import datetime as dt

import pytest

from people import consent
from people.dated import today
from people.models import Membership, Person, PersonMerge, PersonsApart, RoleGrant, User
from people.queries import memberships_on, owners_of, person_of, persons
from people.refusal import Refusal
from people.registry import add_person, grant_role, join
from people.registry.merging import merge, unmerge
from people.registry.telling_apart import tell_apart
from people.registry.twins import likely_twins
from tests.cast import SINCE, Cast

LIST = "/vi/co-the-la-mot-nguoi/"
Facts = set[tuple[int, str, str, bool]]


@pytest.fixture
def twin(cast: Cast) -> Person:
    """Minh once more: an official of Trảng Bom who is a member of Lan's team as well."""
    person = add_person(
        name="Tran Van Minh",
        birth_year=cast.persons["minh"].birth_year,
        contact_phone="+84909999999",
        source="roster",
        by=None,
    )
    for unit, category in ((cast.trang_bom, "official"), (cast.team, "team_member")):
        join(person=person, unit=unit, category=category, since=dt.date(2026, 1, 1), by=None)
    return person


def facts(person: Person) -> Facts:
    """Return what is believed of a person's memberships."""
    rows = Membership.objects.current().filter(person=person)
    return set(rows.values_list("unit_id", "category", "position", "is_primary"))


def test_merging_keeps_one_primary_a_category_and_parting_restores_all(
    cast: Cast, twin: Person
) -> None:
    """Accounts, memberships and consents go along and come back."""
    minh, tam = cast.persons["minh"], cast.users["tam"]
    account = User.objects.create_user(username="minh2", person=twin)
    consent.give(person=twin, purpose=consent.LEARNING, by=account, method="form")
    before = facts(minh), facts(twin)
    done = merge(keep=minh, twin=twin, by=tam)
    account.refresh_from_db()
    assert person_of(account) == minh
    assert facts(twin) == set()
    assert facts(minh) == {
        (cast.team.pk, "team_member", "member", True),
        (cast.trang_bom.pk, "official", "member", True),
        (cast.team.pk, "team_member", "member", False),
    }
    assert consent.holds(minh, consent.LEARNING)
    assert not persons().filter(pk=twin.pk).exists()
    assert memberships_on(today(), category="team_member").filter(person=minh).count() == 1
    assert owners_of([minh.pk]) == {minh.pk: minh.pk, twin.pk: minh.pk}
    unmerge(merge=done, by=tam)
    unmerge(merge=done, by=tam)
    account.refresh_from_db()
    assert person_of(account) == twin
    assert (facts(minh), facts(twin)) == before
    assert not consent.holds(minh, consent.LEARNING)


def test_a_name_is_never_followed_twice_and_the_later_merge_is_undone_first(
    cast: Cast, twin: Person
) -> None:
    """A third record takes both over."""
    minh, tam = cast.persons["minh"], cast.users["tam"]
    third = add_person(name="Trần Văn Minh", source="roster", by=None)
    join(person=third, unit=cast.trang_bom, category="trader", since=SINCE, by=None)
    first = merge(keep=minh, twin=twin, by=tam)
    second = merge(keep=third, twin=minh, by=tam)
    twin.refresh_from_db()
    assert twin.merged_into_id == third.pk
    with pytest.raises(Refusal):
        unmerge(merge=first, by=tam)
    unmerge(merge=second, by=tam)
    unmerge(merge=first, by=tam)
    twin.refresh_from_db()
    assert twin.merged_into_id is None


def test_who_may_merge_whom(cast: Cast, twin: Person) -> None:
    """Only an officer of both; nobody themselves; no rights are won by it."""
    minh, hoa, lan = (cast.persons[name] for name in ("minh", "hoa", "lan"))
    for by, keep, other, code in (
        ("tam", minh, hoa, "out_of_scope"),
        ("lan", minh, twin, "out_of_scope"),
        ("quy", minh, twin, "out_of_scope"),
        ("tam", cast.persons["tam"], twin, "out_of_scope"),
        ("tam", minh, minh, "same_person"),
    ):
        with pytest.raises(Refusal) as refused:
            merge(keep=keep, twin=other, by=cast.users[by])
        assert refused.value.code == code
    grant_role(person=lan, role="administrator", unit=cast.province, since=SINCE, by=None)
    with pytest.raises(Refusal) as refused:
        merge(keep=lan, twin=twin, by=cast.users["tam"])
    assert refused.value.code == "roles_beyond"
    with pytest.raises(Refusal) as refused:
        merge(keep=twin, twin=lan, by=cast.users["dung"])
    assert refused.value.code == "twin_has_role"
    Person.objects.filter(pk=minh.pk).update(national_id_digest="a" * 64)
    Person.objects.filter(pk=twin.pk).update(national_id_digest="b" * 64)
    with pytest.raises(Refusal) as refused:
        merge(keep=minh, twin=twin, by=cast.users["tam"])
    assert refused.value.code == "two_numbers"
    assert not PersonMerge.objects.exists()
    assert RoleGrant.objects.filter(person=lan).exists()


def test_twins_are_found_by_name_and_year_in_a_commune_or_by_phone(
    cast: Cast, twin: Person
) -> None:
    """Marks in the name don't matter; a different year of birth tells two people apart."""
    minh, day = cast.persons["minh"], today()
    assert likely_twins(cast.users["tam"], day) == [(minh, twin)]
    assert likely_twins(cast.users["dung"], day) == [(minh, twin)]
    Person.objects.filter(pk=twin.pk).update(birth_year=2001, contact_phone=minh.contact_phone)
    assert likely_twins(cast.users["tam"], day) == []
    Person.objects.filter(pk=twin.pk).update(birth_year=None)
    assert len(likely_twins(cast.users["tam"], day)) == 1


def test_the_pages_merge_and_part_within_ones_own_commune(cast: Cast, twin: Person) -> None:
    """The next commune's officer finds neither the pair nor the page."""
    grant_role(
        person=cast.persons["hoa"], role="commune_officer", unit=cast.xuan_loc, since=SINCE, by=None
    )
    minh, page = cast.persons["minh"], f"{LIST}{cast.persons['minh'].pk}/{twin.pk}/"
    tam, hoa = cast.client("tam"), cast.client("hoa")
    assert page in tam.get(LIST).content.decode()
    assert page not in hoa.get(LIST).content.decode()
    assert hoa.get(page).status_code == 404
    assert hoa.post(page, {"keep": minh.pk}).status_code == 404
    shown = tam.get(page).content.decode()
    assert "+84909999999" not in shown
    assert "999" in shown
    tam.post(page, {"keep": minh.pk})
    row = PersonMerge.objects.get()
    assert (row.kept, row.merged) == (minh, twin)
    hoa.post(f"{LIST}{row.pk}/tach-ra/")
    row.refresh_from_db()
    assert row.undone_at is None
    tam.post(f"{LIST}{row.pk}/tach-ra/")
    row.refresh_from_db()
    assert row.undone_at is not None


def test_a_pair_that_was_told_apart_does_not_come_back_until_asked_again(
    cast: Cast, twin: Person
) -> None:
    """Said once by an officer of both; a stranger can neither say it nor take it back."""
    grant_role(
        person=cast.persons["hoa"], role="commune_officer", unit=cast.xuan_loc, since=SINCE, by=None
    )
    minh, day = cast.persons["minh"], today()
    tam, hoa = cast.client("tam"), cast.client("hoa")
    address = f"{LIST}{twin.pk}/{minh.pk}/hai-nguoi/"
    assert hoa.post(address).status_code == 404
    for _once_or_twice in range(2):
        assert tam.post(address).status_code == 302
    row = PersonsApart.objects.get()
    assert (row.one_id, row.other_id) == tuple(sorted((minh.pk, twin.pk)))
    assert likely_twins(cast.users["tam"], day) == []
    assert f"{LIST}{row.pk}/hoi-lai/" in tam.get(LIST).content.decode()
    hoa.post(f"{LIST}{row.pk}/hoi-lai/")
    assert likely_twins(cast.users["dung"], day) == []
    tam.post(f"{LIST}{row.pk}/hoi-lai/")
    assert likely_twins(cast.users["tam"], day) == [(minh, twin)]
    with pytest.raises(Refusal):
        tell_apart(one=minh, other=minh, by=cast.users["tam"])
