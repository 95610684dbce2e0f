"""The board of a team on a day: roster, required courses, states, cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Edition, Enrolment, LessonDone, Place, Run
from people.models import Person
from teams.assign import assign, required_families, withdraw
from teams.board import Board, board
from tests.indicators.province import DAY, Province

NOW = dt.datetime(2026, 9, 30, 1, 10, tzinfo=dt.UTC)
SINCE = dt.date(2025, 9, 1)
LESSON = "6f5c7d3e-0000-4000-8000-000000000001"


@pytest.fixture
def required(province: Province) -> Province:
    """Ask all teams of the province to take the own course."""
    _assign(province, "Thành phố Đồng Nai")
    return province


def _assign(province: Province, unit: str, **given: object) -> object:
    wanted = {"category": "team_member", "since": SINCE, "by": None} | given
    return assign(family=province.own, unit=province.units[unit], **wanted)


def learn(province: Province, person: Person, days_ago: int, *, begun: bool = True) -> None:
    """Enrol a person who was last heard of so many days ago."""
    run, _ = Run.objects.get_or_create(
        family=province.own, is_open=True, defaults={"name": "Mở", "opens_on": SINCE}
    )
    edition = Edition.objects.filter(family=province.own).first() or Edition.objects.create(
        **_edition(province)
    )
    at = NOW - dt.timedelta(days=days_ago)
    enrolment = Enrolment.objects.create(
        person=person, run=run, edition=edition, reason="self", active_at=at
    )
    if begun:
        Place.objects.create(enrolment=enrolment, page_key=LESSON, at=at)
        LessonDone.objects.create(enrolment=enrolment, page_key=LESSON, at=at)


def _edition(province: Province) -> dict:
    values: dict = {"family": province.own, "number": 1}
    for field in Edition._meta.concrete_fields:
        if field.name in values or field.primary_key or field.null or field.has_default():
            continue
        kind = field.get_internal_type()
        values[field.name] = {"JSONField": {}, "BooleanField": False}.get(kind, 1)
        if kind in ("CharField", "TextField"):
            values[field.name] = "x"
    values["rules"] = {"lessons": [LESSON, "6f5c7d3e-0000-4000-8000-000000000002"]}
    return values


def shown(province: Province, team: str = "Tổ Ấp 1", on: dt.date = DAY) -> Board:
    return board(province.units[team].pk, on, NOW)


def test_strip_is_a_partition_in_plain_states(required: Province):
    done = required.member("Tổ Ấp 1", person=required.person("Đạt"))
    doing = required.member("Tổ Ấp 1", person=required.person("Học"))
    silent = required.member("Tổ Ấp 1", person=required.person("Im"))
    enrolled = required.member("Tổ Ấp 1", person=required.person("Ghi"))
    required.member("Tổ Ấp 1", person=required.person("Chưa"), position="leader")
    required.award(done, dt.date(2026, 3, 1))
    learn(required, doing, 3)
    learn(required, silent, 45)
    learn(required, enrolled, 400, begun=False)
    found = shown(required)
    assert found.strip.counts == {"silent": 1, "todo": 2, "doing": 1, "done": 1, "none": 0}
    assert found.strip.total == 5
    assert [row.name for row in found.rows] == ["Im", "Chưa", "Ghi", "Học", "Đạt"]
    silences = {row.name: row.silent_days for row in found.rows}
    assert (silences["Im"], silences["Học"], silences["Ghi"]) == (45, 3, None)
    assert found.silent_days == 3
    assert (found.name, found.place) == ("Tổ Ấp 1", "Phường Trấn Biên")


def test_only_a_standing_certificate_is_done(required: Province):
    member = required.member("Tổ Ấp 1")
    learn(required, member, 1)
    assert shown(required).strip.done == 0
    required.award(member, dt.date(2026, 3, 1))
    assert shown(required).strip.done == 1
    assert shown(required, on=dt.date(2026, 2, 28)).strip.done == 0


def test_roster_is_the_one_of_the_day(required: Province):
    moved = dt.date(2026, 2, 1)
    person = required.member("Tổ Ấp 1", until=moved)
    required.member("Tổ Ấp 3", person=person, since=moved)
    assert shown(required).strip.total == 0
    assert shown(required, "Tổ Ấp 3").strip.total == 1
    assert shown(required, on=dt.date(2026, 1, 31)).strip.total == 1


def test_without_an_assignment_the_board_says_so(province: Province):
    province.member("Tổ Ấp 1")
    found = shown(province)
    assert found.required == ()
    assert found.strip.counts["none"] == 1


def test_a_due_day_that_passed_makes_late_what_is_not_done(province: Province):
    _assign(province, "Phường Trấn Biên", due_on=dt.date(2026, 9, 1))
    province.member("Tổ Ấp 1")
    assert shown(province).rows[0].is_late


def test_assignments_hold_downwards_and_in_their_time_only(province: Province):
    units = province.units
    row = _assign(province, "Phường Trấn Biên", since=dt.date(2025, 9, 1))
    again = _assign(province, "Phường Trấn Biên", since=dt.date(2025, 9, 1))
    assert again.pk == row.pk
    team = [units["Tổ Ấp 1"].pk]
    assert [r.slug for r in required_families(team, "team_member", DAY)] == ["vneid"]
    assert required_families(team, "official", DAY) == []
    assert required_families([units["Tổ Ấp 3"].pk], "team_member", DAY) == []
    assert required_families(team, "team_member", dt.date(2025, 8, 31)) == []
    withdraw(assignment=row, on=DAY)
    assert required_families(team, "team_member", DAY) == []
    assert required_families(team, "team_member", dt.date(2026, 9, 29)) != []


def test_of_two_assignments_of_a_course_the_earlier_day_counts(province: Province):
    _assign(province, "Thành phố Đồng Nai", due_on=dt.date(2026, 12, 31))
    _assign(province, "Phường Trấn Biên", due_on=dt.date(2026, 10, 31))
    found = required_families([province.units["Tổ Ấp 1"].pk], "team_member", DAY)
    assert [row.due_on for row in found] == [dt.date(2026, 10, 31)]


def test_another_unit_is_no_team(province: Province):
    with pytest.raises(LookupError):
        board(province.units["Phường Trấn Biên"].pk, DAY, NOW)


def _queries(province: Province, count: int) -> int:
    for serial in range(count):
        person = province.member("Tổ Ấp 1")
        if serial % 2:
            province.award(person, dt.date(2026, 3, 1))
        else:
            learn(province, person, serial)
    with CaptureQueriesContext(connection) as seen:
        shown(province)
    return len(seen)


def test_queries_do_not_grow_with_the_roster(required: Province):
    few = _queries(required, 6)
    assert few == _queries(required, 60)
    assert few <= 9
