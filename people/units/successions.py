"""What happens to units: renamed, reclassified, moved, merged, split. Nothing is overwritten.

Each act closes the state that held until the day and adds a new one; states, memberships and
figures of earlier days stay as they were.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import audit
from people.models import Membership, Succession, Unit, UnitState, User
from people.refusal import Refusal
from people.signals import unit_succeeded
from people.units import tree

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
    new = into if isinstance(into, Unit) else _found(into, change)
    for unit in old:
        _close(_state(unit, change.on), change.on)
        _carry(unit, new, change.on)
        _succeed(unit, new, Succession.Manner.MERGED, change)
    tree.rebuild()
    return new


@transaction.atomic
def split(old: Unit, into: Sequence[NewFacts], change: Change) -> list[Unit]:
    """Split ``old``; the first of ``into`` takes what isn't told to go elsewhere later."""
    _close(_state(old, change.on), change.on)
    new = [_found(facts, change) for facts in into]
    _carry(old, new[0], change.on)
    for position, unit in enumerate(new):
        _succeed(old, unit, Succession.Manner.SPLIT, change, is_default=position == 0)
    tree.rebuild()
    return new


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


def _carry(old: Unit, new: Unit, on: dt.date) -> None:
    """Move the units and the members of ``old`` to ``new``, as of the day."""
    for state in UnitState.objects.current().filter(
        parent=old, valid_to__isnull=True, valid_from__lt=on
    ):
        _close(state, on)
        facts = {name: getattr(state, name) for name in _FACTS} | {"parent_id": new.pk}
        UnitState.objects.create(unit_id=state.unit_id, valid_from=on, **facts)
    members = Membership.objects.current().filter(
        unit=old, valid_to__isnull=True, valid_from__lt=on
    )
    for member in members:
        member.valid_to = on
        member.save(update_fields=["valid_to"])
        Membership.objects.create(
            person_id=member.person_id,
            unit=new,
            category=member.category,
            position=member.position,
            title=member.title,
            is_primary=member.is_primary,
            source=member.source,
            valid_from=on,
        )


def _succeed(old: Unit, new: Unit, manner: str, change: Change, *, is_default: bool = True) -> None:
    succession = Succession.objects.create(
        old_unit=old,
        new_unit=new,
        effective_on=change.on,
        manner=manner,
        is_default=is_default,
        legal_basis=change.legal_basis,
    )
    audit.record("people.unit_succeeded", by=change.by, about=old, into=new.pk, manner=str(manner))
    unit_succeeded.send(sender=Succession, succession=succession)
