"""From a digit to the names behind it, the reasons why not, and other days' boundaries."""

import datetime as dt
import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from certificates.models import AwardEvent, EvidenceVoid
from indicators.measure import explain, measure
from indicators.measure.names import UNATTACHED
from teams.models import TeamHamlet
from tests.indicators.province import AFTER, BEFORE, DAY, MERGER, Province

TEAM = "team-members-trained"
PASSED = dt.date(2026, 3, 1)


def ask(code: str, **options: object) -> dict:
    out = StringIO()
    call_command("indicator", code, as_json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def why(code: str, unit_id: int | None = None, on: dt.date = DAY) -> dict[str, str]:
    return {line.name: line.why for line in explain(code, unit_id, on)}


@pytest.fixture
def crowd(province: Province) -> Province:
    """Return a team in which everybody has another reason."""

    def add(name: str):
        return province.member("Tổ Ấp 1", person=province.person(name))

    province.award(add("An Đạt"), PASSED)
    province.award(add("Bình Hết"), PASSED, until=dt.date(2026, 6, 1))
    void = province.award(add("Chi Huỷ"), PASSED)
    EvidenceVoid.objects.create(evidence=void.evidence, on=dt.date(2026, 5, 1), reason="thi hộ")
    province.award(add("Dung Sau"), DAY + dt.timedelta(days=3))
    province.evidence(add("Em Tự"), PASSED, grade=0, source="declared")
    province.award(add("Giang Khác"), PASSED, source="platform")
    add("Hà Chưa")
    return province


def test_everybody_has_the_reason_nearest_to_counting(crowd: Province):
    assert why(TEAM) == {
        "An Đạt": "award", "Bình Hết": "expired", "Chi Huỷ": "void", "Dung Sau": "later",
        "Em Tự": "other_course", "Giang Khác": "other_course", "Hà Chưa": "no_evidence",
    }  # fmt: skip


def test_reasons_sum_to_the_number(crowd: Province):
    for code in (
        "team-members-trained",
        "officials-trained",
        "people-trained-by-course",
        "teams",
        "communes-with-team",
    ):
        for row in measure(code, DAY).rows:
            unit = UNATTACHED if row.unit_id is None else row.unit_id
            lines = list(explain(code, unit, DAY))
            assert sum(line.counts for line in lines) == row.number.numerator, (code, row.name)
            if row.number.denominator is not None:
                assert len(lines) == row.number.denominator, (code, row.name)


def test_the_command_says_what_the_page_says(crowd: Province):
    found = ask(TEAM, unit="75", date=DAY, explain=True)
    number = measure(TEAM, DAY).total
    assert (found["numerator"], found["denominator"]) == (1, 7)
    assert found["value"] == float(number.percent)
    assert (found["as_of"], found["definition_version"]) == (DAY.isoformat(), 1)
    assert found["reasons"] == Counter(line["why"] for line in found["lines"])
    assert ask("teams", unit="101", date=DAY)["denominator"] is None
    assert ask("teams", unit="101", date=DAY)["value"] == 2


@pytest.mark.parametrize(
    "options",
    [{"unit": "999"}, {"date": dt.date(2999, 1, 1)}, {"boundaries": BEFORE, "explain": True}],
)
def test_the_command_refuses_nonsense(crowd: Province, options: dict):
    with pytest.raises(CommandError):
        ask(TEAM, **options)
    with pytest.raises(CommandError, match="in force"):
        ask("khong-co")


def test_units_and_coverage(province: Province):
    hamlet = province.unit("Ấp 1", "hamlet", "h1", province.units["Phường Trấn Biên"])
    province.under(hamlet, province.units["Phường Trấn Biên"], "commune", 1)
    other = province.unit("Ấp 9", "hamlet", "h9", province.units["Xã Đại Phước"])
    province.under(other, province.units["Xã Đại Phước"], "commune", 1)
    assert ask("teams", date=DAY)["numerator"] == 3
    assert ask("communes-with-team", date=DAY) | {} == {
        "value": 100.0, "numerator": 2, "denominator": 2, "as_of": DAY.isoformat(),
        "definition_version": 1,
    }  # fmt: skip
    assert ask("hamlets-with-team", date=DAY)["numerator"] == 0
    TeamHamlet.objects.create(team=province.units["Tổ Ấp 1"], hamlet=hamlet, valid_from=AFTER)
    assert ask("hamlets-with-team", date=DAY)["numerator"] == 1
    assert why("hamlets-with-team") == {"Ấp 1": "counted", "Ấp 9": "no_team"}


def test_numbers_of_a_past_day_in_the_communes_of_today_and_back(province: Province):
    province.award(province.member("Tổ Ấp 1"), dt.date(2025, 1, 1))
    province.member("Tổ Ấp 2")
    province.member("Xã Cũ Hai", until=MERGER)
    province.member("Phường Trấn Biên", since=MERGER)
    rows = {row.name: row.number for row in measure(TEAM, BEFORE, boundaries=DAY).rows}
    now = rows["Phường Trấn Biên"]
    assert (now.numerator, now.denominator) == (1, 3)
    then = {row.name: row.number for row in measure(TEAM, DAY, boundaries=BEFORE).rows}
    assert (then["Xã Cũ Một"].numerator, then["Xã Cũ Một"].denominator) == (1, 1)
    assert then["Xã Cũ Hai"].denominator == 1
    # Who belongs to the merged commune itself can't be told to have come from one of the two.
    assert then[""].denominator == 1
    assert measure(TEAM, BEFORE).total == measure(TEAM, BEFORE, boundaries=DAY).total


def test_certificates_that_expire_or_were_revoked(province: Province):
    soon = province.award(province.member("Tổ Ấp 1"), PASSED, until=DAY + dt.timedelta(days=20))
    renewed = province.member("Tổ Ấp 1")
    province.award(renewed, PASSED, until=DAY + dt.timedelta(days=20))
    province.award(renewed, DAY)
    assert ask("certificates-expiring", date=DAY)["value"] == 1
    AwardEvent.objects.create(award=soon, act="revoked", on=DAY, reason="cấp nhầm")
    assert ask("certificates-revoked", date=DAY)["value"] == 1
    assert ask("certificates-revoked", date=DAY - dt.timedelta(days=1))["value"] == 0
