"""Boards above the team are the sum of the teams' boards; a team is compared with itself only."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teams.assign import assign
from teams.board import board, commune_board, last_month, province_board
from tests.indicators.province import DAY, Province
from tests.teams.test_board import NOW, learn


@pytest.fixture
def required(province: Province) -> Province:
    """Ask the first commune for the course, and one member of the other."""
    assign(
        family=province.own,
        unit=province.units["Phường Trấn Biên"],
        category="team_member",
        since=dt.date(2025, 9, 1),
    )
    return province


def fill(province: Province, each: int) -> None:
    for team in ("Tổ Ấp 1", "Tổ Ấp 2", "Tổ Ấp 3"):
        for serial in range(each):
            person = province.member(team)
            if serial % 3 == 0:
                province.award(person, dt.date(2026, 3, 1))
            elif serial % 3 == 1:
                learn(province, person, serial * 10)


def test_commune_is_the_sum_of_its_teams_and_province_of_its_communes(required: Province):
    fill(required, 5)
    commune = commune_board(required.units["Phường Trấn Biên"].pk, DAY, NOW)
    for line in commune.lines:
        assert line.strip == board(line.unit_id, DAY, NOW).strip
    whole = province_board(DAY, NOW)
    by_name = {line.name: line for line in whole.lines}
    assert by_name["Phường Trấn Biên"].strip == commune.strip
    assert whole.strip.total == 15
    assert whole.teams == 3
    assert by_name["Xã Đại Phước"].strip.counts["none"] == 5


def test_wide_boards_take_a_fixed_number_of_queries(required: Province):
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            province_board(DAY, NOW)
        return len(seen)

    fill(required, 2)
    few = count()
    fill(required, 8)
    assert few == count()
    assert few <= 12


def test_one_member_alone_can_be_asked(required: Province):
    one, other = (required.member("Tổ Ấp 3") for _ in range(2))
    assign(
        family=required.own,
        unit=required.units["Tổ Ấp 3"],
        category="team_member",
        since=dt.date(2025, 9, 1),
        person_id=one.pk,
        due_on=dt.date(2026, 12, 31),
    )
    rows = {row.person_id: row for row in board(required.units["Tổ Ấp 3"].pk, DAY, NOW).rows}
    assert rows[one.pk].cells[0].due_on == dt.date(2026, 12, 31)
    assert (rows[one.pk].state, rows[other.pk].state) == ("todo", "none")


def test_last_month_counts_the_roster_and_certificates_of_then(required: Province):
    early, late = (required.member("Tổ Ấp 1") for _ in range(2))
    new = required.member("Tổ Ấp 1", since=dt.date(2026, 9, 10))
    required.award(early, dt.date(2026, 8, 31))
    required.award(late, dt.date(2026, 9, 1))
    month = last_month(board(required.units["Tổ Ấp 1"].pk, DAY, NOW))
    assert (month.on, month.done, month.total) == (dt.date(2026, 8, 31), 1, 2)
    states = sorted(
        (name.was_done, name.is_done) for name in month.names if name.was_done is not None
    )
    assert states == [(False, True), (True, True)]
    assert [(n.was_done, n.is_done) for n in month.names if n.was_done is None] == [(None, False)]
    assert new.name in {name.name for name in month.names}
    assert last_month(board(required.units["Tổ Ấp 2"].pk, DAY, NOW)) is None
