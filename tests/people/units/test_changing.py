"""Orders on units: what they do, what they refuse, and that they are done once."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from people.dated import today
from people.models import AuditEntry, Membership, RoleGrant, Unit, UnitChange
from people.queries import commune_of, memberships_on, unit_state, units_on
from people.refusal import Refusal
from people.registry import join
from people.units.bulk import NewUnit, add_units
from people.units.changing import carry_out
from people.units.orders import Order, Part
from people.units.planning import plan
from people.units.timeline import heirs, history, last_day, undecided_teams
from people.units.tree import rebuild
from tests.cast import SINCE, Cast

DAY = dt.date(2026, 9, 1)
EVE = DAY - dt.timedelta(days=1)
DECIDED = dt.date(2026, 8, 20)


def order(what: str, *units: Unit, **more: object) -> Order:
    """Return an order of DAY on ``units``."""
    ids = tuple(unit.pk for unit in units)
    return Order(what, DAY, "12/NQ-HĐND", DECIDED, ids, **more)


def do(cast: Cast, told: Order, key: uuid.UUID | None = None) -> UnitChange:
    """Preview and confirm."""
    return carry_out(
        order=told, key=key or uuid.uuid4(), seen=plan(told).seen, by=cast.users["dung"]
    )


def merged(cast: Cast, **more: object) -> Unit:
    """Merge the two communes into a new one and return it."""
    told = order("merge", cast.trang_bom, cast.xuan_loc, parts=(Part("Phường Mới", "30001"),))
    row = do(cast, replace(told, **more))
    return Unit.objects.get(pk=row.touches.get(part="heir").unit_id)


def test_a_merger_takes_everything_along_and_leaves_yesterday_as_it_was(cast: Cast) -> None:
    """Members, roles and teams; the old commune has an heir and a last day."""
    before = set(memberships_on(EVE).values_list("person_id", "unit_id"))
    new = merged(cast)
    assert set(memberships_on(EVE).values_list("person_id", "unit_id")) == before
    assert commune_of([cast.team.pk, cast.next_team.pk], DAY) == {
        cast.team.pk: new.pk,
        cast.next_team.pk: new.pk,
    }
    officer = RoleGrant.objects.current().filter(person=cast.persons["tam"]).order_by("valid_from")
    assert [(row.unit_id, row.valid_from, row.valid_to) for row in officer] == [
        (cast.trang_bom.pk, SINCE, DAY),
        (new.pk, DAY, None),
    ]
    assert last_day(cast.trang_bom.pk) == EVE
    assert [state.unit_id for state in heirs(cast.trang_bom.pk)] == [new.pk]
    assert [event.what for event in history(cast.trang_bom.pk)] == ["merged", "began"]
    assert [event.what for event in history(new.pk)] == ["took_over"]
    assert "12/NQ-HĐND (20/08/2026)" in history(new.pk)[0].legal_basis


def test_whoever_was_to_leave_or_to_come_later_does_so_in_the_heir(cast: Cast) -> None:
    """A membership with an end keeps it, one that begins later begins in the heir."""
    later = DAY + dt.timedelta(days=30)
    phuc, trang = cast.persons["phuc"], cast.persons["trang"]
    for person, since in ((phuc, SINCE), (trang, later)):
        join(person=person, unit=cast.trang_bom, category="official", since=since, by=None)
    Membership.objects.filter(person=phuc).update(valid_to=later)
    new = merged(cast)
    rows = Membership.objects.current().filter(person__in=[phuc, trang], category="official")
    assert set(rows.values_list("person_id", "unit_id", "valid_from", "valid_to")) == {
        (phuc.pk, cast.trang_bom.pk, SINCE, DAY),
        (phuc.pk, new.pk, DAY, later),
        (trang.pk, new.pk, later, None),
    }
    assert not units_on(later, under=cast.trang_bom.pk).exists()


def test_a_person_in_both_units_is_in_the_heir_once(cast: Cast) -> None:
    """And of two leaders one leads."""
    lan = cast.persons["lan"]
    join(
        person=lan,
        unit=cast.next_team,
        category="team_member",
        since=SINCE,
        by=None,
        is_primary=False,
    )
    do(cast, order("move", cast.next_team, into_id=cast.trang_bom.pk))
    later = replace(order("merge", cast.next_team, into_id=cast.team.pk), on=DAY + (DAY - EVE))
    do(cast, later)
    rows = Membership.objects.on(later.on).filter(unit=cast.team).order_by("person__name_sort")
    found = {row.person_id: (row.position, row.is_primary) for row in rows}
    assert found == {
        lan.pk: ("leader", True),
        cast.persons["minh"].pk: ("member", True),
        cast.persons["hoa"].pk: ("deputy", True),
    }
    assert rows.count() == len(found)


def test_a_split_sends_the_units_below_where_they_are_told_to_go(cast: Cast) -> None:
    """The first part takes the rest."""
    hamlet = add_units([NewUnit("hamlet", "Ấp 1", "H1", [(cast.trang_bom.pk, SINCE, None)])])[0]
    rebuild()
    told = order(
        "split",
        cast.trang_bom,
        parts=(Part("Phường Trảng Bom Bắc", "1"), Part("Phường Trảng Bom Nam", "2")),
        goes=((hamlet, 1),),
    )
    row = do(cast, told)
    first, second = row.touches.filter(part="heir").order_by("unit_id")
    assert commune_of([hamlet, cast.team.pk], DAY) == {
        hamlet: second.unit_id,
        cast.team.pk: first.unit_id,
    }
    assert (
        memberships_on(DAY, category="official").get(person=cast.persons["tam"]).unit_id
        == first.unit_id
    )


def test_teams_that_went_along_wait_until_somebody_decides(cast: Cast) -> None:
    """Kept, merged or moved: each is a decision."""
    new = merged(cast)
    assert set(undecided_teams(new.pk, today()).values_list("unit_id", flat=True)) == {
        cast.team.pk,
        cast.next_team.pk,
    }
    do(cast, replace(order("keep", cast.team), decision="", on=today()))
    assert [state.unit_id for state in undecided_teams(new.pk, today())] == [cast.next_team.pk]
    do(cast, replace(order("merge", cast.next_team, into_id=cast.team.pk), on=today()))
    assert not undecided_teams(new.pk, today()).exists()


def test_a_closed_unit_leaves_no_members_and_no_roles(cast: Cast) -> None:
    """And can't be closed while something lies under it."""
    with pytest.raises(Refusal) as refusal:
        do(cast, order("close", cast.trang_bom))
    assert refusal.value.code == "units_below"
    do(cast, order("close", cast.team))
    assert unit_state(cast.team.pk, DAY) is None
    assert not memberships_on(DAY).filter(unit=cast.team).exists()
    assert memberships_on(EVE).filter(unit=cast.team).count() == 2


def test_confirming_twice_is_one_change(cast: Cast) -> None:
    """The same form; a second form of the same content is refused by what it finds."""
    told = order("rename", cast.team, parts=(Part("Tổ 3 mới"),))
    key, seen, dung = uuid.uuid4(), plan(told).seen, cast.users["dung"]
    first = carry_out(order=told, key=key, seen=seen, by=dung)
    assert carry_out(order=told, key=key, seen=seen, by=dung) == first
    assert UnitChange.objects.count() == 1
    assert AuditEntry.objects.filter(code="people.unit_change", by=dung).count() == 1
    with pytest.raises(Refusal) as refusal:
        carry_out(order=told, key=uuid.uuid4(), seen=seen, by=dung)
    assert refusal.value.code == "changed_since"
    with pytest.raises(Refusal) as refusal:
        carry_out(order=replace(told, decision="13"), key=key, seen=seen, by=dung)
    assert refusal.value.code == "key_used"


def test_what_was_not_seen_is_not_done(cast: Cast) -> None:
    """Somebody joined between preview and confirmation."""
    told = order("merge", cast.trang_bom, into_id=cast.xuan_loc.pk)
    seen = plan(told).seen
    join(
        person=cast.persons["binh"],
        unit=cast.trang_bom,
        category="citizen",
        since=SINCE,
        by=None,
    )
    with pytest.raises(Refusal) as refusal:
        carry_out(order=told, key=uuid.uuid4(), seen=seen, by=cast.users["dung"])
    assert refusal.value.code == "plan_changed"
    assert unit_state(cast.trang_bom.pk, DAY) is not None


def nonsense(cast: Cast) -> dict[str, Order]:
    """Return an order that makes no sense by the code of its refusal."""
    bom, loc, team = cast.trang_bom, cast.xuan_loc, cast.team
    rename = order("rename", team, parts=(Part("Tổ mới"),))
    province = cast.province.pk
    return {
        "no_decision": replace(rename, decision=" "),
        "no_decision_day": replace(rename, decided_on=None),
        "decision_to_come": replace(rename, decided_on=today() + dt.timedelta(days=1)),
        "before_decision": replace(rename, on=DECIDED - dt.timedelta(days=1)),
        "too_far": replace(rename, on=dt.date(2226, 1, 1)),
        "no_change": order("rename", team, parts=(Part("Tổ 3,  Trảng Bom"),)),
        "no_name": order("rename", team, parts=(Part("  "),)),
        "name_taken": order("rename", bom, parts=(Part("Phường Xuân Lộc"),)),
        "changed_since": replace(rename, on=dt.date(1900, 1, 1), decided_on=dt.date(1900, 1, 1)),
        "itself": order("merge", bom, into_id=bom.pk),
        "two_kinds": order("merge", bom, into_id=team.pk),
        "too_few": order("merge", bom, parts=(Part("Một"),)),
        "not_there": order("merge", bom, into_id=0),
        "province": order("close", cast.province),
        "circle": order("move", bom, into_id=team.pk),
        "wrong_parent": order("move", team, into_id=cast.department.pk),
        "code_taken": order(
            "open", into_id=province, kind="commune", parts=(Part("Xã Mới", "26248"),)
        ),
        "same_names": order("split", loc, parts=(Part("Xã A"), Part("xa a"))),
        "same_codes": order("split", loc, parts=(Part("Xã A", "1"), Part("Xã B", "1"))),
        "no_such_part": order(
            "split", loc, parts=(Part("Xã A"), Part("Xã B")), goes=((cast.next_team.pk, 2),)
        ),
        "unit_closed": order("rename", cast.next_team, parts=(Part("Tổ"),)),
    }


def test_nonsense_is_refused_and_changes_nothing(cast: Cast) -> None:
    """Each kind with its own words."""
    do(cast, replace(order("close", cast.next_team), on=EVE))
    for code, told in nonsense(cast).items():
        with pytest.raises(Refusal) as refusal:
            do(cast, told)
        assert refusal.value.code == code
        assert str(refusal.value)
    assert UnitChange.objects.count() == 1


def test_a_code_of_a_team_is_never_given_out_again(cast: Cast) -> None:
    """Also when the team that bore it is long gone."""
    do(cast, replace(order("close", cast.team), on=EVE))
    told = order(
        "open", into_id=cast.trang_bom.pk, kind="community_team", parts=(Part("Tổ 9", "T3"),)
    )
    with pytest.raises(Refusal) as refusal:
        do(cast, told)
    assert refusal.value.code == "code_taken"
