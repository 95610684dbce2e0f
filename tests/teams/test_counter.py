"""The counter: who may stand behind it, two taps a help, and nothing left of the last person."""

import threading
import time
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import scope
from people.dated import today
from people.models import AuditEntry, User
from people.refusal import Refusal
from people.registry import add_person, join
from teams import counter
from teams.models import CounterHelp
from teams.views.counter import KEY
from teams.views.counter_lock import COOKIE
from tests.cast import Cast, assemble

PHONE = {"buoc": "so", "phone": "0901 000 002"}


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def tap(client: Client, **sent: object):
    answer = client.post(reverse("counter"), sent)
    return client.get(answer.url) if answer.status_code == 302 else answer


def new(cast: Cast, **given: object) -> counter.NewHelp:
    given = {"task": "tra-cuu", "outcome": "alone", "how": "nameless", **given}
    return counter.NewHelp(
        id=given.pop("id", None) or uuid.uuid4(), unit_id=cast.trang_bom.pk, **given
    )


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("lan", {"trang_bom"}),
        ("minh", {"trang_bom"}),
        ("hoa", {"xuan_loc"}),
        ("tam", {"trang_bom"}),
        ("dung", set()),
        ("trang", set()),
        ("binh", set()),
    ],
)
def test_who_works_in_a_commune_serves_its_counter(cast: Cast, who: str, where: set[str]):
    units = {getattr(cast, name).pk for name in where}
    assert scope.communes_served(cast.users[who]) == units
    assert cast.client(who).get(reverse("counter")).status_code == (200 if where else 403)


def test_a_link_that_was_only_declared_serves_nowhere(cast: Cast):
    minh = cast.users["minh"]
    User.objects.filter(pk=minh.pk).update(link=User.Link.DECLARED)
    assert scope.communes_served(User.objects.get(pk=minh.pk)) == frozenset()


def test_a_help_is_two_taps_after_the_name_and_leaves_nothing(cast: Cast):
    tam = cast.client("tam")
    page = tap(tam, **PHONE)
    assert page.context["who"] == "Trần V. Minh"
    assert "no-store" in page["Cache-Control"]
    assert "Trần Văn Minh" not in page.content.decode()
    page = tap(tam, buoc="viec", viec="vneid-muc-2")
    assert page.context["task"].code == "vneid-muc-2"
    answer = tam.post(reverse("counter"), {"buoc": "xong", "ket_qua": "helped"})
    assert answer["Clear-Site-Data"] == '"cache"'
    row = CounterHelp.objects.get()
    assert (row.person, row.task, row.outcome, row.how) == (
        cast.persons["minh"],
        "vneid-muc-2",
        "helped",
        "phone",
    )
    assert set(tam.session[KEY]) == {"unit", "at"}
    clean = tam.get(reverse("counter")).content.decode()
    assert "Minh" not in clean.replace(cast.persons["tam"].name, "")
    assert "901" not in clean
    assert "0901" not in str(dict(tam.session.items()))
    # Back, and the same button again: nothing is written twice, nobody comes back.
    again = tap(tam, buoc="xong", ket_qua="helped")
    assert not again.context["has_begun"]
    assert CounterHelp.objects.count() == 1
    assert AuditEntry.objects.filter(code__startswith="teams.counter_").count() == 2


def test_stopping_in_the_middle_forgets_too(cast: Cast):
    tam = cast.client("tam")
    tap(tam, **PHONE)
    page = tap(tam, buoc="bo")
    assert not page.context["has_begun"]
    assert set(tam.session[KEY]) == {"unit", "at"}
    assert not CounterHelp.objects.exists()


def test_who_walks_away_is_forgotten_after_ten_minutes(cast: Cast):
    tam = cast.client("tam")
    tap(tam, **PHONE)
    kept = tam.session
    kept[KEY] = {**kept[KEY], "at": time.time() - 601}
    kept.save()
    assert not tam.get(reverse("counter")).context["has_begun"]
    assert set(tam.session[KEY]) == {"unit", "at"}


def test_nobody_need_give_a_name(cast: Cast):
    tam = cast.client("tam")
    tap(tam, buoc="khong-ten")
    tap(tam, buoc="viec", viec="nop-ho-so")
    page = tap(tam, buoc="xong", ket_qua="not_yet")
    row = CounterHelp.objects.get()
    assert (row.person, row.how, row.outcome) == (None, "nameless", "not_yet")
    assert page.context["sums"].today == 1
    (line,) = page.context["sums"].rows
    assert (line.alone, line.helped, line.not_yet) == (0, 0, 1)


def test_another_tab_never_mixes_two_people(cast: Cast):
    tam = cast.client("tam")
    tap(tam, **PHONE)
    tap(tam, buoc="viec", viec="tra-cuu")
    page = tap(tam, buoc="khong-ten")
    assert (page.context["who"], page.context["task"]) == ("", None)
    tap(tam, buoc="viec", viec="nop-ho-so")
    tap(tam, buoc="xong", ket_qua="alone")
    assert CounterHelp.objects.get().person is None


def test_several_on_one_number_choose_and_nobody_else_can_be_chosen(cast: Cast):
    minh = cast.persons["minh"]
    add_person(name="Trần Thị Út", contact_phone=minh.contact_phone, source="roster", by=None)
    tam = cast.client("tam")
    page = tap(tam, **PHONE)
    assert [shown for _pk, shown, _year in page.context["choices"]] == [
        "Trần V. Minh",
        "Trần T. Út",
    ]
    page = tap(tam, buoc="ai", nguoi=str(cast.persons["binh"].pk))
    assert not page.context["has_begun"]
    page = tap(tam, buoc="ai", nguoi=str(minh.pk))
    assert page.context["who"] == "Trần V. Minh"


def test_an_unknown_number_is_said_and_guessing_is_slowed(cast: Cast):
    tam = cast.client("tam")
    answer = tam.post(reverse("counter"), {"buoc": "so", "phone": "0999 111 222"})
    assert answer.status_code == 422
    assert answer.context["errors"]
    for _ in range(25):
        answer = tam.post(reverse("counter"), PHONE)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"task": "khong-co"}, "no_such_task"),
        ({"outcome": "tuyet-voi"}, "no_such_outcome"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, given: dict, code: str):
    with pytest.raises(Refusal) as refused:
        counter.log_help(new=new(cast, **given), by=cast.users["tam"], at=timezone.now())
    assert refused.value.code == code


def test_the_neighbour_and_oneself_are_refused(cast: Cast):
    with pytest.raises(Refusal) as refused:
        counter.log_help(new=new(cast), by=cast.users["hoa"], at=timezone.now())
    assert refused.value.code == "not_yours"
    mine = new(cast, person=cast.persons["tam"], how="phone")
    with pytest.raises(Refusal) as refused:
        counter.log_help(new=mine, by=cast.users["tam"], at=timezone.now())
    assert refused.value.code == "own_help"
    with pytest.raises(IntegrityError), transaction.atomic():
        CounterHelp.objects.create(
            unit=cast.trang_bom, how="phone", task="tra-cuu", outcome="alone", by=cast.users["tam"]
        )


def test_a_locked_screen_opens_nothing_but_the_counter_until_signing_out(cast: Cast):
    tam = cast.client("tam")
    board = reverse("commune_board", args=[cast.trang_bom.pk])
    assert tam.get(board).status_code == 200
    page = tap(tam, buoc="khoa")
    assert page.context["is_locked"]
    for path in (board, "/vi/", "/quan-tri/", reverse("assess")):
        assert tam.get(path).url == reverse("counter")
        assert tam.post(path).url == reverse("counter")
    tap(tam, buoc="khong-ten")
    tap(tam, buoc="viec", viec="tra-cuu")
    tap(tam, buoc="xong", ket_qua="alone")
    assert CounterHelp.objects.count() == 1
    tam.post(reverse("account_logout"))
    assert COOKIE not in {name for name, morsel in tam.cookies.items() if morsel.value}
    assert "login" in tam.get(board).url


def test_sums_are_of_one_counter_and_cost_two_queries(cast: Cast, django_assert_num_queries):
    for outcome in ("alone", "alone", "helped"):
        counter.log_help(new=new(cast, outcome=outcome), by=cast.users["tam"], at=timezone.now())
    with django_assert_num_queries(2):
        found = counter.sums_of(cast.trang_bom.pk, today(), "vi")
    assert (found.today, found.total, found.rows[0].alone) == (3, 3, 2)
    assert counter.sums_of(cast.xuan_loc.pk, today(), "vi").total == 0


def test_two_communes_are_asked_about(cast: Cast):
    join(
        person=cast.persons["lan"],
        unit=cast.xuan_loc,
        category="official",
        since=today(),
        by=None,
    )
    lan = cast.client("lan")
    page = lan.get(reverse("counter"))
    assert page.context["unit"] is None
    assert len(page.context["units"]) == 2
    page = tap(lan, buoc="don-vi", don_vi=str(cast.xuan_loc.pk))
    assert page.context["unit"].unit_id == cast.xuan_loc.pk
    page = tap(lan, buoc="don-vi", don_vi=str(cast.province.pk))
    assert page.context["unit"] is None


def test_every_task_has_words_and_a_code_of_its_own():
    found = counter.tasks()
    assert len({task.code for task in found}) == len(found) >= 5
    assert all({"vi", "en", "fr"} <= set(task.titles) for task in found)


@pytest.mark.django_db(transaction=True)
def test_one_tap_sent_twice_at_once_is_one_help() -> None:
    cast = assemble()
    told, start = new(cast), threading.Barrier(2)

    def log() -> None:
        try:
            start.wait()
            counter.log_help(new=told, by=cast.users["tam"], at=timezone.now())
        finally:
            connection.close()

    threads = [threading.Thread(target=log) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert CounterHelp.objects.count() == 1
