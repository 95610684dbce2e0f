"""What the leader is asked to do today: order, number, and how a card leaves and comes back."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Attempt, Edition, EditionItem, Enrolment, Result
from courses.queries import stuck
from people.models import Person
from people.refusal import Refusal
from teams.assign import assign
from teams.board import (
    Board,
    Signs,
    Today,
    answer_card,
    answered,
    ask_for_help,
    board,
    open_calls,
    signs_of,
    today_of,
)
from tests.indicators.province import DAY, Province
from tests.teams.test_board import LESSON, NOW, learn

TEAM = "Tổ Ấp 1"


@pytest.fixture
def required(province: Province) -> Province:
    """Ask all teams of the province to take the own course."""
    assign(
        family=province.own,
        unit=province.units["Thành phố Đồng Nai"],
        category="team_member",
        since=dt.date(2025, 9, 1),
    )
    return province


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are given on the day of the board."""
    monkeypatch.setattr("teams.board.answers.today", lambda: DAY)


def found(province: Province) -> Board:
    return board(province.units[TEAM].pk, DAY, NOW)


def cards(province: Province, on: dt.date = DAY) -> Today:
    shown = found(province)
    return today_of(shown, signs_of(shown), answered(province.units[TEAM].pk, on))


def named(today: Today) -> list[tuple[str, str]]:
    return [(card.reason, card.name) for card in today.cards]


def wrong(person: Person, rights: list[bool], *, hours_ago: int = 1, skill: str = "otp") -> None:
    """Hand in a paper with these marks, the first question first."""
    enrolment = Enrolment.objects.get(person=person)
    names = [f"{skill}-{number}" for number in range(len(rights))]
    for name in names:
        EditionItem.objects.get_or_create(
            edition=enrolment.edition,
            language="vi",
            item_key=name,
            defaults={"kind": "single", "skill": skill, "public": {}, "key": {}, "sha256": "x"},
        )
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        edition=enrolment.edition,
        page_key=LESSON,
        block_id="b",
        number=Attempt.objects.count() + 1,
        kind="quiz",
        kind_version=1,
        seed=1,
        served={},
    )
    Result.objects.create(
        attempt=attempt,
        points=0,
        max_points=len(rights),
        passed=False,
        reason="submit",
        detail={
            name: {"points": 0, "max": 1, "right": is_right}
            for name, is_right in zip(names, rights, strict=True)
        },
        graded_at=NOW - dt.timedelta(hours=hours_ago),
    )


def help_of(province: Province, person: Person, kind: str = "help", words: str = "") -> object:
    by = province.user(person)
    return ask_for_help(person=person, kind=kind, words=words, request_id=uuid.uuid4(), by=by)


def test_order_is_by_what_the_leader_can_do(required: Province):
    people = {
        name: required.member(TEAM, person=required.person(name))
        for name in ("Chưa", "Hết hạn", "Im", "Kẹt", "Chờ", "Lừa", "Xong")
    }
    learn(required, people["Im"], 45)
    learn(required, people["Kẹt"], 1)
    wrong(people["Kẹt"], [False] * 4)
    for name in ("Chờ", "Lừa"):
        learn(required, people[name], 1)
    help_of(required, people["Chờ"])
    help_of(required, people["Lừa"], "scam", "Mất 5 triệu")
    required.award(people["Xong"], dt.date(2026, 3, 1), until=dt.date(2028, 3, 1))
    required.award(people["Hết hạn"], dt.date(2025, 3, 1), until=DAY + dt.timedelta(days=60))
    today = cards(required)
    assert named(today) == [
        ("scam", "Lừa"),
        ("waiting", "Chờ"),
        ("stuck", "Kẹt"),
        ("silent", "Im"),
        ("never", "Chưa"),
        ("expiring", "Hết hạn"),
    ]
    assert today.cards[0].words == "Mất 5 triệu"
    assert today.cards[2].count == 4


def test_seven_at_most_and_the_rest_is_counted(required: Province):
    for serial in range(10):
        required.member(TEAM, person=required.person(f"Người {serial}"))
    today = cards(required)
    assert (len(today.cards), today.more, today.put_off) == (7, 3, 0)


def test_a_card_leaves_when_answered_and_comes_back_in_its_time(required: Province):
    person = required.member(TEAM)
    by, team_id = required.user(), required.units[TEAM].pk
    occasion = cards(required).cards[0].occasion
    given = {"team_id": team_id, "person_id": person.pk, "occasion": occasion, "by": by}
    with pytest.raises(Refusal) as refused:
        answer_card(verdict="later", **given)
    assert refused.value.code == "no_reason"
    first = answer_card(verdict="later", why="away", days=3, **given)
    assert answer_card(verdict="later", why="away", days=3, **given).pk == first.pk
    assert (cards(required).cards, cards(required).put_off) == ((), 1)
    assert cards(required, DAY + dt.timedelta(days=2)).cards == ()
    assert len(cards(required, DAY + dt.timedelta(days=3)).cards) == 1


def test_a_new_event_is_a_new_card(required: Province):
    person = required.member(TEAM)
    learn(required, person, 40)
    by, team_id = required.user(), required.units[TEAM].pk
    occasion = cards(required).cards[0].occasion
    answer_card(team_id=team_id, person_id=person.pk, occasion=occasion, verdict="done", by=by)
    assert cards(required).cards == ()
    Enrolment.objects.update(active_at=NOW - dt.timedelta(days=20))
    assert named(cards(required)) == [("silent", person.name)]


def test_a_call_for_help_that_is_answered_is_closed(required: Province):
    person = required.member(TEAM)
    request = help_of(required, person, "scam")
    again = ask_for_help(
        person=person, kind="scam", words="", request_id=request.pk, by=required.user()
    )
    assert again.pk == request.pk
    card = cards(required).cards[0]
    answer_card(
        team_id=required.units[TEAM].pk,
        person_id=person.pk,
        occasion=card.occasion,
        verdict="done",
        by=required.user(),
    )
    assert open_calls([person.pk]) == []
    assert named(cards(required)) == [("never", person.name)]


def test_only_members_are_heard_and_only_three_times(required: Province):
    stranger = required.person("Người Lạ")
    with pytest.raises(Refusal, match=r".") as refused:
        help_of(required, stranger)
    assert refused.value.code == "no_team"
    member = required.member(TEAM)
    for _number in range(3):
        help_of(required, member)
    with pytest.raises(Refusal) as refused:
        help_of(required, member)
    assert refused.value.code == "too_many"


def test_a_card_of_somebody_elses_member_cannot_be_answered(required: Province):
    person = required.member("Tổ Ấp 3")
    for occasion in ("never:", "nonsense:1"):
        with pytest.raises(Refusal):
            answer_card(
                team_id=required.units[TEAM].pk,
                person_id=person.pk,
                occasion=occasion,
                verdict="done",
                by=required.user(),
            )


def test_stuck_ends_with_a_right_answer_and_fades(required: Province):
    person = required.member(TEAM)
    learn(required, person, 1)
    wrong(person, [False, False], hours_ago=5)
    assert stuck([person.pk], NOW) == {}
    wrong(person, [False, False], hours_ago=4)
    assert stuck([person.pk], NOW)[person.pk].failures == 4
    assert stuck([person.pk], NOW + dt.timedelta(days=15)) == {}
    wrong(person, [True], hours_ago=3)
    assert stuck([person.pk], NOW) == {}


def test_four_wrong_answers_on_four_skills_are_not_stuck(required: Province):
    person = required.member(TEAM)
    learn(required, person, 1)
    for skill in ("a", "b", "c", "d"):
        wrong(person, [False], skill=skill)
    assert stuck([person.pk], NOW) == {}


def test_signs_take_the_same_queries_for_any_roster(required: Province):
    def count(people: int) -> int:
        for _number in range(people):
            person = required.member(TEAM)
            learn(required, person, 1)
            wrong(person, [False] * 4)
        shown = found(required)
        with CaptureQueriesContext(connection) as seen:
            signs = signs_of(shown)
        assert len(signs.stuck) == len(shown.rows)
        return len(seen)

    few = count(2)
    assert few == count(20)
    assert few <= 5
    assert isinstance(signs_of(found(required)), Signs)
    assert Edition.objects.count() == 1
