"""What happens to units: renamed, moved, merged, split, opened, closed. Nothing is overwritten.

Each act closes the state that held until the day and adds a new one; states, memberships and
figures of earlier days stay as they were.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import audit
from people.models import Succession, Unit, UnitState, User
from people.refusal import Refusal
from people.signals import unit_closed, unit_succeeded
from people.units import tree
from people.units.carrying import (
    carry_members,
    carry_roles,
    carry_units,
    end_everything,
    still_on,
)

# What a new state takes over from the one before it.
_FACTS = ("parent_id", "kind", "code", "name", "latitude", "longitude")


@dataclass(frozen=True)
class Change:
    """When, by which decision and through whom; what all acts need."""

    on: dt.date
    legal_basis: str
    by: User | None = None


@dataclass(frozen=True)
class NewFacts:
    """What a unit that is made by a merger or a split is called, and where it lies."""

    name: str
    code: str
    kind: str
    parent_id: int | None
    coordinates: tuple[float | None, float | None] = field(default=(None, None))


@transaction.atomic
def rename(unit: Unit, name: str, change: Change) -> UnitState:
    """Give ``unit`` another name from the day on.

    Raises:
        Refusal: as every act here: when the unit doesn't exist on the day, or its state begins
            or changes on or after it.
    """
    return _alter(unit, "people.unit_renamed", change, name=name)


@transaction.atomic
def reclassify(
    unit: Unit, name: str, change: Change, *, kind: str | None = None, code: str | None = None
) -> UnitState:
    """Make ``unit`` another kind of place (xã to phường), under its new full name."""
    facts = {"name": name, "kind": kind, "code": code}
    told = {key: value for key, value in facts.items() if value is not None}
    return _alter(unit, "people.unit_reclassified", change, **told)


@transaction.atomic
def move(unit: Unit, parent: Unit, change: Change) -> UnitState:
    """Put ``unit`` under another parent from the day on."""
    return _alter(unit, "people.unit_moved", change, parent_id=parent.pk)


@transaction.atomic
def merge(old: Sequence[Unit], into: Unit | NewFacts, change: Change) -> Unit:
    """Merge ``old`` into an existing or a new unit; what lay in them goes along."""
    for unit in old:
        _close(_state(unit, change.on), change.on)
    new = into if isinstance(into, Unit) else _found(into, change)
    _carry([unit.pk for unit in old], lambda _unit: new.pk, new.pk, change)
    told = [_succeed(unit, new, Succession.Manner.MERGED, change) for unit in old]
    tree.rebuild([new.pk, *[unit.pk for unit in old]])
    _announce(told)
    return new


@transaction.atomic
def split(
    old: Unit, into: Sequence[NewFacts], change: Change, *, goes: Mapping[int, int] | None = None
) -> list[Unit]:
    """Split ``old``; the first of ``into`` takes what isn't told to go elsewhere.

    Args:
        old: what is split.
        into: the parts, in order.
        change: when and by which decision.
        goes: for units below ``old`` the number of the part they go to.
    """
    _close(_state(old, change.on), change.on)
    new = [_found(facts, change) for facts in into]
    parts = dict(goes or {})
    _carry([old.pk], lambda unit: new[parts.get(unit, 0)].pk, new[0].pk, change)
    told = [
        _succeed(old, unit, Succession.Manner.SPLIT, change, is_default=position == 0)
        for position, unit in enumerate(new)
    ]
    tree.rebuild([old.pk, *[unit.pk for unit in new]])
    _announce(told)
    return new


@transaction.atomic
def open_unit(facts: NewFacts, change: Change) -> Unit:
    """Open a unit that comes from no other."""
    unit = _found(facts, change)
    tree.rebuild([unit.pk])
    return unit


@transaction.atomic
def close(unit: Unit, change: Change) -> None:
    """Close ``unit`` without an heir: its memberships and roles end.

    Raises:
        Refusal: as every act here, and while other units lie under it.
    """
    _close(_state(unit, change.on), change.on)
    if still_on(UnitState.objects.filter(parent=unit), change.on).exists():
        raise Refusal(
            "units_below", _("Other units lie under it. Move, merge or close them first.")
        )
    end_everything(unit.pk, change.on)
    tree.rebuild([unit.pk])
    audit.record("people.unit_closed", by=change.by, about=unit, on=change.on.isoformat())
    unit_closed.send(sender=Unit, unit=unit, on=change.on)


def _state(unit: Unit, on: dt.date) -> UnitState:
    """Return the open state that is to be closed on ``on``, with the unit locked."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    state = UnitState.objects.current().filter(unit=unit).order_by("-valid_from").first()
    if state is None or state.valid_to is not None:
        raise Refusal("unit_closed", _("This unit no longer exists on that day."))
    if state.valid_from >= on:
        raise Refusal("changed_since", _("This unit has already changed on or after that day."))
    return state


def _close(state: UnitState, on: dt.date) -> None:
    state.valid_to = on
    state.save(update_fields=["valid_to"])


def _alter(unit: Unit, code: str, change: Change, **told: object) -> UnitState:
    before = _state(unit, change.on)
    _close(before, change.on)
    facts = {name: getattr(before, name) for name in _FACTS} | told
    after = UnitState.objects.create(
        unit=unit, valid_from=change.on, legal_basis=change.legal_basis, **facts
    )
    if (before.parent_id, before.kind) != (after.parent_id, after.kind):
        tree.rebuild([unit.pk])
    audit.record(code, by=change.by, about=unit, on=change.on.isoformat(), name=after.name)
    return after


def _found(facts: NewFacts, change: Change) -> Unit:
    unit = Unit.objects.create()
    UnitState.objects.create(
        unit=unit,
        parent_id=facts.parent_id,
        kind=facts.kind,
        code=facts.code,
        name=facts.name,
        latitude=facts.coordinates[0],
        longitude=facts.coordinates[1],
        valid_from=change.on,
        legal_basis=change.legal_basis,
    )
    audit.record("people.unit_founded", by=change.by, about=unit, name=facts.name)
    return unit


def _carry(old: list[int], heir: Callable[[int], int], new: int, change: Change) -> None:
    """Move the units, the members and the roles of ``old`` to the heir, as of the day."""
    carry_units(old, heir, change.on, change.legal_basis)
    carry_members(old, new, change.on)
    carry_roles(old, new, change.on, change.legal_basis)


def _announce(told: list[Succession]) -> None:
    """Tell the floors above, when the tree is that of the day."""
    for succession in told:
        unit_succeeded.send(sender=Succession, succession=succession)


def _succeed(
    old: Unit, new: Unit, manner: str, change: Change, *, is_default: bool = True
) -> Succession:
    succession = Succession.objects.create(
        old_unit=old,
        new_unit=new,
        effective_on=change.on,
        manner=manner,
        is_default=is_default,
        legal_basis=change.legal_basis,
    )
    audit.record("people.unit_succeeded", by=change.by, about=old, into=new.pk, manner=str(manner))
    return succession
