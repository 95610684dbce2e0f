"""Cells move with whatever happens, and say what counting the history says, on every day."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.models import Award, AwardEvent, EvidenceVoid
from indicators import cells
from indicators.measure import measure, trend
from indicators.measure.count import counted_by_unit
from indicators.models import Built, Cell, Definition, Mark, Tally
from people.models import Membership, Person
from tests.indicators.province import DAY, START, Province
from tests.indicators.test_changes import days, live, person

TEAM, OPEN = "team-members-trained", "people-trained-by-course"
PASSED = dt.date(2026, 3, 1)

act = st.fixed_dictionaries(
    {
        "what": st.sampled_from(
            ["evidence", "award", "void", "revoke", "leave", "official", "merge", "unbelieve"]
        ),
        "whom": st.integers(0, 30),
        "other": st.integers(0, 30),
        "day": days,
        "grade": st.integers(0, 2),
    }
)


def happen(province: Province, said: dict[str, Any]) -> None:
    """Let one thing happen to somebody there is."""
    everybody = list(Person.objects.filter(merged_into__isnull=True).order_by("pk"))
    if not everybody:
        return
    whom, day = everybody[said["whom"] % len(everybody)], said["day"]
    awards = awards_of(whom)
    if said["what"] == "evidence":
        province.evidence(whom, day, said["grade"] % 2)
    elif said["what"] == "award" and day not in [award.valid_from for award in awards]:
        province.award(whom, day, until=day + dt.timedelta(days=90 * said["grade"] + 30))
    elif said["what"] == "void" and awards:
        EvidenceVoid.objects.get_or_create(evidence=awards[0].evidence, defaults={"on": day})
    elif said["what"] == "revoke" and awards:
        AwardEvent.objects.get_or_create(
            award=awards[0], act="revoked", defaults={"on": day, "reason": "x"}
        )
    elif said["what"] == "official":
        since = Membership.objects.filter(person=whom, category="official")
        if not since.exists():
            province.member("Sở Khoa học và Công nghệ", "official", whom, since=day)
    else:
        _end(said, whom, everybody[said["other"] % len(everybody)], day)


def awards_of(whom: Person) -> list[Award]:
    return list(Award.objects.filter(person=whom).order_by("pk"))


def _end(said: dict[str, Any], whom: Person, other: Person, day: dt.date) -> None:
    rows = Membership.objects.current().filter(person=whom)
    if said["what"] == "leave":
        rows.filter(valid_to__isnull=True, valid_from__lt=day).update(valid_to=day)
    elif said["what"] == "unbelieve":
        rows.update(recorded_until="2026-11-01T00:00Z")
    elif said["what"] == "merge" and other != whom:
        rows.update(recorded_until="2026-11-01T00:00Z")
        Person.objects.filter(merged_into=whom).update(merged_into=other)
        Person.objects.filter(pk=whom.pk).update(merged_into=other)


def differing(some: list[dt.date]) -> list[tuple]:
    """Return where cells and history disagree on the days."""
    found = []
    for definition in Definition.objects.filter(formula__in=("ratio", "persons")):
        for day in some:
            stored = cells.unit_sums(definition, day)
            counted = {
                unit: pair for unit, pair in counted_by_unit(definition, day).items() if any(pair)
            }
            if stored != counted:
                found.append((definition.code, day, stored, counted))
    return found


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    stories=st.lists(person, max_size=5),
    acts=st.lists(act, max_size=10),
    some=st.lists(days, min_size=2, max_size=3),
)
def test_incremental_is_full_for_any_history(
    province: Province, stories: list, acts: list, some: list
) -> None:
    """Whatever happened in whatever order; and building anew changes nothing."""
    cells.rebuild()
    for story in stories:
        live(province, story)
    cells.settle()
    for said in acts:
        happen(province, said)
    assert differing([*some, DAY]) == []
    assert not Mark.objects.exists()
    assert cells.check() == []
    before = sorted(Cell.objects.exclude(numerator=0, denominator=0).values_list(
        "definition__code", "grain", "day", "unit_ref", "numerator", "denominator"
    ))  # fmt: skip
    cells.rebuild()
    assert before == sorted(Cell.objects.exclude(numerator=0, denominator=0).values_list(
        "definition__code", "grain", "day", "unit_ref", "numerator", "denominator"
    ))  # fmt: skip


def test_one_award_moves_its_own_cells_and_no_other(province: Province) -> None:
    """A day, a month and a year of one unit in the definitions that it is about."""
    minh = province.member("Tổ Ấp 1")
    province.member("Tổ Ấp 2")
    cells.rebuild()
    before = set(Cell.objects.values_list("pk", "numerator", "denominator"))
    province.award(minh, PASSED)
    assert Mark.objects.count() == 2
    cells.settle()
    moved = set(Cell.objects.values_list("pk", "numerator", "denominator")) ^ before
    rows = Cell.objects.filter(pk__in={pk for pk, _numerator, _denominator in moved})
    assert set(rows.values_list("unit_ref", flat=True)) == {province.units["Tổ Ấp 1"].pk}
    assert set(rows.values_list("definition__code", flat=True)) == {
        TEAM,
        OPEN,
        "certificates-valid",
    }
    assert sorted(rows.values_list("grain", flat=True)) == ["d"] * 3 + ["m"] * 3 + ["y"] * 3


def test_a_page_says_what_happened_a_moment_ago_and_costs_the_same_for_many(
    province: Province,
) -> None:
    """Marked persons are settled before a number is told; the reads don't grow with persons."""
    for _ in range(3):
        province.award(province.member("Tổ Ấp 1"), PASSED)
    cells.rebuild()
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert measure(TEAM, DAY).total.numerator == 3
    for _ in range(20):
        province.award(province.member("Tổ Ấp 2"), PASSED)
    assert measure(TEAM, DAY).total.numerator == 23
    with CaptureQueriesContext(connection) as many:
        assert measure(TEAM, DAY).total.numerator == 23
    assert len(many) == len(few)
    assert not any("people_membership" in query["sql"] for query in many.captured_queries)
    stored = [(number.numerator, number.denominator) for number in trend(definition(), DAY)]
    Built.objects.all().delete()
    cleared()
    assert stored == [(number.numerator, number.denominator) for number in trend(definition(), DAY)]


def definition() -> Definition:
    return Definition.objects.get(code=TEAM)


def cleared() -> None:
    from django.core.cache import cache

    cache.clear()


def test_more_marks_than_a_page_can_wait_for_are_counted_from_the_history(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never an old number: the page counts as it did without cells."""
    cells.rebuild()
    for _ in range(4):
        province.award(province.member("Tổ Ấp 1"), PASSED)
    monkeypatch.setattr("indicators.cells.reading.READ_YOUR_WRITES", 0)
    assert cells.unit_sums(definition(), DAY) is None
    assert measure(TEAM, DAY).total.numerator == 4


def test_what_is_marked_twice_or_settled_twice_counts_once(province: Province) -> None:
    """A worker that died before its transaction ended leaves marks and cells as they were."""
    minh = province.member("Tổ Ấp 1")
    cells.rebuild()
    province.award(minh, PASSED)
    for _ in range(3):
        Mark.objects.create(person_ref=minh.pk)
    Mark.objects.create(person_ref=10**9)
    assert cells.settle() == 0
    cells.settle()
    Mark.objects.create(person_ref=minh.pk)
    cells.settle()
    assert cells.unit_sums(definition(), DAY) == {province.units["Tổ Ấp 1"].pk: (1, 1)}


def test_a_wrong_cell_is_found_and_named(province: Province, capsys: Any) -> None:
    """`recompute --check` fails on a cell that says something else than the history."""
    province.award(province.member("Tổ Ấp 1"), PASSED)
    call_command("recompute")
    call_command("recompute", check=True)
    cell = Cell.objects.get(definition__code=TEAM, grain="d", day=PASSED)
    Cell.objects.filter(pk=cell.pk).update(numerator=5)
    with pytest.raises(CommandError, match="1"):
        call_command("recompute", check=True)
    assert TEAM in capsys.readouterr().out
    Tally.objects.all().delete()
    assert [fault.grain for fault in cells.check()] == ["person", "d"]
    call_command("recompute")
    call_command("recompute", check=True)


def test_without_cells_marks_vanish(province: Province) -> None:
    """A site that never built cells doesn't heap up marks."""
    province.member("Tổ Ấp 1", since=START)
    assert Mark.objects.exists()
    assert cells.settle() == 0
    assert not Mark.objects.exists()
    assert cells.unit_sums(definition(), DAY) is None
