"""What is counted, where, and on which day."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.models import AwardEvent, EvidenceVoid
from indicators.definitions import definition_on, load_definitions
from indicators.measure import UnknownIndicator, measure, names, reasons, trend
from indicators.measure.names import UNATTACHED
from indicators.models import Definition
from tests.indicators.province import AFTER, BEFORE, DAY, MERGER, Province

TEAM, OFFICIALS, OPEN = "team-members-trained", "officials-trained", "people-trained-by-course"
PASSED = dt.date(2026, 3, 1)


def cells(code: str, on: dt.date = DAY) -> dict[str, tuple[int, int | None]]:
    return {
        row.name or "-": (row.number.numerator, row.number.denominator)
        for row in measure(code, on).rows
    }


def whole(code: str, on: dt.date = DAY) -> tuple[int, int | None]:
    total = measure(code, on, by="").total
    return total.numerator, total.denominator


def test_communes_departments_and_unattached_sum_to_the_province(province: Province):
    province.award(province.member("Tổ Ấp 1"), PASSED)
    province.member("Tổ Ấp 3")
    province.evidence(province.member("Sở Khoa học và Công nghệ", "official"), PASSED)
    province.member("Phường Trấn Biên", "official")
    # Straight under the province: in no commune and no department.
    province.member("Thành phố Đồng Nai", "official")
    assert cells(TEAM)["Phường Trấn Biên"] == (1, 1)
    assert cells(OFFICIALS) == {
        "Phường Trấn Biên": (0, 1), "Xã Đại Phước": (0, 0),
        "Sở Khoa học và Công nghệ": (1, 1), "-": (0, 1),
    }  # fmt: skip
    assert whole(OFFICIALS) == (1, 3)


def test_a_commune_without_roster_is_missing_not_nought(province: Province):
    province.member("Tổ Ấp 1")
    shares = {row.name: row.number.percent for row in measure(TEAM, DAY).rows}
    assert shares["Phường Trấn Biên"] == Decimal("0.0")
    assert shares["Xã Đại Phước"] is None
    assert measure("officials-trained", DAY).total.percent is None


def test_grade_floor_and_origin_decide_what_counts(province: Province):
    official = province.member("Xã Đại Phước", "official")
    province.member("Tổ Ấp 3", person=official)
    province.evidence(official, PASSED, grade=0, source="declared")
    assert (whole(OFFICIALS)[0], whole("officials-trained-or-self-taught")[0]) == (0, 1)
    province.evidence(official, PASSED, grade=1)
    assert (whole(OFFICIALS)[0], whole(TEAM)[0]) == (1, 0)
    province.award(official, PASSED, grade=2, source="platform")
    assert (whole(TEAM)[0], whole(OPEN)[0]) == (0, 0)
    province.award(official, PASSED, grade=2, source="course")
    assert (whole(TEAM)[0], whole(OPEN)) == (1, (1, None))


def test_a_pass_moves_the_number_by_one_and_more_passes_by_none(province: Province):
    member = province.member("Tổ Ấp 1")
    province.member("Tổ Ấp 1")
    assert whole(TEAM) == (0, 2)
    province.award(member, PASSED)
    assert whole(TEAM) == (1, 2)
    province.award(member, PASSED + dt.timedelta(days=1))
    province.evidence(member, PASSED)
    assert whole(TEAM) == (1, 2)
    assert whole(TEAM, PASSED - dt.timedelta(days=1)) == (0, 2)


def test_void_evidence_and_revoked_awards_count_no_more(province: Province):
    award = province.award(province.member("Tổ Ấp 1"), PASSED)
    end = dt.date(2026, 5, 1)
    AwardEvent.objects.create(award=award, act="revoked", on=end, reason="fraud")
    EvidenceVoid.objects.create(evidence=award.evidence, on=end, reason="fraud")
    assert whole(TEAM, end - dt.timedelta(days=1)) == (1, 1)
    assert whole(TEAM, end) == (0, 1)


def test_a_member_who_moves_counts_where_they_were_on_the_day(province: Province):
    moved = dt.date(2026, 2, 1)
    person = province.member("Tổ Ấp 1", until=moved)
    province.member("Tổ Ấp 3", person=person, since=moved)
    before, after = cells(TEAM, moved - dt.timedelta(days=1)), cells(TEAM, moved)
    assert (before["Phường Trấn Biên"], before["Xã Đại Phước"]) == ((0, 1), (0, 0))
    assert (after["Phường Trấn Biên"], after["Xã Đại Phước"]) == ((0, 0), (0, 1))


def test_the_merger_of_2025_leaves_former_communes_their_past(province: Province):
    province.member("Tổ Ấp 1")
    province.member("Tổ Ấp 2")
    official = province.member("Xã Cũ Hai", "official", until=MERGER)
    province.member("Phường Trấn Biên", "official", person=official, since=MERGER)
    assert cells(TEAM, BEFORE) == {"Xã Cũ Một": (0, 1), "Xã Cũ Hai": (0, 1), "-": (0, 0)}
    assert cells(TEAM, AFTER)["Phường Trấn Biên"] == (0, 2)
    assert cells(OFFICIALS, BEFORE)["Xã Cũ Hai"] == (0, 1)
    assert cells(OFFICIALS, AFTER)["Phường Trấn Biên"] == (0, 1)
    assert whole(TEAM, BEFORE) == whole(TEAM, AFTER) == (0, 2)


def test_a_person_in_two_categories_is_one_person(province: Province):
    person = province.member("Tổ Ấp 1")
    province.member("Sở Khoa học và Công nghệ", "official", person=person)
    province.award(person, PASSED)
    outsider = province.person("Trần Văn Ngoài")
    province.award(outsider, PASSED)
    assert whole(OPEN) == (2, None)
    assert cells(OPEN)["Sở Khoa học và Công nghệ"] == (1, None)
    assert cells(OPEN)["-"] == (1, None)


def test_every_number_carries_its_day_and_version(province: Province):
    assert measure(TEAM, DAY).total.version == 1
    begins = dt.date(2026, 6, 1)
    first = definition_on(TEAM, DAY)
    Definition.objects.filter(pk=first.pk).update(valid_to=begins)
    Definition.objects.create(
        code=TEAM, version=2, name_vi="x", name_en="x", meaning_vi="x", meaning_en="x",
        formula="ratio", population={"category": "team_member"},
        accepted={"grade_floor": 3, "origins": None, "families": None}, valid_from=begins,
    )  # fmt: skip
    province.award(province.member("Tổ Ấp 1"), PASSED)
    old = measure(TEAM, begins - dt.timedelta(days=1)).total
    new = measure(TEAM, begins).total
    assert (old.version, old.numerator) == (1, 1)
    assert (new.version, new.numerator) == (2, 0)
    assert load_definitions() == 0


def test_an_unknown_indicator_is_refused(province: Province):
    with pytest.raises(UnknownIndicator):
        measure("khong-co", DAY)


def _queries(province: Province, count: int) -> int:
    for _ in range(count):
        province.award(province.member("Tổ Ấp 1"), PASSED)
    with CaptureQueriesContext(connection) as seen:
        measure(definition_on(TEAM, DAY), DAY)
    return len(seen) - 1


def test_queries_do_not_grow_with_persons(province: Province):
    few = _queries(province, 30)
    assert few == _queries(province, 270)
    assert few <= 5


def test_the_trend_says_what_each_month_end_measured(province: Province):
    province.award(province.member("Tổ Ấp 1"), PASSED)
    province.member("Tổ Ấp 3", since=dt.date(2026, 6, 15))
    definition = definition_on(TEAM, DAY)
    with CaptureQueriesContext(connection) as seen:
        points = trend(definition, DAY)
    assert len(seen) == 2
    assert len(points) == 11
    for point in points:
        assert (point.numerator, point.denominator) == whole(TEAM, point.as_of)
    assert points[-1].as_of == dt.date(2026, 8, 31)
    counted = trend(definition_on(OPEN, DAY), DAY)
    assert [point.numerator for point in counted][-1] == 1


def test_names_are_exactly_those_counted_with_the_reason(province: Province):
    passed = province.member("Tổ Ấp 1", person=province.person("Bùi Văn Đạt"))
    waiting = province.member("Tổ Ấp 2", person=province.person("Bùi Văn Chờ"))
    award = province.award(passed, PASSED)
    unit = province.units["Phường Trấn Biên"].pk
    assert list(names(TEAM, unit, DAY, "dat")) == [passed]
    assert list(names(TEAM, unit, DAY, "chua")) == [waiting]
    assert list(names(TEAM, None, DAY)) == [waiting, passed]
    assert list(names(TEAM, UNATTACHED, DAY)) == []
    why = reasons(TEAM, [passed.pk, waiting.pk], DAY)
    assert set(why) == {passed.pk}
    assert (why[passed.pk].grade, why[passed.pk].on) == (2, PASSED)
    assert why[passed.pk].number == award.number


def test_evidence_without_an_award_is_a_reason_too(province: Province):
    official = province.member("Xã Đại Phước", "official")
    province.evidence(official, PASSED)
    why = reasons(OFFICIALS, [official.pk], DAY)[official.pk]
    assert (why.grade, why.number, why.course) == (1, "", "Lớp trực tiếp")


@pytest.mark.parametrize("code", [TEAM, OFFICIALS, OPEN])
def test_every_cell_opens_as_many_names_as_it_counts(province: Province, code: str):
    both = province.member("Tổ Ấp 1")
    province.member("Thành phố Đồng Nai", "official", person=both)
    province.award(both, PASSED)
    province.member("Tổ Ấp 3")
    province.award(province.person("Trần Văn Ngoài"), PASSED)
    for row in measure(code, DAY).rows:
        unit = UNATTACHED if row.unit_id is None else row.unit_id
        assert names(code, unit, DAY, "dat").count() == row.number.numerator
        if row.number.denominator is not None:
            assert names(code, unit, DAY).count() == row.number.denominator
