"""Signing in by code; several people on one phone; staff's second factor."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from people.models import Message, User
from people.registry import grant_role, link_account
from tests.cast import SINCE, Cast, sign_in
from tests.people.conftest import ENTER_SIGN_IN, SIGN_IN

WHO = "/vi/ai-dang-hoc/"
PROFILE = "/vi/ho-so/"


def signed_in(client: Client) -> str:
    """Return the id of the account that is signed in."""
    return client.session.get("_auth_user_id", "")


def totp(secret: str) -> str:
    """Return the authenticator app's code of now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_code_signs_in(client: Client, cast: Cast, code: Callable[[], str]) -> None:
    """However the number is written."""
    assert client.post(SIGN_IN, {"login": "0901 000 002"}).status_code == 302
    assert client.get(ENTER_SIGN_IN).status_code == 200
    response = client.post(ENTER_SIGN_IN, {"code": code()})
    assert response.status_code == 302
    assert signed_in(client) == str(cast.users["minh"].pk)


def test_nonsense_is_told_apart(client: Client, db: None) -> None:
    """Beside the field, with what was typed still there."""
    page = client.post(SIGN_IN, {"login": "0901 000"})
    assert "10 " in page.context["form"].errors["login"][0]
    assert 'value="0901 000"' in page.content.decode()
    page = client.post(SIGN_IN, {"login": "lan@"})
    assert page.context["form"].errors["login"]


def test_an_unknown_number_looks_like_a_known_one(client: Client, db: None) -> None:
    """Only the phone's holder learns that there is no account."""
    response = client.post(SIGN_IN, {"login": "0911 111 111"})
    assert response.headers["Location"].startswith(ENTER_SIGN_IN)
    assert Message.objects.get().purpose == "unknown_account"
    assert client.get(ENTER_SIGN_IN).status_code == 200


def test_a_wrong_code_doesn_t_sign_in(client: Client, cast: Cast, code: Callable[[], str]) -> None:
    """And after five the code is dead."""
    client.post(SIGN_IN, {"login": "0901000002"})
    right = code()
    wrong = "000000" if right != "000000" else "111111"
    page = client.post(ENTER_SIGN_IN, {"code": wrong})
    assert page.context["form"].errors["code"]
    for _try in range(4):
        client.post(ENTER_SIGN_IN, {"code": wrong})
    client.post(ENTER_SIGN_IN, {"code": right})
    assert signed_in(client) == ""


def test_codes_are_limited(client: Client, cast: Cast) -> None:
    """Four in five minutes for one number."""
    for _time in range(4):
        assert client.post(SIGN_IN, {"login": "0901000002"}).status_code == 302
    page = client.post(SIGN_IN, {"login": "0901000002"})
    assert page.context["form"].errors["login"]


def household(cast: Cast) -> User:
    """Let Bình have an account on Minh's phone."""
    user = User.objects.create_user(
        username="binh-2", phone=cast.users["minh"].phone, phone_verified=True
    )
    return link_account(user=user, person=cast.persons["binh"], by=None)


def test_several_on_one_phone_are_asked_who_learns(
    client: Client, cast: Cast, code: Callable[[], str]
) -> None:
    """Nobody is signed in before one is chosen; switching takes one tap."""
    other = household(cast)
    client.post(SIGN_IN, {"login": "0901000002"})
    response = client.post(ENTER_SIGN_IN, {"code": code()})
    assert response.headers["Location"] == WHO
    assert signed_in(client) == ""
    page = client.get(WHO)
    assert [user.pk for user in page.context["accounts"]] == [cast.users["minh"].pk, other.pk]
    client.post(WHO, {"account": other.pk})
    assert signed_in(client) == str(other.pk)
    client.post(WHO, {"account": cast.users["minh"].pk})
    assert signed_in(client) == str(cast.users["minh"].pk)


def test_the_choice_is_among_the_proved_phone_s_accounts_only(
    client: Client, cast: Cast, code: Callable[[], str]
) -> None:
    """Another phone's account is not found; a visitor without a proved phone is sent away."""
    assert client.get(WHO).headers["Location"].startswith(SIGN_IN)
    household(cast)
    client.post(SIGN_IN, {"login": "0901000002"})
    client.post(ENTER_SIGN_IN, {"code": code()})
    assert client.post(WHO, {"account": cast.users["lan"].pk}).status_code == 404
    assert client.post(WHO, {"account": "x"}).status_code == 404
    assert signed_in(client) == ""


def test_a_learner_can_be_added_with_consent(
    client: Client, cast: Cast, code: Callable[[], str]
) -> None:
    """On the same phone, once however often the form is sent."""
    client.post(SIGN_IN, {"login": "0901000002"})
    client.post(ENTER_SIGN_IN, {"code": code()})
    page = client.post(WHO, {"name": "Trần Bé", "birth_year": "2012"})
    assert list(page.context["form"].errors) == ["consent"]
    data = {"name": "Trần Bé", "birth_year": "2012", "consent": "on"}
    client.post(WHO, data)
    child = User.objects.get(person__name="Trần Bé")
    assert signed_in(client) == str(child.pk)
    client.post(WHO, data)
    assert User.objects.filter(phone=child.phone).count() == 2


@pytest.mark.django_db(transaction=True)
def test_staff_set_a_second_factor_up_before_anything_else(client: Client, cast: Cast) -> None:
    """Account pages are open, everything else leads to the set-up."""
    sign_in(client, cast.users["tam"])
    response = client.get(PROFILE)
    assert response.headers["Location"].startswith("/vi/tai-khoan/2fa/totp/activate/")
    page = client.get("/vi/tai-khoan/2fa/totp/activate/")
    assert page.status_code == 200
    code = totp(page.context["form"].secret)
    client.post("/vi/tai-khoan/2fa/totp/activate/", {"code": code})
    assert client.get(PROFILE).status_code == 200


def test_staff_are_asked_for_it_at_sign_in(
    client: Client, cast: Cast, code: Callable[[], str]
) -> None:
    """After the code by SMS; without it nobody is signed in."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(cast.users["tam"], secret)
    client.post(SIGN_IN, {"login": "0901000004"})
    response = client.post(ENTER_SIGN_IN, {"code": code()})
    assert response.headers["Location"].startswith("/vi/tai-khoan/2fa/authenticate/")
    assert signed_in(client) == ""
    client.post("/vi/tai-khoan/2fa/authenticate/", {"code": totp(secret)})
    assert signed_in(client) == str(cast.users["tam"].pk)
    assert client.get(PROFILE).status_code == 200


def test_a_role_given_during_a_session_closes_the_gate(client: Client, cast: Cast) -> None:
    """At the next request."""
    sign_in(client, cast.users["binh"])
    assert client.get(PROFILE).status_code == 200
    grant_role(
        person=cast.persons["binh"], role="trainer", unit=cast.province, since=SINCE, by=None
    )
    assert client.get(PROFILE).status_code == 302


def test_the_editor_s_own_sign_in_leads_to_ours(client: Client, cast: Cast) -> None:
    """No second door."""
    assert client.get("/quan-tri/login/").headers["Location"].startswith("/vi/tai-khoan/login/")
    assert "/tai-khoan/login/" in client.get("/quan-tri/").headers["Location"]


@pytest.mark.parametrize(
    "path",
    [
        "/vi/ho-so/",
        "/vi/tai-khoan/email/",
        "/vi/tai-khoan/phone/change/",
        "/vi/tai-khoan/password/set/",
        "/vi/tai-khoan/logout/",
        "/vi/tai-khoan/2fa/",
        "/vi/tai-khoan/2fa/totp/activate/",
        "/vi/tai-khoan/2fa/webauthn/add/",
    ],
)
def test_a_learner_s_account_pages_open_in_our_layout(
    client: Client, cast: Cast, path: str
) -> None:
    """Every page that can be reached."""
    sign_in(client, cast.users["binh"])
    page = client.get(path)
    assert page.status_code == 200
    assert 'class="stack account"' in page.content.decode()


@pytest.mark.parametrize(
    "path", ["login/", "signup/", "login/code/", "password/reset/", "inactive/"]
)
def test_a_visitor_s_account_pages_open_in_our_layout(client: Client, db: None, path: str) -> None:
    """Before signing in."""
    page = client.get(f"/vi/tai-khoan/{path}")
    assert page.status_code == 200
    assert 'class="stack account"' in page.content.decode()


def test_an_old_code_is_refused_with_a_word(
    client: Client, cast: Cast, code: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes, then back to the first page, which says why."""
    client.post(SIGN_IN, {"login": "0901000002"})
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    page = client.post(ENTER_SIGN_IN, {"code": code()}, follow=True)
    assert "error" in [message.level_tag for message in page.context["messages"]]
    assert signed_in(client) == ""


def test_another_number_gets_a_code_of_its_own(client: Client, cast: Cast) -> None:
    """Going back and typing anew isn't led to the first number's page."""
    client.post(SIGN_IN, {"login": "0901000002"})
    client.post(SIGN_IN, {"login": "0901000009"})
    assert set(Message.objects.values_list("to", flat=True)) == {"+84901000002", "+84901000009"}


def test_choosing_a_staff_account_still_asks_for_its_second_factor(
    client: Client, cast: Cast, code: Callable[[], str]
) -> None:
    """A child on an officer's phone doesn't become the officer."""
    officer = cast.users["tam"]
    TOTP.activate(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    officer.phone = cast.users["minh"].phone
    officer.save()
    client.post(SIGN_IN, {"login": "0901000002"})
    client.post(ENTER_SIGN_IN, {"code": code()})
    client.post(WHO, {"account": cast.users["minh"].pk})
    assert signed_in(client) == str(cast.users["minh"].pk)
    response = client.post(WHO, {"account": officer.pk})
    assert response.headers["Location"].startswith("/vi/tai-khoan/2fa/authenticate/")
    assert signed_in(client) == ""
    assert client.get(PROFILE).status_code == 302
    client.post(WHO, {"account": cast.users["minh"].pk})
    assert signed_in(client) == str(cast.users["minh"].pk)


def test_the_page_asked_for_opens_after_signing_in(
    client: Client, cast: Cast, code: Callable[[], str]
) -> None:
    """Also when somebody had to be chosen in between; never another site's page."""
    household(cast)
    client.post(SIGN_IN, {"login": "0901000002", "next": PROFILE})
    client.post(ENTER_SIGN_IN, {"code": code(), "next": PROFILE})
    response = client.post(WHO, {"account": cast.users["minh"].pk})
    assert response.headers["Location"] == PROFILE
    away = Client()
    away.post(SIGN_IN, {"login": "0901000009", "next": "https://example.com/"})
    response = away.post(ENTER_SIGN_IN, {"code": code(), "next": "https://example.com/"})
    assert "example.com" not in response.headers["Location"]
