"""Writing a definition: what is wrong is said by its field, a preview writes nothing, one of two wins."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators import cells, tasks
from indicators.defining import Draft, draft_of, preview, publish, set_target, validate
from indicators.defining.publishing import NotPublishable
from indicators.definitions import definition_on, load_definitions, target_on
from indicators.measure import changes, measure
from indicators.models import Built, Definition, Target
from people import audit
from people.models import AuditEntry
from people.refusal import Refusal
from tests.indicators.province import DAY, Province

TEAM, OFFICIALS = "team-members-trained", "officials-trained"
FROM = dt.date(2026, 9, 1)
WHY = "Văn bản mới yêu cầu bậc cao hơn"


def next_of(code: str = TEAM, /, **given: object) -> Draft:
    """Return a draft of the next version of ``code`` that differs by ``given``."""
    return dataclasses.replace(draft_of(definition_on(code, DAY), FROM), **given)


def made(code: str, formula: str, **population: object) -> Draft:
    """Return a draft of a new indicator that is made of others."""
    score = population.pop("score", None)
    return Draft(
        code=code, name_vi="Tên", name_en="Name", meaning_vi="Nghĩa", meaning_en="Meaning",
        formula=formula, population=population, score=score, valid_from=FROM,
    )  # fmt: skip


def wrong(draft: Draft) -> set[tuple[str, str]]:
    """Return the problems as (field, code)."""
    return {(problem.field, problem.code) for problem in validate(draft)}


@pytest.fixture
def staff(province: Province):
    """Return an account of the province's staff."""
    return province.user(role="province_staff", unit="Thành phố Đồng Nai")


def test_every_definition_that_ships_could_be_published(province: Province):
    from courses.models import CourseFamily

    CourseFamily.objects.create(slug="an-toan-thong-tin-cho-moi-nguoi", title="An toàn")
    for row in Definition.objects.all():
        assert wrong(draft_of(row, FROM)) == set(), row.code


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"code": "Có dấu"}, "code", "code"),
        ({"name_en": " "}, "name_en", "empty"),
        ({"formula": "đoán"}, "formula", "formula"),
        ({"population": {"category": "nobody"}}, "category", "category"),
        ({"population": {"category": "official", "tuổi": 3}}, "category", "unknown"),
        ({"accepted": {"grade_floor": 5}}, "grade_floor", "grade"),
        ({"accepted": {"grade_floor": True}}, "grade_floor", "grade"),
        ({"accepted": {"grade_floor": 1, "families": ["không-có"]}}, "families", "course"),
        ({"accepted": {"grade_floor": 1, "families": []}}, "families", "empty"),
        ({"accepted": {"grade_floor": 1, "origins": ["chợ"]}}, "origins", "origin"),
        ({"accepted": {"grade_floor": 1, "since": "31/12"}}, "since", "day"),
        ({"accepted": {"grade_floor": 1, "valid_days": 0}}, "valid_days", "days"),
        ({"accepted": {"state": "expiring"}}, "within_days", "days"),
        ({"population": {"category": "official", "min_age": 0}}, "min_age", "age"),
        ({"valid_from": None}, "valid_from", "empty"),
        ({"valid_from": dt.date(2021, 12, 31)}, "valid_from", "early"),
        ({"valid_from": dt.date(2022, 1, 1)}, "valid_from", "before_published"),
        ({"formula": "guided", "accepted": {}}, "within_months", "months"),
        ({"formula": "coverage", "population": {"unit_kind": "school"}}, "unit_kind", "unit_kind"),
        ({"formula": "score", "population": {"numerator": TEAM}}, "numerator", "circle"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(province: Province, given: dict, field: str, code: str):
    assert (field, code) in wrong(next_of(**given))


@pytest.mark.parametrize(
    ("cited", "field", "code"),
    [
        ({"number": 0, "source": "Cục Thống kê", "on": "2026-01-01"}, "cited_number", "zero"),
        ({"number": -3, "source": "Cục Thống kê", "on": "2026-01-01"}, "cited_number", "number"),
        ({"number": 9, "source": " ", "on": "2026-01-01"}, "cited_source", "empty"),
        ({"number": 9, "source": "Cục Thống kê", "on": "hôm qua"}, "cited_on", "day"),
        ({"number": 9, "source": "Cục Thống kê", "on": "2999-01-01"}, "cited_on", "day"),
    ],
)
def test_a_cited_population_has_number_source_and_day(
    province: Province, cited: dict, field: str, code: str
):
    population = {"min_age": 18, "cited": cited}
    assert wrong(next_of("adults-basic-skills", population=population)) == {(field, code)}
    # The base of a roster is the roster.
    both = {"category": "team_member", "cited": cited}
    assert ("cited_number", "cited") in wrong(next_of(population=both))


def test_parts_must_exist_fit_and_not_go_round(province: Province):
    assert wrong(made("q", "ratio_of", numerator=TEAM)) == {("denominator", "empty")}
    lost = made("q", "ratio_of", numerator=TEAM, denominator="không-có")
    assert wrong(lost) == {("denominator", "reference")}
    bare = made("s", "score", numerator="people-trained-by-course", score={"points": "10"})
    assert wrong(bare) == {("denominator", "no_base")}
    assert wrong(made("a", "attainment", numerator="teachers-trained")) == {
        ("numerator", "no_target")
    }
    mean = made("c", "composite", parts=[{"code": TEAM, "weight": "0"}])
    assert wrong(mean) == {("parts", "few"), ("parts", "weight")}
    twice = made("c", "composite", parts=[{"code": TEAM, "weight": "1"}] * 2)
    assert wrong(twice) == {("parts", "twice")}
    count = {"code": "people-trained-by-course", "weight": "1"}
    mixed = made("c", "composite", parts=[count, {"code": TEAM, "weight": "1"}])
    assert wrong(mixed) == {("parts", "no_base")}


def test_a_circle_through_another_indicator_is_told_as_a_way(province: Province, staff):
    parts = [{"code": TEAM, "weight": "1"}, {"code": OFFICIALS, "weight": "1"}]
    publish(draft=made("first", "composite", parts=parts), by=staff, reason=WHY, begin=FROM)
    parts = [{"code": "first", "weight": "1"}, {"code": OFFICIALS, "weight": "1"}]
    publish(draft=made("second", "composite", parts=parts), by=staff, reason=WHY, begin=FROM)
    parts = [{"code": "second", "weight": "1"}, {"code": OFFICIALS, "weight": "1"}]
    later = next_of("first", population={"parts": parts}, valid_from=dt.date(2026, 9, 15))
    found = [problem for problem in validate(later) if problem.code == "circle"]
    assert "first → second → first" in str(found[0].message)
    with pytest.raises(NotPublishable):
        publish(draft=later, by=staff, reason=WHY, begin=dt.date(2026, 9, 15))
    assert definition_on("first", DAY).version == 1


@pytest.mark.parametrize(
    ("score", "wanted"),
    [
        ({"points": "0"}, ("points", "points")),
        ({"points": "NaN"}, ("points", "points")),
        ({"points": "10", "cap": "120"}, ("cap", "cap")),
        ({"points": "10", "cap": "80", "steps": [["1", "1"]]}, ("cap", "both")),
        ({"points": "10", "steps": [["5", "1"], ["5", "2"]]}, ("steps", "order")),
        ({"points": "10", "steps": [["5", "11"]]}, ("steps", "points")),
        ({"points": "10", "steps": [["5"]]}, ("steps", "steps")),
        ({"points": "10", "by_count": True}, ("steps", "empty")),
    ],
)
def test_points_that_make_no_sense_are_refused(province: Province, score: dict, wanted: tuple):
    assert wrong(made("s", "score", numerator=TEAM, score=score)) == {wanted}


def test_problems_speak_the_language_of_the_page(province: Province):
    message = validate(next_of(name_vi=""))[0].message
    said = set()
    for language in ("vi", "en", "fr"):
        with translation.override(language):
            said.add(str(message))
    assert len(said) == 3


def test_a_preview_counts_and_writes_nothing(province: Province):
    for team, on in (("Tổ Ấp 1", dt.date(2026, 2, 1)), ("Tổ Ấp 3", dt.date(2026, 8, 1))):
        province.award(province.member(team), on)
    cells.rebuild()
    since = next_of(accepted={"grade_floor": 2, "origins": ["own"], "since": "2026-05-01"})
    with CaptureQueriesContext(connection) as seen:
        found = preview(since, DAY)
    assert not [q for q in seen if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert len(seen) < 25
    assert (found.version, found.before.numerator, found.after.numerator) == (1, 2, 1)
    assert (found.by, found.after.version) == ((-1, 0), 2)
    assert [(one.name, one.by) for one in found.moved] == [("Phường Trấn Biên", (-1, 0))]
    assert measure(TEAM, DAY).total.numerator == 2


def test_a_preview_of_a_new_indicator_has_nothing_beside_it(province: Province):
    province.award(province.member("Tổ Ấp 1"), dt.date(2026, 2, 1))
    found = preview(made("s", "score", numerator=TEAM, score={"points": "10"}), DAY)
    assert (found.before, found.after.value, found.moved) == (None, Decimal(10), ())


def test_publishing_ends_the_version_before_and_is_written_down(
    province: Province, staff, django_capture_on_commit_callbacks
):
    province.award(province.member("Tổ Ấp 1"), dt.date(2026, 2, 1))
    cells.rebuild()
    draft = next_of(accepted={"grade_floor": 2, "since": "2026-05-01"})
    with django_capture_on_commit_callbacks(execute=True):
        made_now = publish(draft=draft, by=staff, reason=WHY, begin=FROM)
    assert (made_now.version, made_now.reason, made_now.by) == (2, WHY, staff)
    assert definition_on(TEAM, FROM - dt.timedelta(days=1)).version == 1
    assert definition_on(TEAM, FROM) == made_now
    entry = AuditEntry.objects.get(code="indicators.definition_published")
    assert entry in audit.entries_about(made_now)
    assert entry.data["reason"] == WHY
    assert Built.objects.filter(definition=made_now).exists()
    assert (measure(TEAM, DAY).total.numerator, cells.check()) == (0, [])
    steps = changes(TEAM, None, FROM - dt.timedelta(days=1), DAY).steps
    assert [step.kind for step in steps] == ["definition"]


def test_of_two_who_publish_at_once_one_wins(province: Province, staff):
    first, second = next_of(verifier="A"), next_of(verifier="B")
    publish(draft=first, by=staff, reason=WHY, begin=FROM)
    with pytest.raises(Refusal) as refused:
        publish(draft=second, by=staff, reason=WHY, begin=dt.date(2026, 9, 2))
    assert refused.value.code == "overtaken"
    assert [row.verifier for row in Definition.objects.filter(code=TEAM, version__gt=1)] == ["A"]
    # A new code that somebody else took meanwhile.
    new = made("q", "ratio_of", numerator=TEAM, denominator=OFFICIALS)
    publish(draft=new, by=staff, reason=WHY, begin=FROM)
    with pytest.raises(Refusal):
        publish(draft=new, by=staff, reason=WHY, begin=FROM)


def test_without_right_or_reason_nothing_is_published(province: Province, staff):
    officer = province.user(role="commune_officer", unit="Phường Trấn Biên")
    with pytest.raises(Refusal) as refused:
        publish(draft=next_of(), by=officer, reason=WHY, begin=FROM)
    assert refused.value.code == "no_right"
    with pytest.raises(NotPublishable) as missing:
        publish(draft=next_of(), by=staff, reason=" ", begin=FROM)
    assert missing.value.problems[0].field == "reason"
    assert Definition.objects.filter(code=TEAM).count() == 1
    assert tasks.rebuild() == 0


def test_a_changed_target_is_another_row_and_the_last_one_holds(province: Province, staff):
    due, source = dt.date(2027, 12, 31), "Kế hoạch 12/KH-UBND ngày 5/1/2026"

    def to(percent: str, level: str = "whole") -> Target:
        return set_target(
            code=TEAM, level=level, percent=Decimal(percent), due=due, source=source, by=staff
        )

    to("80")
    to("95")
    to("70", "commune")
    assert (target_on(TEAM, DAY).percent, target_on(TEAM, DAY).revision) == (Decimal(95), 2)
    assert target_on(TEAM, DAY, level="commune").percent == Decimal(70)
    assert Target.objects.filter(code=TEAM, by=due, level="whole").count() == 2
    assert load_definitions() == 0
    with pytest.raises(NotPublishable) as bad:
        to("101")
    assert bad.value.problems[0].field == "percent"
    with pytest.raises(Refusal):
        set_target(
            code=TEAM, level="whole", percent=Decimal(1), due=due, source=source,
            by=province.user(role="trainer", unit="Thành phố Đồng Nai"),
        )  # fmt: skip
