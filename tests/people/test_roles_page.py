"""Administrators give and end roles; the first one is made on the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.dated import today
from people.models import AuditEntry, Person, RoleGrant, User
from people.refusal import Refusal
from people.registry import grant_role, link_account
from people.registry.bulk import NewPerson, add_persons
from people.registry.entrusting import entrust, take_back
from people.scope import positions
from tests.cast import SINCE, Cast

PAGE = "/vi/vai-tro/"


def asked(cast: Cast, **changed: object) -> dict[str, object]:
    """Return a filled form: officer of Trảng Bom from today."""
    return {
        "role": "commune_officer",
        "unit": cast.trang_bom.pk,
        "since": today().isoformat(),
        **changed,
    }


def test_a_role_is_given_from_the_page_and_written_down(cast: Cast) -> None:
    """Search, choose, give; a second tap says that it is held already."""
    client, binh = cast.client("quy"), cast.persons["binh"]
    for words in ("thanh binh", "0901 000 009"):
        assert [c["person"] for c in client.get(PAGE, {"tim": words}).context["found"]] == [binh]
    address = f"{PAGE}trao/{binh.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, asked(cast)).status_code == 302
    assert client.post(address, asked(cast)).status_code == 422
    grant = RoleGrant.objects.get(person=binh)
    assert (grant.role, grant.unit, grant.granted_by) == (
        "commune_officer",
        cast.trang_bom,
        cast.users["quy"],
    )
    entry = AuditEntry.objects.get(code="people.role_granted", person=binh)
    assert entry.by == cast.users["quy"]
    assert AuditEntry.objects.filter(code="people.persons_searched").count() == 2
    assert positions(User.objects.get(pk=cast.users["binh"].pk)).is_officer
    assert "Đặng Thanh Bình" in client.get(PAGE).content.decode()


def test_bad_input_is_answered_beside_the_field(cast: Cast) -> None:
    """A wrong unit for the role, a day that isn't one; what was chosen stays."""
    client, address = cast.client("quy"), f"{PAGE}trao/{cast.persons['binh'].pk}/"
    wrong = client.post(address, asked(cast, unit=cast.province.pk))
    assert wrong.status_code == 422
    assert wrong.context["form"].errors["unit"]
    wrong = client.post(address, asked(cast, since="hôm qua"))
    assert wrong.context["form"].errors["since"]
    assert 'value="hôm qua"' in wrong.content.decode()
    assert not RoleGrant.objects.filter(person=cast.persons["binh"]).exists()


def test_a_role_is_ended_after_one_more_question(cast: Cast) -> None:
    """It ends today; twice changes nothing more."""
    client, grant = cast.client("quy"), RoleGrant.objects.get(person=cast.persons["tam"])
    address = f"{PAGE}{grant.pk}/ket-thuc/"
    assert client.get(address).status_code == 200
    for _tap in range(2):
        assert client.post(address).status_code == 302
    grant.refresh_from_db()
    assert grant.valid_to == today()
    assert AuditEntry.objects.filter(code="people.role_ended").count() == 1
    assert not positions(User.objects.get(pk=cast.users["tam"].pk)).is_officer


def test_nobody_gives_or_ends_a_role_of_their_own(cast: Cast) -> None:
    """And nobody but an administrator gives any."""
    quy, dung = cast.users["quy"], cast.users["dung"]
    own = RoleGrant.objects.get(person=cast.persons["quy"])
    cast.client("quy").post(f"{PAGE}{own.pk}/ket-thuc/")
    with pytest.raises(Refusal) as refusal:
        take_back(grant=own, on=today(), by=quy)
    assert refusal.value.code == "own_role"
    new = {"role": "trainer", "unit_id": cast.province.pk, "since": today()}
    with pytest.raises(Refusal) as refusal:
        entrust(person=cast.persons["quy"], by=quy, **new)
    assert refusal.value.code == "own_role"
    with pytest.raises(Refusal) as refusal:
        entrust(person=cast.persons["binh"], by=dung, **new)
    assert refusal.value.code == "not_administrator"
    own.refresh_from_db()
    assert own.valid_to is None
    assert cast.client("dung").get(PAGE).status_code == 403


def test_the_list_costs_the_same_for_few_and_for_many(cast: Cast) -> None:
    """No query per row."""
    client = cast.client("quy")
    client.get(PAGE)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    few = queries()

    for pk in add_persons([NewPerson(f"Trần Văn {n}") for n in range(30)]):
        grant_role(
            person=Person.objects.get(pk=pk),
            role="trainer",
            unit=cast.province,
            since=SINCE,
            by=None,
        )
    assert queries() == few


def first_administrator(*more: str) -> str:
    """Run the command for Bình's phone and return what it says."""
    out = io.StringIO()
    args = ("--phone", "0901 000 009", "--role", "administrator", *more)
    call_command("grant_role", *args, stdout=out)
    return out.getvalue()


def test_the_first_administrator_comes_from_the_command_line(cast: Cast) -> None:
    """A declared account becomes confirmed; a second run says so and changes nothing."""
    link_account(user=cast.users["binh"], person=cast.persons["binh"], by=None)
    assert "from today" in first_administrator()
    assert "already" in first_administrator()
    user = User.objects.get(pk=cast.users["binh"].pk)
    assert user.link == User.Link.CONFIRMED
    assert positions(user).is_administrator


def test_the_command_makes_a_person_for_a_bare_account(cast: Cast) -> None:
    """When the account knows no name, one must be said."""
    User.objects.filter(pk=cast.users["binh"].pk).update(person=None, link=User.Link.DECLARED)
    with pytest.raises(CommandError, match="--name"):
        first_administrator()
    first_administrator("--name", "Bùi An")
    assert positions(User.objects.get(pk=cast.users["binh"].pk)).is_administrator


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--phone", "0987654321", "--role", "administrator"), "Sign up on the site"),
        (("--phone", "abc", "--role", "administrator"), "isn't a mobile number"),
        (("--phone", "0901000009", "--role", "commune_officer"), "--unit"),
    ],
)
def test_the_command_says_what_is_wrong(cast: Cast, args: tuple[str, ...], words: str) -> None:
    """In one clear line each."""
    with pytest.raises(CommandError, match=words):
        call_command("grant_role", *args)


def test_the_command_asks_which_of_several(cast: Cast) -> None:
    """A household's phone: the name decides."""
    User.objects.filter(pk=cast.users["minh"].pk).update(phone="+84901000009")
    with pytest.raises(CommandError, match="Several accounts"):
        first_administrator()
    assert "Đặng Thanh Bình" in first_administrator("--name", "dang thanh binh")
