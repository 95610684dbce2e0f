"""Indicators in the public API: never naked, missing stays null, small groups stay hidden."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.formulas.number import Number
from indicators.formulas.small_cells import LEAST, hidden_rows
from indicators.formulas.table import Row
from indicators.models import Definition
from tests.indicators.province import Province

TEAM = "team-members-trained"
PASSED, DAY = dt.date(2026, 3, 1), "2026-09-30"


def ask(address: str = "", **query: str):
    """Return the API's answer, in English."""
    return Client().get(f"/api/v1/indicators{address}", query, headers={"accept-language": "en"})


@pytest.fixture
def peopled(province: Province) -> Province:
    """Ten members in one commune, six of them trained; twenty in the other, ten of them."""
    for unit, trained, members in (("Tổ Ấp 1", 5, 10), ("Tổ Ấp 3", 10, 20)):
        for serial in range(members):
            person = province.member(unit)
            if serial < trained:
                province.award(person, PASSED)
    return province


def units(found: dict) -> dict[str | None, dict]:
    """Return the numbers by the unit's name."""
    return {unit["name"]: unit["value"] for unit in found["units"]}


def row(numerator: int, denominator: int | None) -> Row:
    """Return a row with this number."""
    return Row(1, "commune", "1", "Xã", "xa", Number(numerator, denominator, PASSED, TEAM, 1))


def test_every_number_says_of_how_many_when_and_by_which_definition(peopled: Province) -> None:
    found = ask(f"/{TEAM}", on=DAY).json()
    assert found["total"] == {
        "value": 50.0,
        "numerator": 15,
        "denominator": 30,
        "percent": 50.0,
        "is_hidden": False,
        "as_of": DAY,
        "definition_version": 1,
    }
    assert units(found)["Phường Trấn Biên"]["numerator"] == 5
    assert units(found)["Xã Đại Phước"]["denominator"] == 20
    assert "standing award" in found["meaning"]


def test_units_are_those_of_the_day(peopled: Province) -> None:
    names = set(units(ask(f"/{TEAM}", on="2025-06-30").json()))
    assert {"Xã Cũ Một", "Xã Cũ Hai"} <= names
    assert "Phường Trấn Biên" not in names


def test_what_is_missing_stays_null(peopled: Province) -> None:
    by_code = {item["code"]: item["total"] for item in ask(on=DAY).json()["items"]}
    assert by_code["officials-trained"]["percent"] is None
    assert by_code["people-trained-by-course"]["denominator"] is None
    assert by_code["people-trained-by-course"]["numerator"] == 15


def test_small_groups_are_hidden_and_cannot_be_had_by_subtraction(peopled: Province) -> None:
    for _serial in range(2):
        peopled.award(peopled.member("Tổ Ấp 2"), PASSED)
    peopled.unit("Xã Mới", "commune", "301", peopled.units["Thành phố Đồng Nai"])
    peopled.member("Xã Mới")
    shown = units(ask(f"/{TEAM}", on=DAY).json())
    assert shown["Xã Mới"]["is_hidden"]
    hidden = [value for value in shown.values() if value["is_hidden"]]
    assert len(hidden) >= 2
    assert {value["numerator"] for value in hidden} == {None}
    assert {value["denominator"] for value in hidden} == {None}


@pytest.mark.parametrize(
    ("pairs", "hidden"),
    [
        ([(5, 10), (10, 20), (0, 0)], set()),
        ([(0, 20), (20, 20), (6, 12)], set()),
        ([(1, 20), (10, 40), (10, 30)], {0, 2}),
        ([(18, 20), (10, 40), (10, 30)], {0, 2}),
        ([(1, 2), (1, 2), (10, 30), (10, 40)], {0, 1, 2}),
        ([(3, 3)], {0}),
        ([(2, None), (9, None), (30, None), (0, None)], {0, 1}),
    ],
)
def test_the_rule_of_small_groups(pairs: list, hidden: set[int]) -> None:
    rows = [row(*pair) for pair in pairs]
    assert hidden_rows(rows) == hidden
    rest = sum(pairs[place][0] for place in hidden)
    assert len(pairs) == len(hidden) or not 0 < rest < LEAST


@pytest.mark.parametrize(
    ("address", "on", "status", "code"),
    [
        ("/khong-co", DAY, 404, "indicator_unknown"),
        (f"/{TEAM}", "2999-01-01", 404, "day_to_come"),
        (f"/{TEAM}", "1999-01-01", 404, "indicator_unknown"),
        (f"/{TEAM}", "2026-02-30", 422, "invalid"),
        (f"/{TEAM}", "hôm qua", 422, "invalid"),
        ("", "0", 422, "invalid"),
    ],
)
def test_a_wrong_question_gets_a_problem(peopled, address, on, status, code) -> None:
    response = ask(address, on=on)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_it_costs_a_few_queries_once_an_hour(peopled: Province) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert ask(address, on=DAY).status_code == 200
        return len(seen)

    assert count(f"/{TEAM}") <= 6
    assert count(f"/{TEAM}") == 1
    assert count("") <= 3 * Definition.objects.count() + 5
    assert count("") == 0
