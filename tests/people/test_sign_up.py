"""Signing up: one form, a code, an account for one's person."""

import time
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from people.models import AuditEntry, Consent, Message, Person, User
from people.registry import add_person
from tests.people.conftest import ENTER_SIGN_UP, SIGN_UP

pytestmark = pytest.mark.django_db
LAN = {"name": "Nguyễn Thị Lan", "contact": "0912 345 678", "birth_year": "1965"}
AGREED = LAN | {"consent": "on"}


def rostered(name: str, year: int, phone: str = "+84912345678") -> Person:
    """Put somebody on the roster."""
    return add_person(name=name, birth_year=year, contact_phone=phone, source="roster", by=None)


def test_the_form_asks_for_consent_and_never_ticks_it(client: Client) -> None:
    """Silence is not consent."""
    page = client.get(SIGN_UP)
    assert page.status_code == 200
    box = page.context["form"]["consent"]
    assert "checked" not in str(box)
    refused = client.post(SIGN_UP, LAN)
    assert list(refused.context["form"].errors) == ["consent"]
    assert not Message.objects.exists()


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client: Client) -> None:
    """A short number, a year with two digits."""
    page = client.post(SIGN_UP, AGREED | {"contact": "091234", "birth_year": "65"})
    form = page.context["form"]
    assert set(form.errors) == {"contact", "birth_year"}
    assert 'value="091234"' in page.content.decode()
    assert "Nguyễn Thị Lan" in page.content.decode()


def test_a_code_makes_the_account_and_records_the_consent(
    client: Client, sign_up: Callable[..., object]
) -> None:
    """Nobody on the roster: a new person, unattached."""
    response = sign_up("Nguyễn Thị Lan", "0912345678", 1965)
    assert response.status_code == 302
    user = get_user_model().objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.phone, user.phone_verified, user.link) == ("+84912345678", True, "declared")
    assert (user.person.source, user.person.birth_year) == ("self", 1965)
    consent = Consent.objects.get()
    assert (consent.person, consent.act, consent.by) == (user.person, "given", user)
    assert AuditEntry.objects.filter(code="people.signed_up", person=user.person).exists()


def test_until_the_code_comes_back_there_is_no_account(client: Client) -> None:
    """Nobody can occupy somebody else's number."""
    client.post(SIGN_UP, AGREED)
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_an_email_serves_as_well(client: Client, sign_up: Callable[..., object]) -> None:
    """And signing up again with it signs in."""
    sign_up("Nguyễn Thị Lan", "Lan@Example.vn", 1965)
    user = User.objects.get()
    assert (user.email, user.phone) == ("lan@example.vn", "")
    sign_up("Nguyễn Thị Lan", "lan@example.vn", 1965, using=Client())
    assert User.objects.count() == 1


def test_a_wrong_code_is_refused_and_tries_are_few(client: Client, code: Callable[[], str]) -> None:
    """Five tries a code; the right one comes too late after that."""
    client.post(SIGN_UP, AGREED)
    right = code()
    wrong = "000000" if right != "000000" else "111111"
    for _try in range(5):
        page = client.post(ENTER_SIGN_UP, {"code": wrong})
        assert page.context["form"].errors["code"]
    page = client.post(ENTER_SIGN_UP, {"code": right})
    assert page.status_code == 200
    assert not User.objects.exists()
    client.post(ENTER_SIGN_UP, {"action": "resend"})
    assert code() != right or Message.objects.count() == 2
    assert client.post(ENTER_SIGN_UP, {"code": code()}).status_code == 302
    assert User.objects.count() == 1


def test_an_old_code_is_refused(
    client: Client, code: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes, then a new one has to be asked for."""
    client.post(SIGN_UP, AGREED)
    now = time.time()
    monkeypatch.setattr("people.accounts.codes.time.time", lambda: now + 601)
    page = client.post(ENTER_SIGN_UP, {"code": code()})
    assert page.context["form"].errors["code"]
    assert not User.objects.exists()


def test_codes_for_one_number_are_limited(client: Client) -> None:
    """Whoever asks again and again fills somebody's phone, at our cost."""
    for _time in range(4):
        assert client.post(SIGN_UP, AGREED).status_code == 302
    page = client.post(SIGN_UP, AGREED)
    assert list(page.context["form"].errors) == ["contact"]
    assert Message.objects.count() == 4


def test_signing_up_twice_makes_one_account(sign_up: Callable[..., object]) -> None:
    """The second time it signs in; marks in the name don't matter."""
    sign_up("Nguyễn Thị Lan", "0912345678", 1965, using=Client())
    sign_up("nguyen thi lan", "+84912345678", 1965, using=Client())
    assert User.objects.count() == Person.objects.count() == 1


def test_the_roster_s_phone_and_year_link_the_account(sign_up: Callable[..., object]) -> None:
    """With the rights of a learner only, until an officer confirms it."""
    person = rostered("Nguyễn Thị Lan", 1965)
    sign_up("Nguyễn Lan", "0912345678", 1965)
    user = User.objects.get()
    assert (user.person, user.link) == (person, "declared")
    assert Person.objects.count() == 1


def test_another_year_of_birth_is_another_person(sign_up: Callable[..., object]) -> None:
    """A recycled number must not become its former holder."""
    person = rostered("Nguyễn Thị Lan", 1965)
    sign_up("Trần Văn Minh", "0912345678", 1990)
    assert User.objects.get().person != person
    assert Person.objects.count() == 2


def test_in_a_household_the_name_decides_between_equal_years(
    sign_up: Callable[..., object],
) -> None:
    """And nobody is guessed."""
    rostered("Nguyễn Văn An", 1965)
    second = rostered("Nguyễn Thị Lan", 1965)
    sign_up("NGUYỄN THỊ LAN", "0912345678", 1965, using=Client())
    assert User.objects.get().person == second
    sign_up("Lê Thị Hoa", "0912345678", 1965, using=Client())
    assert Person.objects.count() == 3
