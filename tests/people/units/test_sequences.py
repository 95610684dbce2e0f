"""Whatever changes follow one another, in whatever order of days: the registry stays whole."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from people.models import Membership, RoleGrant, Unit, UnitAncestor, UnitState
from people.queries import memberships_on
from people.refusal import Refusal
from people.units.bulk import NewUnit, add_units
from people.units.changing import carry_out
from people.units.orders import Order, Part
from people.units.planning import plan
from people.units.tree import rebuild
from tests.cast import SINCE, Cast

FIRST = dt.date(2026, 1, 10)
FAR = dt.date(2030, 1, 1)
WHAT = ("rename", "move", "merge", "merge", "merge", "split", "open", "close")
STEPS = some.lists(
    some.tuples(
        some.sampled_from(WHAT),
        some.integers(0, 30),
        some.integers(0, 30),
        some.integers(0, 90),
        some.booleans(),
    ),
    min_size=2,
    max_size=7,
)


def order_of(step: tuple[str, int, int, int, bool], serial: int) -> Order:
    """Return an order on units that exist now; much of it makes no sense."""
    what, one, other, days, is_new = step
    states = UnitState.objects.current().filter(valid_to__isnull=True).order_by("kind", "unit_id")
    kinds = dict(states.values_list("unit_id", "kind"))
    first = list(kinds)[one % len(kinds)]
    alike = [unit for unit in kinds if what != "merge" or kinds[unit] == kinds[first]]
    second = alike[other % len(alike)]
    on = FIRST + dt.timedelta(days=days)
    names = (Part(f"Tên {serial}"), Part(f"Tên {serial} hai"))
    facts: dict[str, object] = {"unit_ids": (first,)}
    if what in ("rename", "split"):
        facts["parts"] = names[:1] if what == "rename" else names
    elif what == "move":
        facts["into_id"] = second
    elif what == "merge" and is_new:
        facts |= {"unit_ids": (first, second), "parts": names[:1]}
    elif what == "merge":
        facts["into_id"] = second
    elif what == "open":
        kind = "community_team" if is_new else "hamlet"
        facts = {"into_id": first, "kind": kind, "parts": names[:1]}
    return Order(what, on, "1/NQ", FIRST, **facts)


def people_on(day: dt.date) -> set[tuple[int, str]]:
    """Return who counts in which category."""
    return set(memberships_on(day).values_list("person_id", "category"))


def places_on(day: dt.date) -> set[tuple[int, int]]:
    """Return who is where."""
    return set(memberships_on(day).values_list("person_id", "unit_id"))


def exists(unit_id: int, start: dt.date, end: dt.date | None) -> bool:
    """Return whether a unit has states on every day from start to before end."""
    states = UnitState.objects.current().filter(unit_id=unit_id).order_by("valid_from")
    reached = start
    for state in states:
        if state.valid_from <= reached and (state.valid_to is None or state.valid_to > reached):
            if state.valid_to is None:
                return True
            reached = state.valid_to
    return end is not None and reached >= end


def require_whole() -> None:
    """Check what must hold whatever happened."""
    for state in UnitState.objects.current():
        beside = UnitState.objects.current().filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=state.valid_from),
            unit_id=state.unit_id,
            valid_from__lte=state.valid_from,
        )
        assert beside.count() == 1, "two states on one day"
        if state.parent_id is not None:
            assert exists(state.parent_id, state.valid_from, state.valid_to), "orphan unit"
    for model in (Membership, RoleGrant):
        for row in model.objects.current():
            assert exists(row.unit_id, row.valid_from, row.valid_to), f"orphan {model.__name__}"
    assert closure() == (rebuild() and closure())


def closure() -> set[tuple]:
    """Return what the closure says."""
    return set(
        UnitAncestor.objects.values_list(
            "unit_id", "ancestor_id", "ancestor_kind", "depth", "valid_from", "valid_to"
        )
    )


@pytest.fixture
def province(cast: Cast) -> Cast:
    """The cast's province with two more communes and hamlets."""
    under = [(cast.province.pk, SINCE, None)]
    communes = [NewUnit("commune", f"Xã {number}", f"X{number}", under) for number in (1, 2)]
    ids = add_units(communes)
    add_units(
        [
            NewUnit("hamlet", f"Ấp {number}", f"H{number}", [(unit, SINCE, None)])
            for number, unit in enumerate([*ids, cast.trang_bom.pk, cast.trang_bom.pk])
        ]
    )
    rebuild()
    return cast


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_sequence_of_changes_leaves_the_registry_whole(
    province: Cast, steps: list[tuple[str, int, int, int, bool]]
) -> None:
    """One state a unit and day, nobody in a unit that is gone, the tree as computed anew.

    Nothing but closing changes who counts, and no change touches the days before it.
    """
    with transaction.atomic():
        for serial, step in enumerate(steps):
            order = order_of(step, serial)
            eve = order.on - dt.timedelta(days=1)
            before = [people_on(day) for day in (eve, order.on, FAR)]
            where = places_on(eve)
            try:
                seen = plan(order).seen
                carry_out(order=order, key=uuid.uuid4(), seen=seen, by=province.users["dung"])
            except Refusal:
                continue
            assert places_on(eve) == where
            if order.what != "close":
                assert [people_on(day) for day in (eve, order.on, FAR)] == before
        require_whole()
        transaction.set_rollback(True)
    assert Unit.objects.count() == 12
