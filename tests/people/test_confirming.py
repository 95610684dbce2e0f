"""Officers confirm that an account's holder is the person on the roster."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people import audit, consent
from people.models import AuditEntry, Membership, Person, User
from people.queries import person_of
from people.refusal import Refusal
from people.registry import grant_role, join, link_account
from people.registry.bulk import NewMembership, NewPerson, add_persons, join_many
from people.registry.confirming import accounts_to_confirm, confirm_link, reject_link
from people.scope import forget, positions
from tests.cast import SINCE, Cast, sign_in

LIST = "/vi/xac-nhan-tai-khoan/"
CONFIRM, REJECT = LIST + "{}/dung/", LIST + "{}/khong-phai/"


def declared(person: Person, username: str, phone: str = "+84901000001") -> User:
    """Return a new account that says it is ``person``."""
    user = User.objects.create_user(username=username, phone=phone, phone_verified=True)
    return link_account(user=user, person=person, by=None)


@pytest.fixture
def lan(cast: Cast) -> User:
    """Lan's account as it is after her sign-up: declared."""
    return link_account(user=cast.users["lan"], person=cast.persons["lan"], by=None)


def codes(user: User) -> list[str]:
    """Return what was recorded about an account's link by an officer, newest first."""
    found = audit.entries_about(user).exclude(by=None).values_list("code", flat=True)
    return [code for code in found if "link_" in code]


def waiting(cast: Cast, who: str) -> list[User]:
    """Return the accounts that ``who`` is asked to confirm."""
    return list(accounts_to_confirm(cast.users[who], SINCE))


def test_a_leader_opens_the_board_only_after_an_officer_confirmed(cast: Cast, lan: User) -> None:
    """By the pages alone, from the refused board to the open one."""
    board = f"/vi/to/{cast.team.pk}/"
    leader = Client()
    sign_in(leader, lan)
    assert leader.get(board).status_code == 403
    officer = cast.client("tam")
    shown = officer.get(LIST).content.decode()
    assert "Nguyễn Thị Lan" in shown
    assert "Tổ 3, Trảng Bom" in shown
    assert "•••• ••• 001" in shown
    assert officer.post(CONFIRM.format(lan.pk)).status_code == 302
    assert leader.get(board).status_code == 200
    assert officer.get(LIST).context["rows"] == []


def test_leaders_come_first_and_scope_cuts_the_list(cast: Cast, lan: User) -> None:
    """An officer sees their commune, the province all; a leader confirms nobody."""
    minh = declared(cast.persons["minh"], "minh-again")
    hoa = declared(cast.persons["hoa"], "hoa-again")
    assert waiting(cast, "tam") == [lan, minh]
    assert waiting(cast, "dung") == [hoa, lan, minh]
    for who in ("lan", "hoa", "trang", "quy", "binh"):
        assert waiting(cast, who) == []
    with pytest.raises(Refusal) as refusal:
        confirm_link(user=hoa, by=cast.users["tam"])
    assert refusal.value.code == "out_of_scope"
    client = cast.client("tam")
    client.post(CONFIRM.format(hoa.pk))
    client.post(REJECT.format(hoa.pk), {"reason": "x"})
    hoa.refresh_from_db()
    assert (hoa.link, hoa.person) == (User.Link.DECLARED, cast.persons["hoa"])


def test_an_officer_who_leads_a_team_elsewhere_confirms_nobody_there(cast: Cast) -> None:
    """Names seen as a leader aren't names answered for."""
    join(
        person=cast.persons["tam"],
        unit=cast.next_team,
        category="team_member",
        position="leader",
        since=SINCE,
        by=None,
    )
    declared(cast.persons["hoa"], "hoa-again")
    assert waiting(cast, "tam") == []


def test_nobody_confirms_an_account_of_their_own(cast: Cast) -> None:
    """Neither the one in use nor another that claims to be the same person."""
    again = declared(cast.persons["tam"], "tam-again")
    for account in (cast.users["tam"], again):
        for act in (confirm_link, reject_link):
            more = {"reason": "x"} if act is reject_link else {}
            with pytest.raises(Refusal) as refusal:
                act(user=account, by=cast.users["tam"], **more)
            assert refusal.value.code == "own_account"
    assert again not in waiting(cast, "tam")
    assert again in waiting(cast, "dung")


def test_an_officer_cannot_make_an_administrator(cast: Cast) -> None:
    """Whoever holds a role beyond the commune is confirmed by the province."""
    grant_role(
        person=cast.persons["minh"],
        role="administrator",
        unit=cast.province,
        since=SINCE,
        by=None,
    )
    minh = declared(cast.persons["minh"], "minh-again")
    with pytest.raises(Refusal):
        confirm_link(user=minh, by=cast.users["tam"])
    confirm_link(user=minh, by=cast.users["dung"])
    forget(minh)
    assert positions(User.objects.get(pk=minh.pk)).is_administrator


def test_confirming_twice_is_recorded_once(cast: Cast, lan: User) -> None:
    """Two taps on the button, one act."""
    client = cast.client("tam")
    for _tap in range(2):
        client.post(CONFIRM.format(lan.pk))
    assert codes(lan) == ["people.link_confirmed"]
    entry = AuditEntry.objects.get(code="people.link_confirmed")
    assert (entry.by, entry.person) == (cast.users["tam"], cast.persons["lan"])
    with pytest.raises(Refusal) as refusal:
        reject_link(user=lan, by=cast.users["tam"], reason="too late")
    assert refusal.value.code == "already_confirmed"


def test_a_no_gives_the_account_a_person_of_its_own(cast: Cast, lan: User) -> None:
    """After one more question, with a reason; twice changes nothing more."""
    consent.give(person=cast.persons["lan"], purpose="learning", by=lan, method="signup_form")
    client, address = cast.client("tam"), REJECT.format(lan.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " ", "name": "Lý Văn An"}).status_code == 422
    assert "Lý Văn An" in client.post(address, {"reason": "", "name": "Lý Văn An"}).content.decode()
    data = {"reason": "Số này nay của người khác", "name": "Lý Văn  An"}
    for _tap in range(2):
        assert client.post(address, data).status_code == 302
    lan = User.objects.get(pk=lan.pk)
    own = person_of(lan)
    assert own is not None
    assert (own.name, own.source, own.contact_phone) == ("Lý Văn An", "self", lan.phone)
    assert lan.link == User.Link.DECLARED
    assert not Membership.objects.filter(person=own).exists()
    assert consent.holds(own, "learning")
    assert codes(lan) == ["people.link_rejected"]
    entry = AuditEntry.objects.get(code="people.link_rejected")
    assert (entry.by, entry.person) == (cast.users["tam"], cast.persons["lan"])
    assert entry.data["reason"] == data["reason"]
    assert waiting(cast, "tam") == []
    with pytest.raises(Refusal):
        reject_link(user=lan, by=cast.users["hoa"], reason="x")


def test_the_list_is_searched_without_marks_and_says_when_it_is_empty(
    cast: Cast, lan: User
) -> None:
    """Found, not found, nobody waiting."""
    client = cast.client("tam")
    assert "Nguyễn Thị Lan" in client.get(LIST, {"tim": "nguyen thi"}).content.decode()
    assert client.get(LIST, {"tim": "xyz"}).context["rows"] == []
    confirm_link(user=lan, by=cast.users["tam"])
    assert client.get(LIST).context["rows"] == []


def test_the_list_costs_the_same_for_three_and_for_thirty(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No query per row."""
    monkeypatch.setattr("people.views.confirming.PAGE", 50)
    client = cast.client("tam")
    client.get(LIST)

    def add(first: int, count: int) -> None:
        ids = add_persons([NewPerson(f"Trần Văn {n}") for n in range(first, first + count)])
        rows = [NewMembership(pk, cast.team.pk, "team_member", SINCE) for pk in ids]
        join_many(rows, source="test")
        for pk in ids:
            declared(Person.objects.get(pk=pk), f"account-{pk}")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(LIST)
        return len(seen)

    add(0, 3)
    few = queries()
    add(3, 27)
    assert queries() == few
    assert len(client.get(LIST).context["rows"]) == 30
