"""Giving cards: by whom, to whom, once; nothing that opens anything stays in the tables."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people import cards
from people.models import AuditEntry, CardTry, Membership, Person, PersonCard
from people.registry import add_person, grant_role, join
from people.registry.merging import merge
from people.spelt import ALPHABET
from tests.cast import SINCE, Cast, assemble
from tests.people.cards.cards import PIN, given
from tests.teams.refusals import refused


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def citizen(cast: Cast, name: str = "Trần Thị Út", where: str = "trang_bom") -> Person:
    person = add_person(name=name, birth_year=1949, source="roster", by=None)
    join(person=person, unit=getattr(cast, where), category="citizen", since=SINCE, by=None)
    return person


def test_a_card_keeps_neither_its_code_nor_its_pin(cast: Cast):
    made = given(cast)
    assert len(made.code) == 12
    assert set(made.code) <= set(ALPHABET)
    row = PersonCard.objects.values().get()
    assert made.code not in str(row)
    assert PIN not in str(row)
    assert made.pin == ""
    entry = AuditEntry.objects.get(code="people.card_given")
    assert (entry.person, entry.by) == (cast.persons["minh"], cast.users["lan"])
    assert made.code not in str(entry.data)
    drawn = given(cast, pin=None)
    assert len(drawn.pin) == 6
    assert drawn.card.pin_was_shown
    assert not made.card.pin_was_shown


@pytest.mark.parametrize(
    ("by", "whom", "code"),
    [
        ("hoa", "minh", "out_of_scope"),
        ("lan", "hoa", "out_of_scope"),
        ("lan", "binh", "out_of_scope"),
        ("trang", "minh", "out_of_scope"),
        ("dung", "minh", "out_of_scope"),
        ("minh", "minh", "own_card"),
        ("binh", "minh", "out_of_scope"),
        ("tam", "lan", "has_rights"),
        ("tam", "hoa", "out_of_scope"),
    ],
)
def test_nobody_else_gives_a_card(cast: Cast, by: str, whom: str, code: str):
    with refused(code):
        given(cast, whom, by)
    assert not PersonCard.objects.exists()


def test_an_officer_gives_cards_to_the_people_of_the_commune_and_no_other(cast: Cast):
    mine, theirs = citizen(cast), citizen(cast, "Lê Văn Tám", "xuan_loc")
    assert cards.give(person=mine, by=cast.users["tam"], pin=PIN).card.pk
    with refused("out_of_scope"):
        cards.give(person=theirs, by=cast.users["tam"], pin=PIN)
    with refused("out_of_scope"):
        cards.give(person=mine, by=cast.users["lan"], pin=PIN)


def test_a_role_that_is_to_begin_bars_too(cast: Cast):
    grant_role(
        person=cast.persons["minh"], role="trainer", unit=cast.trang_bom, since=SINCE, by=None
    )
    with refused("has_rights"):
        given(cast)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("12345", "pin_form"),
        ("1234567", "pin_form"),
        ("abcdef", "pin_form"),
        ("١٢٣٤٥٦", "pin_form"),
        ("111111", "pin_weak"),
        ("123456", "pin_weak"),
        ("654321", "pin_weak"),
        ("565656", "pin_weak"),
        ("147147", "pin_weak"),
        ("971927", "pin_weak-not"),
        ("197208", "pin_weak"),
    ],
)
def test_pins_that_anybody_would_try_are_refused(cast: Cast, pin: str, code: str):
    """Minh was born in 1972."""
    if code.endswith("-not"):
        assert given(cast, pin=pin).card.pk
        return
    with refused(code):
        given(cast, pin=pin)
    assert not PersonCard.objects.exists()


def test_a_new_card_ends_the_old_one_in_the_same_moment(cast: Cast):
    first, second = given(cast), given(cast)
    assert cards.holding_card(first.code) is None
    assert cards.holding_card(second.code) == second.card
    old = PersonCard.objects.get(pk=first.card.pk)
    assert (old.ended_why, old.ended_by) == ("replaced", cast.users["lan"])


def test_a_lost_card_is_blocked_by_those_who_may_and_once(cast: Cast):
    card = given(cast).card
    for who in ("hoa", "trang", "dung", "binh", "minh"):
        with refused("own_card" if who == "minh" else "out_of_scope"):
            cards.block(card=card, by=cast.users[who], why="lost")
    with refused("no_such_reason"):
        cards.block(card=card, by=cast.users["lan"], why="replaced")
    ended = cards.block(card=card, by=cast.users["tam"], why="lost")
    again = cards.block(card=card, by=cast.users["lan"], why="returned")
    assert (again.ended_at, again.ended_by, again.ended_why) == (
        ended.ended_at,
        cast.users["tam"],
        "lost",
    )
    assert AuditEntry.objects.filter(code="people.card_ended").count() == 1


def test_the_tables_only_grow(cast: Cast):
    card = given(cast).card
    CardTry.objects.create(card=card, purpose="sign_in", is_right=False)
    for act in (
        lambda: PersonCard.objects.update(pin="x"),
        lambda: PersonCard.objects.all().delete(),
        lambda: CardTry.objects.update(is_right=True),
        lambda: CardTry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonCard.objects.create(
            person=card.person, digest="x", pin="x", pin_was_shown=True, issued_by=card.issued_by
        )


def test_a_sheet_is_made_whole_or_not_at_all(cast: Cast, django_assert_max_num_queries):
    people = [citizen(cast, f"Người {place}") for place in "ABCDEFGH"]
    with django_assert_max_num_queries(14):
        made = cards.give_many(persons=people, by=cast.users["tam"])
    assert [one.person for one in made] == people
    assert len({one.code for one in made}) == 8
    assert all(len(one.pin) == 6 for one in made)
    for persons, code in (
        ([], "too_many"),
        ([*people, citizen(cast, "Người thứ chín")], "too_many"),
        ([people[0], cast.persons["lan"]], "has_rights"),
        ([people[0], cast.persons["hoa"]], "out_of_scope"),
    ):
        with refused(code):
            cards.give_many(persons=persons, by=cast.users["tam"])
    assert PersonCard.objects.count() == 8


def test_two_records_that_become_one_person_have_one_card_after_the_next(cast: Cast):
    keep, twin = citizen(cast), citizen(cast, "Trần Thị Út Em")
    old = [cards.give(person=one, by=cast.users["tam"], pin=PIN) for one in (keep, twin)]
    merge(keep=keep, twin=twin, by=cast.users["tam"])
    found = cards.holding_card(old[1].code)
    assert found is not None
    assert cards.owner_of(found) == keep
    assert cards.standings([keep.pk])[keep.pk].state == "holds"
    cards.give(person=keep, by=cast.users["tam"], pin=PIN)
    assert PersonCard.objects.filter(ended_at__isnull=True).count() == 1


def test_the_list_costs_the_same_for_many_and_shows_no_secret(
    cast: Cast, django_assert_num_queries
):
    url, lan = reverse("unit_cards", args=[cast.team.pk]), cast.client("lan")
    given(cast)
    lan.get(url)
    with CaptureQueriesContext(connection) as few:
        lan.get(url)
    for place in range(12):
        person = add_person(name=f"Người {place}", source="roster", by=None)
        join(person=person, unit=cast.team, category="team_member", since=SINCE, by=None)
        cards.give(person=person, by=cast.users["lan"])
    with django_assert_num_queries(len(few)):
        page = lan.get(url)
    assert len(page.context["rows"]) == 14
    assert "no-store" in page["Cache-Control"]


def test_sheet_and_single_card_by_the_pages(cast: Cast):
    lan, minh = cast.client("lan"), cast.persons["minh"]
    page = lan.get(reverse("unit_cards", args=[cast.team.pk]))
    sent = {"key": page.context["key"], "person": [minh.pk, "x", "9" * 30]}
    sheet = lan.post(reverse("card_sheet", args=[cast.team.pk]), sent)
    (one,) = sheet.context["given"]
    assert one["name"] == minh.name
    assert one["place"] == "Tổ 3, Trảng Bom"
    assert str(minh.birth_year) not in sheet.content.decode()
    assert minh.contact_phone[3:] not in sheet.content.decode()
    assert "no-store" in sheet["Cache-Control"]
    # The same form again makes nothing: the card that was printed goes on holding.
    assert lan.post(reverse("card_sheet", args=[cast.team.pk]), sent).status_code == 302
    assert cards.holding_card(one["code"]) is not None
    url = reverse("person_card", args=[minh.pk])
    key = lan.get(url).context["key"]
    for pin, again in (("482915", "482916"), ("12345", "12345"), ("111111", "111111")):
        answer = lan.post(url, {"key": key, "pin": pin, "again": again})
        assert answer.status_code == 422
        assert pin not in answer.content.decode()
    sheet = lan.post(url, {"key": key, "pin": PIN, "again": PIN})
    assert sheet.context["given"][0]["pin"] == ""
    assert PIN not in sheet.content.decode()
    assert cards.holding_card(one["code"]) is None
    lan.post(url, {"viec": "khoa", "why": "lost"})
    assert cards.standings([minh.pk])[minh.pk].state == "ended"


@pytest.mark.parametrize(("who", "has"), [("lan", True), ("tam", True), ("dung", False)])
def test_a_team_leads_to_its_cards_only_those_who_give_them(cast: Cast, who: str, has: bool):
    page = cast.client(who).get(f"/vi/to/{cast.team.pk}/").content.decode()
    assert (reverse("unit_cards", args=[cast.team.pk]) in page) is has


def test_pages_of_the_neighbour_stay_shut(cast: Cast):
    hoa, minh = cast.client("hoa"), cast.persons["minh"]
    for name, args in (
        ("unit_cards", [cast.team.pk]),
        ("card_sheet", [cast.team.pk]),
        ("person_card", [minh.pk]),
    ):
        answer = hoa.post(reverse(name, args=args), {"person": minh.pk, "key": "k"})
        assert answer.status_code in (403, 405)
    own = reverse("card_sheet", args=[cast.next_team.pk])
    hoa.post(own, {"person": minh.pk, "key": "k"})
    assert not PersonCard.objects.exists()


def test_who_left_the_team_is_no_longer_the_leaders_to_give(cast: Cast):
    from people.dated import today

    Membership.objects.filter(person=cast.persons["minh"]).update(valid_to=today())
    with refused("out_of_scope"):
        given(cast)


@pytest.mark.django_db(transaction=True)
def test_two_who_give_at_once_leave_one_card_that_holds() -> None:
    cast = assemble()
    start, codes = threading.Barrier(2), []

    def act(by: str) -> None:
        try:
            start.wait()
            codes.append(given(cast, by=by).code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(by,)) for by in ("lan", "tam")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(codes) == PersonCard.objects.count() == 2
    assert sum(cards.holding_card(code) is not None for code in codes) == 1
