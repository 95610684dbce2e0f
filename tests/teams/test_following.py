"""When units end, what teams cover and what was asked of them goes to the heirs."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.management import call_command

from people.models import Unit
from people.units.bulk import NewUnit, add_units
from people.units.orders import Part
from people.units.planning import plan
from people.units.tree import rebuild
from teams.assign import assign, required_families
from teams.founding import Founding, found_teams
from teams.listeners import follow_heir
from teams.models import Assignment, TeamHamlet
from tests.cast import SINCE, Cast, assemble
from tests.people.units.test_changing import DAY, EVE, do, merged, order


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody; the team covers a hamlet, and its commune is asked to take the course."""
    found = assemble()
    call_command("ensure_site", verbosity=0)
    call_command("load_course", "vneid", untranslated=True, verbosity=0)
    under = [(found.trang_bom.pk, SINCE, None)]
    ids = add_units([NewUnit("hamlet", f"Ấp {number}", f"H{number}", under) for number in (1, 2)])
    rebuild()
    found.hamlets = list(Unit.objects.filter(pk__in=ids).order_by("pk"))
    found_teams([Founding(found.team.pk, "1/QĐ", SINCE, [ids[0]])])
    from courses.queries import families

    found.family = families().get()
    assign(family=found.family, unit=found.trang_bom, category="team_member", since=SINCE)
    return found


def covered(team: Unit, day: dt.date) -> set[int]:
    """Return the hamlets a team covers on a day."""
    return set(TeamHamlet.objects.on(day).filter(team=team).values_list("hamlet_id", flat=True))


def test_what_a_commune_was_asked_its_heir_is_asked(cast: Cast) -> None:
    """Once, with the day it was due; yesterday's duty stays yesterday's."""
    due = dt.date(2026, 12, 31)
    for commune in (cast.trang_bom, cast.xuan_loc):
        assign(family=cast.family, unit=commune, category="official", since=SINCE, due_on=due)
    told = order("merge", cast.trang_bom, cast.xuan_loc, parts=(Part("Phường Mới"),))
    lines = {line.code: line.count for line in plan(told).lines}
    assert lines["teams:assignments"] == 3
    new = merged(cast)
    rows = Assignment.objects.on(DAY).filter(unit=new)
    assert sorted(rows.values_list("category", "due_on")) == [
        ("official", due),
        ("team_member", None),
    ]
    for day in (EVE, DAY):
        assert [row.family_id for row in required_families([cast.team.pk], "team_member", day)] == [
            cast.family.pk
        ]


def test_a_merged_hamlet_is_covered_in_its_heir_and_a_split_one_in_all_parts(cast: Cast) -> None:
    """A team goes on covering the same houses."""
    first, second = cast.hamlets
    do(cast, order("merge", first, into_id=second.pk))
    assert covered(cast.team, EVE) == {first.pk}
    assert covered(cast.team, DAY) == {second.pk}
    later = DAY + dt.timedelta(days=9)
    told = replace(order("split", second, parts=(Part("Ấp 2A"), Part("Ấp 2B"))), on=later)
    row = do(cast, told)
    parts = set(row.touches.filter(part="heir").values_list("unit_id", flat=True))
    assert covered(cast.team, later) == parts


def test_a_merged_team_hands_over_its_hamlets_and_a_closed_one_leaves_none(cast: Cast) -> None:
    """Hearing of the same succession again changes nothing."""
    do(cast, order("move", cast.next_team, into_id=cast.trang_bom.pk))
    later = DAY + dt.timedelta(days=1)
    do(cast, replace(order("merge", cast.team, into_id=cast.next_team.pk), on=later))
    assert covered(cast.next_team, later) == {cast.hamlets[0].pk}
    before = TeamHamlet.objects.count()
    follow_heir(cast.team.succeeded_by.get())
    assert TeamHamlet.objects.count() == before
    end = later + dt.timedelta(days=1)
    do(cast, replace(order("close", cast.next_team), on=end))
    assert covered(cast.next_team, end) == set()
    assert covered(cast.next_team, later) == {cast.hamlets[0].pk}
