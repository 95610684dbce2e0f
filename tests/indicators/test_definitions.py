"""Definitions and targets are data: dated, sourced, loaded once; and what the public sees."""

import datetime as dt
from decimal import Decimal

import pytest
import yaml
from django.core.management import call_command
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.dashboards.chart import HEIGHT, WIDTH, chart
from indicators.dashboards.province import sentences
from indicators.definitions import FILE, definition_on, load_definitions, name_of, target_on
from indicators.formulas.number import Number
from indicators.models import Definition, Target
from indicators.queries import public_numbers
from tests.indicators.province import DAY, Province

CODES = [entry["code"] for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))["definitions"]]


def test_loading_again_changes_nothing(province: Province):
    assert load_definitions() == 0
    call_command("load_definitions", verbosity=0)
    assert list(Definition.objects.order_by("pk").values_list("code", flat=True)) == CODES


def test_every_definition_speaks_three_languages(province: Province):
    for found in Definition.objects.all():
        for language in ("vi", "en", "fr"):
            assert getattr(found, f"name_{language}"), (found.code, language)
            assert len(getattr(found, f"meaning_{language}")) > 60, (found.code, language)


def test_every_target_says_where_it_was_read(province: Province):
    assert Target.objects.exists()
    assert all(len(target.source) > 20 for target in Target.objects.all())


def test_a_loaded_definition_cannot_be_rewritten(province: Province):
    with pytest.raises(DatabaseError):
        Definition.objects.filter(code=CODES[0]).update(formula="persons")


def test_the_next_target_due_is_looked_at_else_the_last_that_was(province: Province):
    code = "officials-trained"
    assert target_on(code, dt.date(2025, 10, 1)).percent == Decimal(90)
    assert target_on(code, DAY).percent == Decimal(100)
    assert target_on("team-members-trained", DAY).by == dt.date(2022, 11, 30)
    assert target_on("people-trained-by-course", DAY) is None


def test_a_new_version_ends_the_one_before_on_its_first_day(province: Province, tmp_path):
    path = tmp_path / "definitions.yaml"
    path.write_text(
        "definitions:\n  - {code: officials-trained, version: 2, name_vi: a, name_en: b, "
        "meaning_vi: c, meaning_en: d, formula: ratio, population: {category: official}, "
        "accepted: {grade_floor: 2, origins: null, families: null}, valid_from: 2026-09-01, "
        "reason: e}\ntargets: []\n",
        encoding="utf-8",
    )
    assert load_definitions(path) == 1
    assert load_definitions(path) == 0
    assert definition_on("officials-trained", dt.date(2026, 8, 31)).version == 1
    assert definition_on("officials-trained", dt.date(2026, 9, 1)).version == 2


def test_names_follow_the_language_of_the_page(province: Province):
    definition = definition_on("officials-trained", DAY)
    with translation.override("en"):
        assert name_of(definition) == "Officials trained"
    with translation.override("vi"):
        assert name_of(definition).startswith("Cán bộ")


def test_public_numbers_are_computed_once_an_hour(province: Province):
    province.award(province.member("Tổ Ấp 1"), dt.date(2026, 3, 1))
    first = public_numbers(DAY)
    with CaptureQueriesContext(connection) as seen:
        assert public_numbers(DAY) == first
    assert len(seen) == 0
    said = {found.code: found.number for found in first}
    assert (said["team-members-trained"].numerator, said["team-members-trained"].as_of) == (1, DAY)
    assert said["people-trained-by-course"].percent is None


def test_sentences_have_the_gap_to_their_target_in_persons(province: Province):
    province.member("Tổ Ấp 1")
    found = {sentence.definition.code: sentence for sentence in sentences(DAY)}
    assert found["team-members-trained"].gap == 1
    assert found["officials-trained"].gap is None
    assert found["people-trained-by-course"].target is None


def _points(*pairs: tuple[int, int | None]) -> list[Number]:
    return [Number(hit, base, DAY, "x", 1) for hit, base in pairs]


def test_the_line_breaks_where_a_number_is_missing():
    drawn = chart(_points((0, 0), (1, 2), (2, 2), (0, 0), (1, 2)))
    assert [point.y is None for point in drawn.points] == [True, False, False, True, False]
    assert len(drawn.lines) == 2
    assert all(0 <= point.x <= WIDTH for point in drawn.points)
    assert drawn.points[2].y < drawn.points[1].y < HEIGHT


def test_counts_are_drawn_from_nought():
    drawn = chart(_points((0, None), (14156, None)))
    assert not drawn.is_share
    assert drawn.marks[0].y == drawn.points[0].y
    assert drawn.marks[-1].label == "20.000"
