"""From one number to another: every cause is named, and the steps sum exactly."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.models import EvidenceVoid
from indicators.measure import changes, measure
from indicators.measure.names import UNATTACHED
from indicators.models import Definition
from people.models import Membership
from tests.indicators.province import AFTER, BEFORE, DAY, Province
from tests.indicators.test_pages import client

TEAM, OPEN = "team-members-trained", "people-trained-by-course"
EARLIER = dt.date(2026, 6, 30)
PASSED = dt.date(2026, 3, 1)


def steps(
    code: str, unit: int | None = None, before: dt.date = EARLIER, after: dt.date = DAY
) -> dict:
    found = changes(code, unit, before, after)
    return {step.kind: (step.numerator, step.denominator) for step in found.steps}


def test_every_cause_is_a_step_of_its_own(province: Province):
    joined, left = dt.date(2026, 8, 1), dt.date(2026, 9, 1)
    province.award(province.member("Tổ Ấp 1"), PASSED)
    province.award(province.member("Tổ Ấp 1"), joined)
    province.award(province.member("Tổ Ấp 1"), PASSED, until=joined)
    void = province.award(province.member("Tổ Ấp 1"), PASSED)
    EvidenceVoid.objects.create(evidence=void.evidence, on=joined, reason="thi hộ")
    province.award(province.member("Tổ Ấp 1", since=joined), PASSED)
    province.member("Tổ Ấp 1", since=joined)
    province.award(province.member("Tổ Ấp 1", until=left), PASSED)
    found = changes(TEAM, None, EARLIER, DAY)
    assert (found.before.numerator, found.before.denominator) == (4, 5)
    assert (found.after.numerator, found.after.denominator) == (3, 6)
    assert steps(TEAM) == {
        "joined": (1, 2), "left": (-1, -1), "trained": (1, 0), "expired": (-1, 0), "void": (-1, 0),
    }  # fmt: skip


def test_a_team_that_comes_to_another_commune_is_a_changed_boundary(province: Province):
    province.award(province.member("Tổ Ấp 1"), dt.date(2025, 1, 1))
    province.member("Tổ Ấp 2")
    commune = province.units["Phường Trấn Biên"].pk
    assert steps(TEAM, commune, BEFORE, AFTER) == {"boundary": (1, 2)}
    assert steps(TEAM, None, BEFORE, AFTER) == {}
    assert steps(TEAM, province.units["Xã Cũ Một"].pk, BEFORE, AFTER) == {"boundary": (-1, -1)}


def test_a_new_definition_is_a_step(province: Province):
    province.award(province.member("Tổ Ấp 1"), PASSED)
    old = Definition.objects.get(code=TEAM)
    Definition.objects.filter(pk=old.pk).update(valid_to=dt.date(2026, 8, 1))
    Definition.objects.create(
        code=TEAM, version=2, name_vi="x", name_en="x", meaning_vi="x", meaning_en="x",
        formula="ratio", population={"category": "team_member"}, accepted={"grade_floor": 3},
        valid_from=dt.date(2026, 8, 1),
    )  # fmt: skip
    found = changes(TEAM, None, EARLIER, DAY)
    assert (found.before.version, found.after.version) == (1, 2)
    assert steps(TEAM) == {"definition": (-1, 0)}


def test_counts_without_a_base(province: Province):
    province.award(province.person("Bùi Đạt"), dt.date(2026, 8, 1))
    province.award(province.person("Cao Hết"), PASSED, until=dt.date(2026, 8, 1))
    found = changes(OPEN, None, EARLIER, DAY)
    assert found.before.denominator is None
    assert {step.kind: step.numerator for step in found.steps} == {"trained": 1, "expired": -1}
    assert {step.kind for step in changes("teams", None, EARLIER, DAY).steps} == set()


def test_days_the_wrong_way_round(province: Province):
    with pytest.raises(ValueError, match="earlier"):
        changes(TEAM, None, DAY, EARLIER)


days = st.dates(dt.date(2024, 6, 1), dt.date(2026, 12, 1))
person = st.fixed_dictionaries(
    {
        "team": st.sampled_from(["Tổ Ấp 1", "Tổ Ấp 2", "Tổ Ấp 3"]),
        "since": days,
        "stays": st.one_of(st.none(), st.integers(1, 500)),
        "moves_to": st.one_of(st.none(), st.sampled_from(["Tổ Ấp 1", "Tổ Ấp 3"])),
        "passed": st.one_of(st.none(), days),
        "valid": st.one_of(st.none(), st.integers(1, 400)),
        "void": st.one_of(st.none(), st.integers(0, 300)),
    }
)


def live(province: Province, story: dict[str, Any]) -> None:
    """Write down a random life: a team, perhaps another one, a pass, its end or its voiding."""
    someone = province.person()
    until = story["since"] + dt.timedelta(days=story["stays"]) if story["stays"] else None
    province.member(story["team"], person=someone, since=story["since"], until=until)
    if until and story["moves_to"]:
        Membership.objects.create(
            person=someone, unit=province.units[story["moves_to"]], category="team_member",
            valid_from=until,
        )  # fmt: skip
    if story["passed"]:
        ends = story["passed"] + dt.timedelta(days=story["valid"]) if story["valid"] else None
        award = province.award(someone, story["passed"], until=ends)
        if story["void"] is not None:
            day = story["passed"] + dt.timedelta(days=story["void"])
            EvidenceVoid.objects.create(evidence=award.evidence, on=day, reason="x")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stories=st.lists(person, max_size=8), two=st.tuples(days, days))
def test_steps_sum_for_any_history(province: Province, stories: list, two: tuple) -> None:
    for story in stories:
        live(province, story)
    before, after = sorted(two)
    for code in (TEAM, OPEN, "teams", "communes-with-team"):
        whole = changes(code, None, before, after)
        assert whole.before == measure(code, before, by="").total
        assert whole.after == measure(code, after, by="").total
        for row in measure(code, after).rows:
            if row.unit_id not in (None, UNATTACHED):
                assert changes(code, row.unit_id, before, after).after == row.number


def test_the_page_shows_names_to_those_who_may_see_them(province: Province):
    province.award(
        province.member("Tổ Ấp 1", person=province.person("Bùi Mới")), dt.date(2026, 9, 9)
    )
    address = reverse("indicator_changes", args=[TEAM])
    commune = province.units["Phường Trấn Biên"].pk
    asked = {"tu": "2026-06-30", "ngay": "2026-09-30", "don-vi": str(commune)}
    for role, unit, sees in (
        ("commune_officer", "Phường Trấn Biên", True),
        ("commune_officer", "Xã Đại Phước", False),
        ("trainer", "Thành phố Đồng Nai", False),
    ):
        found = client(province.user(role=role, unit=unit)).get(address, asked)
        assert found.status_code == 200
        assert ("Bùi Mới" in found.content.decode()) is sees
        assert "mới được đào tạo" in found.content.decode()
    assert client(province.user()).get(address).status_code == 403
    wrong = client(province.user(role="province_staff", unit="Thành phố Đồng Nai"))
    assert wrong.get(address, {"tu": "hôm qua"}).context["problem"]
    assert wrong.get(address, {"don-vi": "x"}).status_code == 404
