"""Numbers made of others: on the page, by the command, in the API, and hidden where a part is."""

import datetime as dt
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from indicators.defining import publish
from indicators.definitions import definition_on
from indicators.measure import CircularDefinition, changes, explain, measure, trend
from indicators.models import Definition
from tests.indicators.province import DAY, Province
from tests.indicators.test_defining import FROM, OFFICIALS, TEAM, WHY, made
from tests.indicators.test_pages import client

PASSED = dt.date(2026, 3, 1)
MEAN = [{"code": TEAM, "weight": "40"}, {"code": OFFICIALS, "weight": "60"}]


@pytest.fixture
def index(province: Province) -> Province:
    """Two of four members and one of one official trained; one indicator of each made-up kind."""
    for unit, trained in (("Tổ Ấp 1", 1), ("Tổ Ấp 1", 0), ("Tổ Ấp 3", 1), ("Tổ Ấp 3", 0)):
        person = province.member(unit)
        if trained:
            province.award(person, PASSED)
    province.award(province.member("Sở Khoa học và Công nghệ", "official"), PASSED)
    staff = province.user(role="province_staff", unit="Thành phố Đồng Nai")
    capped = {"points": "10", "cap": "80"}
    for draft in (
        made("per-official", "ratio_of", numerator=TEAM, denominator=OFFICIALS),
        made("points", "score", numerator=TEAM, score=capped),
        made("attained", "attainment", numerator=OFFICIALS),
        made("mean", "composite", parts=MEAN),
    ):
        publish(draft=draft, by=staff, reason=WHY, begin=FROM)
    return province


# 2 members over 1 official; 50 ÷ 80 × 10; 100 % of a target of 100 %; 40 × 1/2 + 60 × 1 of 100.
VALUES = {
    "per-official": (200, 2, 1),
    "points": (6.25, 2, 4),
    "attained": (100, 1, 1),
    "mean": (80, 80, 100),
}


@pytest.mark.parametrize("code", VALUES)
def test_command_api_and_page_say_the_same(index: Province, code: str):
    out = StringIO()
    call_command("indicator", code, "--date", f"{DAY}", "--json", "--explain", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["value"], said["numerator"], said["denominator"]) == VALUES[code]
    assert (said["as_of"], said["definition_version"]) == (f"{DAY}", 1)
    total = Client().get(f"/api/v1/indicators/{code}", {"on": f"{DAY}"}).json()["total"]
    assert (total["value"], total["numerator"], total["denominator"]) == VALUES[code]
    staff = client(index.user(role="province_staff", unit="Thành phố Đồng Nai"))
    for name in ("indicator", "indicator_csv", "indicator_changes"):
        assert staff.get(reverse(name, args=[code]), {"ngay": f"{DAY}"}).status_code == 200, name
    assert staff.get(reverse("indicator_names", args=[code])).status_code == 404
    page = staff.get(reverse("indicator", args=[code]), {"ngay": f"{DAY}"}).content.decode()
    assert reverse("indicator", args=[OFFICIALS if code != "points" else TEAM]) in page


def test_each_commune_has_its_own_points(index: Province):
    rows = {row.name: row.number for row in measure("points", DAY).rows}
    assert rows["Phường Trấn Biên"].value == Decimal("6.25")
    # A place without members has no share, so no points, and not nought of them.
    assert rows[""].value is None
    mean = {row.name: row.number for row in measure("mean", DAY).rows}
    assert mean["Xã Đại Phước"].value is None


def test_the_past_year_and_what_changed(index: Province):
    found = trend(definition_on("points", DAY), DAY)
    assert [number.value for number in found][-6:] == [Decimal("6.25")] * 6
    steps = changes("mean", None, FROM, DAY)
    assert (steps.steps, steps.after.value) == ((), Decimal(80))
    assert list(explain("points", None, DAY)) == []


def test_what_a_part_hides_is_hidden_in_what_is_made_of_it(index: Province):
    found = Client().get("/api/v1/indicators/points", {"on": f"{DAY}"}).json()
    shown = [unit["value"] for unit in found["units"] if unit["value"]["denominator"]]
    assert shown == []
    assert any(unit["value"]["is_hidden"] for unit in found["units"])


def test_a_circle_that_got_into_the_table_ends_the_count(index: Province):
    for code, other in (("x", "y"), ("y", "x")):
        Definition.objects.create(
            code=code, version=1, name_vi=code, name_en=code, meaning_vi=code, meaning_en=code,
            formula="ratio_of", population={"numerator": other, "denominator": TEAM},
            accepted={}, valid_from=FROM,
        )  # fmt: skip
    with pytest.raises(CircularDefinition, match="x > y > x"):
        measure("x", DAY)
