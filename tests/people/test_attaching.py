"""Who signed up and belongs to no unit: found by those who may, and put where they belong."""

import pytest

from people.accounts.signup import Details, account_for
from people.dated import today
from people.models import AuditEntry, Membership, Person, PersonMerge, Unit, User
from people.queries import memberships_on
from people.refusal import Refusal
from people.registry import add_person, join
from people.registry.attaching import (
    attach,
    attach_to_roster,
    likely_on_roster,
    unattached_accounts,
)
from people.registry.merging import unmerge
from tests.cast import Cast

LIST = "/vi/chua-co-don-vi/"


@pytest.fixture
def newcomer(cast: Cast) -> User:
    """Somebody on no roster, with Bình, who belongs to no unit either."""
    return account_for(Details(name="Lý Thị Mai", birth_year=1960, phone="+84977000111"))


def test_the_province_sees_all_and_an_officer_whose_number_is_told(
    cast: Cast, newcomer: User
) -> None:
    """Nobody of a roster and nobody with a role is among them."""
    dung, tam, day = cast.users["dung"], cast.users["tam"], today()
    assert set(unattached_accounts(dung, day)) == {newcomer, cast.users["binh"]}
    assert not unattached_accounts(tam, day).exists()
    assert list(unattached_accounts(tam, day, phone=newcomer.phone)) == [newcomer]
    assert not unattached_accounts(cast.users["lan"], day, phone=newcomer.phone).exists()
    assert not unattached_accounts(cast.users["trang"], day).exists()


def test_an_officer_puts_somebody_into_the_own_commune_only(cast: Cast, newcomer: User) -> None:
    """Once; the account is as sure as before."""
    tam = cast.users["tam"]
    for unit in (cast.xuan_loc, cast.department, cast.province):
        with pytest.raises(Refusal) as refusal:
            attach(account=newcomer, unit_id=unit.pk, category="citizen", by=tam)
        assert refusal.value.code == "out_of_scope"
    attach(account=newcomer, unit_id=cast.trang_bom.pk, category="citizen", by=tam)
    assert memberships_on(today()).get(person=newcomer.person).unit_id == cast.trang_bom.pk
    newcomer.refresh_from_db()
    assert newcomer.link == User.Link.DECLARED
    with pytest.raises(Refusal) as refusal:
        attach(account=newcomer, unit_id=cast.trang_bom.pk, category="trader", by=tam)
    assert refusal.value.code == "attached"
    assert Membership.objects.filter(person=newcomer.person).count() == 1
    assert AuditEntry.objects.filter(code="people.attached", by=tam).count() == 1


def test_nobody_is_made_a_team_member_here(cast: Cast, newcomer: User) -> None:
    """That is the team's roster's affair."""
    with pytest.raises(Refusal):
        attach(
            account=newcomer,
            unit_id=cast.trang_bom.pk,
            category="team_member",
            by=cast.users["dung"],
        )


def test_whoever_may_be_on_the_roster_is_pointed_out(cast: Cast, newcomer: User) -> None:
    """The same name and year of birth in the officer's own commune, not elsewhere."""
    assert newcomer.person is not None
    same = account_for(Details(name="Ly Thi Mai", birth_year=1960, phone="+84977000222")).person
    assert same is not None
    join(person=same, unit=cast.xuan_loc, category="citizen", since=today(), by=None)
    assert list(likely_on_roster(newcomer, cast.users["dung"], today())) == [same]
    assert list(likely_on_roster(newcomer, cast.users["tam"], today())) == []


def test_the_pages_search_by_number_and_write_the_look_down(cast: Cast, newcomer: User) -> None:
    """A number that nobody told opens nothing."""
    tam = cast.client("tam")
    address = f"{LIST}{newcomer.pk}/"
    assert "Lý Thị Mai" not in tam.get(f"{LIST}?tim=Mai").content.decode()
    assert tam.get(address).status_code == 404
    assert "Lý Thị Mai" in tam.post(LIST, {"tim": "0977 000 111"}).content.decode()
    assert tam.get(address).status_code == 200
    sent = tam.post(address, {"unit": cast.trang_bom.pk, "category": "citizen"})
    assert sent.status_code == 302
    assert tam.get(address).status_code == 404
    assert AuditEntry.objects.filter(code="people.unattached_seen").count() == 2
    assert "Đặng Thanh Bình" in cast.client("dung").get(f"{LIST}?tim=binh").content.decode()


def test_an_officer_says_that_the_account_is_somebody_of_the_own_roster(
    cast: Cast, newcomer: User
) -> None:
    """The two records become one, the account stays declared, and they can be parted again."""
    tam, keep = cast.users["tam"], _on_roster(cast.trang_bom)
    strange, own = _on_roster(cast.xuan_loc), newcomer.person
    assert own is not None
    with pytest.raises(Refusal) as refusal:
        attach_to_roster(account=newcomer, person_id=strange.pk, by=tam)
    assert refusal.value.code == "out_of_scope"
    client, address = cast.client("tam"), f"{LIST}{newcomer.pk}/{keep.pk}/la-nguoi-nay/"
    assert client.post(address).status_code == 404
    client.post(LIST, {"tim": "0977 000 111"})
    assert address in client.get(f"{LIST}{newcomer.pk}/").content.decode()
    assert client.post(address).status_code == 302
    newcomer.refresh_from_db()
    assert (newcomer.person, newcomer.link) == (keep, User.Link.DECLARED)
    assert client.post(address).status_code == 404
    unmerge(merge=PersonMerge.objects.get(), by=tam)
    newcomer.refresh_from_db()
    assert newcomer.person == own
    assert newcomer in unattached_accounts(cast.users["dung"], today())


def test_an_account_of_another_number_is_not_joined(cast: Cast, newcomer: User) -> None:
    """Different national numbers are two people, whatever the name says; nothing is half done."""
    keep, own = _on_roster(cast.trang_bom), newcomer.person
    Person.objects.filter(pk=keep.pk).update(national_id_digest="a" * 64)
    Person.objects.filter(pk=getattr(own, "pk", 0)).update(national_id_digest="b" * 64)
    with pytest.raises(Refusal) as refusal:
        attach_to_roster(account=newcomer, person_id=keep.pk, by=cast.users["tam"])
    assert refusal.value.code == "two_numbers"
    newcomer.refresh_from_db()
    assert newcomer.person == own


def _on_roster(unit: Unit) -> Person:
    person = add_person(name="Lý Thị Mai", birth_year=1960, source="roster", by=None)
    join(person=person, unit=unit, category="citizen", since=today(), by=None)
    return person
