"""Cards in the village: on a class's list, at the counter, and for a visit that is confirmed."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from people import cards
from people.cards.codes import digest_of
from people.cards.paper import address_of
from people.models import CardTry, Person, PersonCard
from people.registry import add_person, join
from people.spelt import in_groups
from teams import classes, outreach
from teams.classes.by_card import mark_cards
from teams.classes.holding import NewClass
from teams.models import Attendance, ClassSession, CounterHelp, Visit, VisitConfirmation
from teams.outreach.confirming import confirm_by_card, state_of
from tests.cast import SINCE, Cast, assemble
from tests.people.cards.cards import PIN, given
from tests.teams.refusals import refused

PHONE = "+84912345678"


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def citizen(cast: Cast, name: str = "Trần Thị Út", phone: str = "") -> Person:
    person = add_person(name=name, birth_year=1949, contact_phone=phone, source="roster", by=None)
    join(person=person, unit=cast.trang_bom, category="citizen", since=SINCE, by=None)
    return person


def card_of(cast: Cast, person: Person, by: str = "tam", pin: str | None = PIN) -> str:
    return cards.give(person=person, by=cast.users[by], pin=pin).code


def held_class(cast: Cast, by: str = "lan") -> ClassSession:
    now = timezone.now()
    new = NewClass(uuid.uuid4(), cast.team.pk, "Cài VNeID", "Nhà văn hoá", now)
    return classes.open_class(new=new, by=cast.users[by], at=now)


def results(cast: Cast, session: ClassSession, *lines: str) -> list[str]:
    found = mark_cards(
        session=session, typed="\n".join(lines), by=cast.users["lan"], at=timezone.now()
    )
    return [line.result for line in found]


def test_every_line_is_answered_and_nobody_is_marked_twice(cast: Cast):
    session, ut = held_class(cast), citizen(cast)
    minh, uts = given(cast).code, card_of(cast, ut)
    lines = (in_groups(minh).lower(), address_of(uts), "", minh, "0123-4567-89AB", "gì đó")
    said = ["marked", "marked", "before", "unknown", "unknown"]
    assert results(cast, session, *lines) == said
    assert results(cast, session, *lines) == ["before", "before", "before", "unknown", "unknown"]
    rows = Attendance.objects.filter(session=session)
    assert {(row.person, row.how) for row in rows} == {(cast.persons["minh"], "card"), (ut, "card")}


def test_a_card_that_was_replaced_after_the_class_counts_and_a_lost_one_does_not(cast: Cast):
    ut = citizen(cast)
    before = card_of(cast, ut)
    session = held_class(cast)
    later = PersonCard.objects.get(ended_at__isnull=True)
    assert later.issued_at < session.starts_at
    after = card_of(cast, ut)
    assert results(cast, session, before) == ["marked"]
    cards.block(card=cards.holding_card(after), by=cast.users["tam"], why="lost")
    assert results(cast, session, after) == ["ended"]
    old = NewClass(uuid.uuid4(), cast.team.pk, "Lớp sau", "Nhà", timezone.now())
    assert results(
        cast, classes.open_class(new=old, by=cast.users["lan"], at=timezone.now()), before
    ) == ["ended"]


def test_whoever_holds_the_class_is_not_on_its_list_by_card_either(cast: Cast):
    session = held_class(cast, "tam")
    tam = PersonCard.objects.create(
        person=cast.persons["tam"],
        digest=digest_of("0123456789AB"),
        pin="x",
        pin_was_shown=False,
        issued_by=cast.users["lan"],
    )
    assert tam.pk
    assert results(cast, session, "0123456789AB", given(cast).code) == ["own", "marked"]


def test_a_closed_class_and_a_flood_are_refused(cast: Cast):
    session = held_class(cast)
    with refused("too_many"):
        results(cast, session, *["x"] * 201)
    results(cast, session, given(cast).code)
    classes.close_class(session=session, by=cast.users["lan"], at=timezone.now())
    with refused("closed"):
        results(cast, session, given(cast).code)


def test_many_cards_cost_no_more_than_few(cast: Cast, django_assert_max_num_queries):
    session = held_class(cast)
    codes = [card_of(cast, citizen(cast, f"Người {place}")) for place in range(12)]
    with django_assert_max_num_queries(12):
        assert results(cast, session, *codes) == ["marked"] * 12


def test_the_page_answers_and_keeps_what_was_not_understood(cast: Cast):
    session, lan = held_class(cast), cast.client("lan")
    url = reverse("class_cards", args=[session.pk])
    page = lan.post(url, {"cards": f"{given(cast).code}\r\n0123 4567 89AB\r\n"})
    assert [answer["is_wrong"] for answer in page.context["card_answers"]] == [False, True]
    assert page.context["cards_left"] == "0123 4567 89AB"
    assert cast.persons["minh"].name in page.content.decode()
    for who, status in (("hoa", 403), ("binh", 403), ("tam", 200)):
        assert cast.client(who).post(url, {"cards": "x"}).status_code == status
    assert lan.get(url).status_code == 405
    assert lan.post(url, {}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_one_list_sent_twice_at_once_marks_once() -> None:
    cast = assemble()
    session, code, start = held_class(cast), given(cast).code, threading.Barrier(2)

    def send() -> None:
        try:
            start.wait()
            results(cast, session, code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Attendance.objects.filter(session=session).count() == 1


def test_a_card_says_at_the_counter_who_is_here(cast: Cast):
    ut, tam = citizen(cast), cast.client("tam")
    code, url = card_of(cast, ut), reverse("counter")
    wrong = tam.post(url, {"buoc": "the", "the": "0123456789AB"})
    assert (wrong.status_code, len(wrong.context["card_errors"])) == (422, 1)
    tam.post(url, {"buoc": "the", "the": address_of(code)})
    page = tam.get(url)
    assert page.context["who"] == "Trần T. Út"
    assert code not in str(dict(tam.session.items()))
    tam.post(url, {"buoc": "viec", "viec": "tra-cuu"})
    tam.post(url, {"buoc": "xong", "ket_qua": "helped"})
    row = CounterHelp.objects.get()
    assert (row.person, row.how) == (ut, "card")
    cards.block(card=cards.holding_card(code), by=cast.users["tam"], why="lost")
    assert tam.post(url, {"buoc": "the", "the": code}).status_code == 422


def test_the_counter_gives_a_card_to_who_stands_there(cast: Cast):
    """Bình is an official of the commune here, without an officer's role."""
    clerk = cast.users["binh"]
    join(
        person=cast.persons["binh"], unit=cast.trang_bom, category="official", since=SINCE, by=None
    )
    ut, theirs = citizen(cast, phone=PHONE), citizen(cast, "Lê Văn Tám", "+84912345670")
    at_counter, url = cast.client("binh"), reverse("counter")
    at_counter.post(url, {"buoc": "so", "phone": PHONE})
    assert at_counter.get(url).context["may_give"]
    for sent in ({"pin": PIN, "again": "111111"}, {}, {"pin": "123456", "again": "123456"}):
        assert at_counter.post(url, {"buoc": "lam-the", **sent}).status_code == 302
    assert not PersonCard.objects.exists()
    sheet = at_counter.post(url, {"buoc": "lam-the", "pin": PIN, "again": PIN})
    (one,) = sheet.context["given"]
    assert cards.owner_of(cards.holding_card(one["code"])) == ut
    assert PIN not in sheet.content.decode()
    # By that right no list of names opens, and nobody of the next commune gets a card.
    for name, args in (("unit_cards", [cast.trang_bom.pk]), ("person_card", [ut.pk])):
        assert at_counter.get(reverse(name, args=args)).status_code == 403
    with refused("out_of_scope"):
        cards.give(person=cast.persons["hoa"], by=clerk, pin=PIN)
    with refused("out_of_scope"):
        cards.give(person=theirs, by=cast.users["hoa"], pin=PIN)


def visit(cast: Cast, who: str = "minh", handle: str = "", **more: object) -> Visit:
    new = outreach.NewVisit(
        uuid.uuid4(), cast.team.pk, "vneid", "home", "alone", handle=handle, **more
    )
    return outreach.log_visit(new=new, by=cast.users[who], at=timezone.now())


def confirm(cast: Cast, row: Visit, code: str, pin: str = PIN, who: str = "minh") -> object:
    return confirm_by_card(visit=row, typed=code, pin=pin, by=cast.users[who])


def test_the_citizen_confirms_with_the_pin_on_the_helpers_phone(cast: Cast):
    ut = citizen(cast)
    code = card_of(cast, ut)
    by_name = visit(cast, handle=outreach.handle_of_name("Tran Thi Ut", 1949, None))
    url = reverse("outreach_visit", args=[cast.team.pk, by_name.pk])
    minh = cast.client("minh")
    minh.post(url, {"viec": "the", "the": code, "pin": "000001"})
    assert state_of(by_name).answer == ""
    answer = minh.post(url, {"viec": "the", "the": address_of(code), "pin": PIN})
    assert answer.status_code == 302
    assert PIN not in str(dict(minh.session.items()))
    row = VisitConfirmation.objects.get()
    assert (row.visit, row.how, row.answer, row.by) == (
        by_name,
        "card",
        "yes",
        cast.users["minh"],
    )
    assert "visit-card" not in minh.get(url).content.decode()
    confirm(cast, by_name, code)
    assert VisitConfirmation.objects.count() == 1
    assert list(CardTry.objects.order_by("pk").values_list("is_right", "purpose", "by")) == [
        (False, "visit", cast.users["minh"].pk),
        (True, "visit", cast.users["minh"].pk),
    ]


def test_a_card_of_the_household_will_do_and_a_strangers_will_not(cast: Cast):
    row = visit(cast, handle=outreach.handle_of_phone(PHONE))
    with refused("other_person"):
        confirm(cast, row, card_of(cast, citizen(cast)))
    assert confirm(cast, row, card_of(cast, citizen(cast, "Trần Thị Tư", PHONE)))


def test_who_may_have_read_the_pin_confirms_nothing_with_it(cast: Cast):
    row, theirs = visit(cast, "lan"), visit(cast)
    drawn = cards.give(person=cast.persons["minh"], by=cast.users["lan"])
    with refused("own_help"):
        confirm(cast, theirs, drawn.code, drawn.pin)
    with refused("pin_seen"):
        confirm(cast, row, drawn.code, drawn.pin, "lan")
    ut = cards.give(person=citizen(cast), by=cast.users["tam"])
    assert confirm(cast, theirs, ut.code, ut.pin)
    chosen = given(cast).code
    assert confirm(cast, row, chosen, who="lan")


def test_one_card_confirms_few_visits_a_day(cast: Cast):
    code = card_of(cast, citizen(cast))
    for _each in range(3):
        assert confirm(cast, visit(cast), code)
    row = visit(cast)
    with refused("too_often"):
        confirm(cast, row, code)
    card = PersonCard.objects.get()
    assert cards.right_tries_since(card, "visit", timezone.now() - dt.timedelta(hours=1)) == 4


def test_groups_strangers_and_locked_cards(cast: Cast):
    code, row = card_of(cast, citizen(cast)), visit(cast)
    with refused("group"):
        confirm(cast, visit(cast, present=12), code)
    for who in ("hoa", "tam", "binh"):
        with refused("not_yours"):
            confirm(cast, row, code, who=who)
    for _try in range(5):
        with refused("wrong"):
            confirm(cast, row, code, "000001")
    with refused("wrong"):
        confirm(cast, row, code)
    assert not VisitConfirmation.objects.exists()
