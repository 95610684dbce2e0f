"""Valid certificates, adults, people guided, households: what counts, and what is said beside it."""

import datetime as dt
import json
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certificates.models import AwardEvent, EvidenceVoid
from indicators import cells
from indicators.definitions import definition_on, evidence_since
from indicators.measure import changes, explain, measure, names, remarks, trend
from indicators.measure.count import counted_by_unit
from indicators.models import Definition
from people.dated import age_reached
from people.models import Unit
from teams.models import HamletHouseholds, Visit, VisitRuling
from tests.indicators.province import DAY, Province
from tests.indicators.test_pages import client

PASSED = dt.date(2026, 3, 1)
VALID, ADULTS = "certificates-valid", "adults-basic-skills"
GUIDED, HOUSEHOLDS = "people-guided-by-teams", "households-reached"
NEW = (VALID, ADULTS, GUIDED, HOUSEHOLDS)


def again(code: str, **given: object) -> Definition:
    """Give ``code`` another version from 1/1/2026 on, which differs by ``given``."""
    old = definition_on(code, DAY)
    Definition.objects.filter(pk=old.pk).update(valid_to=dt.date(2026, 1, 1))
    kept = ("code", "formula", "population", "accepted", "name_vi", "name_en", "meaning_vi")
    said = {name: getattr(old, name) for name in (*kept, "meaning_en")} | given
    return Definition.objects.create(
        version=old.version + 1, valid_from=dt.date(2026, 1, 1), **said
    )


def kinds(code: str) -> dict[str, int]:
    definition = definition_on(code, DAY)
    counted = measure(definition, DAY, by="").total.numerator
    return {remark.kind: remark.count for remark in remarks(definition, DAY, counted)}


def test_a_certificate_is_valid_until_it_expires_is_revoked_or_void(province: Province):
    for until in (None, DAY + dt.timedelta(days=1), DAY):
        province.award(province.person(), PASSED, until=until)
    reprinted = province.award(province.person(), PASSED)
    AwardEvent.objects.create(award=reprinted, act="revoked", on=DAY, reason="in sai")
    void = province.award(province.person(), PASSED)
    EvidenceVoid.objects.create(evidence=void.evidence, on=PASSED, reason="thi hộ")
    assert measure(VALID, DAY).total.numerator == 2
    assert measure(VALID, DAY - dt.timedelta(days=1)).total.numerator == 4
    assert {line.why for line in explain(VALID, None, DAY)} == {"valid"}
    cells.rebuild()
    assert measure(VALID, DAY).total.numerator == 2


def test_adults_are_those_who_are_surely_eighteen(province: Province):
    births = [
        {"birth_date": DAY.replace(year=2008)},
        {"birth_date": DAY.replace(year=2008) + dt.timedelta(days=1)},
        {"birth_year": 2007},
        {"birth_year": 2008},
        {},
    ]
    for birth in births:
        province.award(province.person(**birth), PASSED)
    assert measure(ADULTS, DAY).total.numerator == 2
    assert kinds(ADULTS) == {"template": 0, "cited_lacks": 0, "age_unknown": 1}
    assert names(ADULTS, None, DAY).count() == 2
    cells.rebuild()
    assert measure(ADULTS, DAY).total.numerator == 2
    # A corrected year of birth moves the stored count too.
    unknown = names("people-trained-by-course", None, DAY).get(birth_year=2008)
    unknown.birth_year = 2000
    unknown.save()
    assert measure(ADULTS, DAY).total.numerator == 3
    assert cells.check() == []


@pytest.mark.parametrize(
    ("birth", "day"),
    [
        ((dt.date(2008, 2, 29), None), dt.date(2026, 3, 1)),
        ((dt.date(2008, 9, 30), 2008), dt.date(2026, 9, 30)),
        ((None, 2008), dt.date(2027, 1, 1)),
        ((None, None), None),
    ],
)
def test_the_day_on_which_somebody_is_eighteen(birth: tuple, day: dt.date | None):
    assert age_reached(*birth, 18) == day


def test_a_cited_population_is_the_base_of_the_whole_alone(province: Province):
    cited = {"number": 4, "source": "Niên giám thống kê", "on": "2026-01-01"}
    found = again(ADULTS, population={"min_age": 18, "cited": cited})
    person = province.member("Tổ Ấp 1", person=province.person(birth_year=1960))
    province.award(person, PASSED)
    table = measure(found, DAY)
    assert (table.total.numerator, table.total.denominator) == (1, 4)
    assert {row.number.denominator for row in table.rows} == {None}
    assert kinds(ADULTS) == {"cited": 4}
    assert trend(found, DAY)[-1].denominator == 4


def test_a_cited_population_that_is_too_small_gives_no_share(province: Province):
    cited = {"number": 1, "source": "chép nhầm", "on": "2026-01-01"}
    again(ADULTS, population={"min_age": 18, "cited": cited})
    for _ in range(2):
        province.award(province.person(birth_year=1960), PASSED)
    assert measure(ADULTS, DAY).total.denominator is None
    assert kinds(ADULTS) == {"cited_too_small": 1}


def test_evidence_counts_since_a_day_and_for_so_many_days(province: Province):
    code = "team-members-trained"
    said = {"grade_floor": 2, "origins": ["own"], "families": None}
    for on in (dt.date(2025, 12, 31), dt.date(2026, 2, 1), DAY):
        province.award(province.member("Tổ Ấp 1"), on)
    found = again(code, accepted=said | {"since": "2026-01-01", "valid_days": 30})
    assert evidence_since(found, DAY) == dt.date(2026, 9, 1)
    assert measure(code, DAY).total.numerator == 1
    assert measure(code, dt.date(2026, 3, 2)).total.numerator == 1
    assert measure(code, dt.date(2026, 3, 3)).total.numerator == 0
    assert [line.why for line in explain(code, None, DAY)].count("too_old") == 2
    for day in (dt.date(2026, 1, 20), dt.date(2026, 3, 2), dt.date(2026, 3, 3), DAY):
        before = counted_by_unit(found, day)
        cells.rebuild()
        stored = cells.unit_sums(found, day)
        assert {unit: pair for unit, pair in before.items() if any(pair)} == stored


@pytest.fixture
def village(province: Province) -> Province:
    """Two hamlets in one commune with 3 and 10 households, one hamlet without a number."""
    for name, commune in (("Ấp Một", "Phường Trấn Biên"), ("Ấp Hai", "Phường Trấn Biên"), ("Ấp Ba", "Xã Đại Phước")):  # fmt: skip
        hamlet = province.unit(name, "hamlet", "", province.units[commune])
        province.under(hamlet, province.units[commune], "commune", 1)
    for name, number in (("Ấp Một", 3), ("Ấp Hai", 10)):
        HamletHouseholds.objects.create(
            hamlet=province.units[name], number=number, source="Xã", valid_from=dt.date(2026, 1, 1)
        )
    return province


def visit(province: Province, handle: str, **given: object) -> Visit:
    """Write a visit of ten days before DAY, at home in Ấp Một unless said otherwise."""
    hamlet: Unit | None = province.units[str(given.pop("hamlet", "Ấp Một"))]
    days = int(str(given.pop("days", 10)))
    at = timezone.make_aware(dt.datetime.combine(DAY - dt.timedelta(days=days), dt.time(9)))
    said = {"topic": "vneid", "mode": "home", "outcome": "alone", "rule_version": 1, **given}
    team = province.units[str(said.pop("team", "Tổ Ấp 1"))]
    by = province.user()
    return Visit.objects.create(
        id=uuid.uuid4(), handle=handle, team=team, hamlet=hamlet, by=by, at=at, **said
    )


def test_people_guided_are_counted_once_where_they_were_guided_last(village: Province):
    visit(village, "a", days=20)
    visit(village, "a", team="Tổ Ấp 3", days=10)
    visit(village, "b", mode="phone")
    visit(village, "")
    visit(village, "", present=12)
    visit(village, "c", held="burst")
    VisitRuling.objects.create(
        visit=visit(village, "d", held="same"), counts=True, reason="đã gọi", by=village.user()
    )
    wrong = visit(village, "e")
    visit(village, "e", replaces=wrong, is_void=True)
    visit(village, "f", days=400)
    table = measure(GUIDED, DAY)
    said = {row.name: row.number.numerator for row in table.rows if row.number.numerator}
    assert table.total.numerator == 3
    assert said == {"Phường Trấn Biên": 2, "Xã Đại Phước": 1}
    assert table.total.denominator is None
    assert not names(GUIDED, None, DAY).exists()
    assert list(explain(GUIDED, None, DAY)) == []


def test_households_are_reached_at_most_as_often_as_there_are(village: Province):
    for handle in "abcde":
        visit(village, handle)
    visit(village, "a", hamlet="Ấp Hai")
    visit(village, "b", hamlet="Ấp Hai", mode="phone")
    visit(village, "a", hamlet="Ấp Ba")
    number = measure(HOUSEHOLDS, DAY).total
    assert (number.numerator, number.denominator) == (4, 13)
    assert kinds(HOUSEHOLDS) == {"pseudonyms": 12, "households_lack": 1}
    assert measure(HOUSEHOLDS, dt.date(2025, 12, 31)).total.percent is None


def test_changes_without_names_sum_too(village: Province):
    visit(village, "a", days=5)
    visit(village, "b", days=60)
    before = DAY - dt.timedelta(days=30)
    found = changes(GUIDED, None, before, DAY)
    assert [(step.kind, step.numerator, step.gained) for step in found.steps] == [
        ("reached", 1, ())
    ]
    commune = village.units["Phường Trấn Biên"].pk
    assert changes(HOUSEHOLDS, commune, before, DAY).after.denominator == 13
    again(GUIDED, accepted={"within_months": 1})
    assert [step.kind for step in changes(GUIDED, None, dt.date(2025, 12, 1), DAY).steps] == [
        "reached", "definition",
    ]  # fmt: skip


def test_numbers_of_the_village_need_few_queries(village: Province):
    for serial in range(30):
        visit(village, f"h{serial}")
    with CaptureQueriesContext(connection) as seen:
        assert measure(GUIDED, DAY).total.numerator == 30
        assert measure(HOUSEHOLDS, DAY).total.numerator == 3
    assert len(seen) <= 11, [query["sql"][:90] for query in seen]


@pytest.mark.parametrize("code", NEW)
def test_pages_command_and_api_know_every_code(village: Province, code: str):
    visit(village, "a")
    out = StringIO()
    call_command("indicator", code, "--date", "2026-09-30", "--json", "--explain", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["numerator"], said["as_of"]) == (
        1 if code in (GUIDED, HOUSEHOLDS) else 0,
        "2026-09-30",
    )
    found = Client().get(f"/api/v1/indicators/{code}", {"on": "2026-09-30"})
    assert found.status_code == 200
    assert found.json()["total"]["denominator"] == said["denominator"]
    staff = client(village.user(role="province_staff", unit="Thành phố Đồng Nai"))
    for name in ("indicator", "indicator_csv", "indicator_changes"):
        assert staff.get(reverse(name, args=[code]), {"ngay": "2026-09-30"}).status_code == 200
    answer = staff.get(reverse("indicator_names", args=[code]), {"ngay": "2026-09-30"})
    assert answer.status_code == (404 if code in (GUIDED, HOUSEHOLDS) else 200)


def test_a_code_that_nobody_defined_is_said_plainly(province: Province):
    with pytest.raises(CommandError, match="No definition"):
        call_command("indicator", "không-có")
