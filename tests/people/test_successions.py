"""Units change; what was true of earlier days stays true of them."""

import datetime as dt

import pytest

from people.models import Membership
from people.queries import ancestors_on, memberships_on, unit_state, units_on
from people.refusal import Refusal
from people.signals import unit_succeeded
from people.units import successions
from people.units.successions import Change, NewFacts
from tests.cast import SINCE, Cast, assemble

DAY = dt.date(2026, 1, 1)
EVE = DAY - dt.timedelta(days=1)
CHANGE = Change(on=DAY, legal_basis="Nghị quyết thử")


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody."""
    return assemble()


def test_a_renamed_unit_keeps_its_old_name_on_old_days(cast: Cast) -> None:
    """And can't be renamed twice on one day, nor before its last change."""
    successions.rename(cast.team, "Tổ 3 mới", CHANGE)
    assert unit_state(cast.team.pk, EVE).name == "Tổ 3, Trảng Bom"
    assert unit_state(cast.team.pk, DAY).name == "Tổ 3 mới"
    with pytest.raises(Refusal):
        successions.rename(cast.team, "Tổ ba", CHANGE)


def test_a_moved_team_lies_under_its_new_commune_from_the_day_on(cast: Cast) -> None:
    """The closure follows, by the day."""
    successions.move(cast.team, cast.xuan_loc, CHANGE)
    commune = ancestors_on(EVE, kind="commune").get(unit=cast.team)
    assert commune.ancestor_id == cast.trang_bom.pk
    commune = ancestors_on(DAY, kind="commune").get(unit=cast.team)
    assert commune.ancestor_id == cast.xuan_loc.pk


def test_merging_takes_teams_and_members_along_and_says_so(cast: Cast) -> None:
    """Two communes become one."""
    heard = []

    def hear(succession: object, **_kwargs: object) -> None:
        heard.append(succession)

    unit_succeeded.connect(hear)
    try:
        new = successions.merge(
            [cast.trang_bom, cast.xuan_loc],
            NewFacts("Phường Trảng Xuân", "29999", "commune", cast.province.pk),
            CHANGE,
        )
    finally:
        unit_succeeded.disconnect(hear)
    assert len(heard) == 2
    teams = units_on(DAY, kind="community_team", under=new.pk)
    assert set(teams.values_list("unit_id", flat=True)) == {cast.team.pk, cast.next_team.pk}
    assert unit_state(cast.trang_bom.pk, DAY) is None
    officer = Membership.objects.filter(person=cast.persons["tam"]).order_by("valid_from")
    assert [(row.unit_id, row.valid_from, row.valid_to) for row in officer] == [
        (cast.trang_bom.pk, SINCE, DAY),
        (new.pk, DAY, None),
    ]
    assert memberships_on(EVE, category="official").count() == 2
    assert memberships_on(DAY, category="official").count() == 2


def test_splitting_gives_everything_to_the_first_part(cast: Cast) -> None:
    """The rest is moved by later acts."""
    first, second = successions.split(
        cast.trang_bom,
        [
            NewFacts("Phường Trảng Bom Bắc", "29998", "commune", cast.province.pk),
            NewFacts("Phường Trảng Bom Nam", "29997", "commune", cast.province.pk),
        ],
        CHANGE,
    )
    assert ancestors_on(DAY, kind="commune").get(unit=cast.team).ancestor_id == first.pk
    assert list(second.succeeds.values_list("is_default", flat=True)) == [False]
