"""Signing in by card: learning and nothing else, few tries, and an end on shared devices."""

import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from courses.learning import enrol
from courses.models import CourseFamily, EditionPage
from people import cards, consent, scope
from people.cards import sessions
from people.cards.codes import code_in
from people.cards.paper import address_of
from people.cards.sessions import KEY, account_of
from people.models import AuditEntry, CardTry, Person, PersonCard, User
from people.refusal import Refusal
from people.registry import grant_role, join
from people.registry.confirming import accounts_to_confirm, confirm_link, reject_link
from people.spelt import in_groups
from tests.cast import SINCE, Cast, assemble, sign_in
from tests.people.cards.cards import AGREE, LEAVE, PIN, SIGN_IN, agreed, given, type_in
from tests.teams.refusals import refused

HOME = "/vi/hoc-cua-toi/"


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def entered(cast: Cast, client: Client) -> Client:
    """Minh, here by card."""
    agreed(cast.persons["minh"])
    assert type_in(client, given(cast).code).url == HOME
    return client


def test_the_first_use_asks_and_makes_one_account(cast: Cast, client: Client):
    code = given(cast).code
    assert type_in(client, code).url == AGREE
    assert client.get(HOME).status_code == 302
    assert cast.persons["minh"].name in client.get(AGREE).content.decode()
    assert client.post(AGREE, {}).status_code == 422
    assert not User.objects.filter(link="card").exists()
    assert client.post(AGREE, {"consent": "on"}).url == HOME
    user = User.objects.get(link="card")
    assert (user.person, user.phone, user.email) == (cast.persons["minh"], "", "")
    assert consent.holds(cast.persons["minh"], consent.LEARNING)
    assert Person.objects.count() == len(cast.persons)
    client.post(LEAVE)
    assert type_in(client, code).url == HOME
    assert user.username not in client.get(HOME).content.decode()
    assert User.objects.filter(link="card").count() == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda code: code,
        in_groups,
        lambda code: in_groups(code).lower(),
        lambda code: f" {code[:4]} {code[4:8]} {code[8:]} ",
        address_of,
        lambda code: code.replace("0", "o").replace("1", "l"),
    ],
)
def test_a_code_is_read_however_it_is_written(cast: Cast, client: Client, write):
    agreed(cast.persons["minh"])
    assert type_in(client, write(given(cast).code), "482 915").url == HOME


@pytest.mark.parametrize("typed", ["", "/", "khong-phai", "A" * 11, "A" * 13, "U" * 12, "٠" * 12])
def test_what_is_no_code_is_none(typed: str):
    assert code_in(typed) == ""


def test_the_square_leads_to_a_page_that_knows_the_code(cast: Cast, client: Client):
    code = given(cast).code
    page = client.get(reverse("card_sign_in_with", args=[code]))
    assert in_groups(code) in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_everything_that_is_wrong_is_said_in_the_same_words(cast: Cast, client: Client):
    made, lost = given(cast), given(cast, by="tam")
    cards.block(card=lost.card, by=cast.users["tam"], why="lost")
    said = set()
    for code, pin in (
        (made.code, PIN),
        (lost.code, PIN),
        ("0123456789AB", PIN),
        ("gì đó", PIN),
        (given(cast).code, "482916"),
    ):
        answer = type_in(client, code, pin)
        assert answer.status_code == 422
        said.add(tuple(answer.context["form"].non_field_errors()))
    assert len(said) == 1


def test_five_wrong_pins_lock_the_card_until_there_is_a_new_one(cast: Cast):
    made = given(cast)
    for _try in range(5):
        with refused("wrong"):
            cards.prove(typed=made.code, pin="000001", purpose="sign_in")
    with refused("wrong"):
        cards.prove(typed=made.code, pin=PIN, purpose="sign_in")
    assert CardTry.objects.count() == 5
    assert AuditEntry.objects.filter(code="people.card_locked").count() == 1
    minh = cast.persons["minh"].pk
    assert cards.standings([minh])[minh].state == "locked"
    assert cards.prove(typed=given(cast).code, pin=PIN, purpose="sign_in")


def test_a_right_pin_begins_the_count_anew(cast: Cast):
    code = given(cast).code
    for _round in range(3):
        for _try in range(4):
            with refused("wrong"):
                cards.prove(typed=code, pin="000001", purpose="sign_in")
        assert cards.prove(typed=code, pin=PIN, purpose="sign_in")


def test_guessing_from_one_address_and_at_one_card_is_slowed(cast: Cast, client: Client):
    made = given(cast)
    for _try in range(12):
        answer = type_in(client, made.code, "000001")
    assert CardTry.objects.count() == 5
    again = answer.context["form"].non_field_errors()
    for _try in range(40):
        answer = type_in(client, "0123456789AB", PIN)
    assert answer.context["form"].non_field_errors() == again


def test_a_position_that_came_later_shuts_the_card(cast: Cast, client: Client):
    agreed(cast.persons["minh"])
    code = given(cast).code
    join(
        person=cast.persons["minh"],
        unit=cast.next_team,
        category="team_member",
        position="leader",
        since=SINCE,
        by=None,
        is_primary=False,
    )
    assert type_in(client, code).status_code == 422


def test_rights_never_come_through_a_card(cast: Cast, entered: Client):
    minh = cast.persons["minh"]
    grant_role(person=minh, role="commune_officer", unit=cast.trang_bom, since=SINCE, by=None)
    user = User.objects.get(link="card")
    held = scope.positions(user)
    assert (held.is_staff, held.is_leader, held.person_id) == (False, False, minh.pk)
    assert scope.communes_served(user) == frozenset()
    for path in (f"/vi/to/{cast.team.pk}/", "/vi/quay/", "/vi/xac-nhan-tai-khoan/"):
        assert entered.get(path).status_code == 403


def test_no_officer_can_confirm_the_account_of_a_card(cast: Cast, entered: Client):
    user, tam = User.objects.get(link="card"), cast.users["tam"]
    assert user not in accounts_to_confirm(tam, SINCE)
    with refused("out_of_scope"):
        confirm_link(user=user, by=tam)
    with refused("out_of_scope"):
        reject_link(user=user, by=tam, reason="x")


def test_other_ways_to_sign_in_are_not_set_up_by_card(entered: Client):
    for name in ("account_change_phone", "account_email", "mfa_index", "mfa_activate_totp"):
        assert entered.get(reverse(name)).url == reverse("profile")
    assert entered.get("/vi/ai-dang-hoc/").url == reverse("profile")
    assert entered.get(reverse("account_logout")).status_code == 200


def test_nothing_of_whoever_was_here_before_stays(cast: Cast, client: Client):
    agreed(cast.persons["minh"])
    sign_in(client, cast.users["lan"])
    session = client.session
    session["people_proved_phone"] = "+84901000001"
    session.save()
    page = client.get(SIGN_IN).content.decode()
    assert cast.persons["lan"].name in page
    type_in(client, given(cast).code)
    assert "people_proved_phone" not in client.session
    assert client.session["_auth_user_id"] == str(User.objects.get(link="card").pk)


def test_half_an_hour_without_a_touch_ends_it(entered: Client):
    assert entered.session.get_expiry_age() == 30 * 60
    assert "card-leave" in entered.get(HOME).content.decode()
    held = entered.session
    held[KEY] = {**held[KEY], "at": time.time() - 29 * 60}
    held.save()
    assert entered.get(HOME).status_code == 200
    assert time.time() - entered.session[KEY]["at"] < 5
    held = entered.session
    held[KEY] = {**held[KEY], "at": time.time() - 31 * 60}
    held.save()
    answer = entered.get(HOME)
    assert answer.url == SIGN_IN
    assert KEY not in entered.session
    assert "login" in entered.get(HOME).url


def test_a_card_that_ends_takes_its_sessions_along(cast: Cast, entered: Client):
    cards.block(card=PersonCard.objects.get(), by=cast.users["lan"], why="lost")
    held = entered.session
    held[KEY] = {**held[KEY], "at": time.time() - 61}
    held.save()
    assert entered.get(HOME).url == SIGN_IN


def test_done_means_done(entered: Client):
    answer = entered.post(LEAVE)
    assert (answer.url, answer["Clear-Site-Data"]) == (SIGN_IN, '"cache"')
    assert "card-leave" not in entered.get("/vi/").content.decode()
    assert "login" in entered.get(HOME).url


def test_a_lesson_that_is_rendered_for_all_has_the_strip_of_one(cast: Cast, entered: Client):
    call_command("ensure_site", verbosity=0)
    call_command("load_course", "vneid", untranslated=True, verbosity=0)
    family = CourseFamily.objects.get(slug="lam-quen-voi-vneid")
    enrolled = enrol(person=cast.persons["minh"], family=family, reason="self", by=None)
    pages = EditionPage.objects.filter(edition=enrolled.edition, kind="lesson", language="vi")
    path = f"/vi/khoa-hoc/lam-quen-voi-vneid/bai/{pages.first().slug}/"
    by_phone = cast.client("minh")
    for client, has in ((entered, True), (by_phone, False), (entered, True), (by_phone, False)):
        answer = client.get(path)
        assert answer.status_code == 200
        assert ("card-leave" in answer.content.decode()) is has


def test_others_have_no_strip_and_pay_nothing(cast: Cast):
    assert "card-leave" not in cast.client("lan").get("/vi/").content.decode()


def test_the_next_place_is_kept_when_it_is_ours(cast: Cast, client: Client):
    code = given(cast).code
    type_in(client, code, next="/vi/ho-so/")
    assert client.post(AGREE, {"consent": "on"}).url == "/vi/ho-so/"
    client.post(LEAVE)
    assert type_in(client, code, next="https://example.com/").url == HOME


def test_a_yes_that_comes_too_late_is_none(cast: Cast, client: Client):
    type_in(client, given(cast).code)
    held = client.session
    held[sessions.WAITING] = {**held[sessions.WAITING], "at": time.time() - 601}
    held.save()
    assert client.post(AGREE, {"consent": "on"}).url == SIGN_IN
    assert not User.objects.filter(link="card").exists()


def test_a_card_that_ended_while_it_waited_opens_nothing(cast: Cast, client: Client):
    made = given(cast)
    type_in(client, made.code)
    cards.block(card=made.card, by=cast.users["lan"], why="lost")
    assert client.post(AGREE, {"consent": "on"}).url == SIGN_IN


@pytest.mark.django_db(transaction=True)
def test_two_first_uses_at_once_make_one_account() -> None:
    cast = assemble()
    card, start = given(cast).card, threading.Barrier(3)
    found: list[int] = []

    def act() -> None:
        try:
            start.wait()
            found.append(account_of(card, agreed=True).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert len(set(found)) == 1


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_side_by_side_are_all_counted() -> None:
    cast = assemble()
    code, start = given(cast).code, threading.Barrier(8)
    refusals: list[str] = []

    def guess() -> None:
        try:
            start.wait()
            cards.prove(typed=code, pin="000001", purpose="sign_in")
        except Refusal as refusal:
            refusals.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refusals == ["wrong"] * 8
    assert CardTry.objects.count() == 5
