"""Carrying out what was ordered and seen: once, whole, written down with its decision."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import audit
from people.models import Unit, UnitChange, UnitState, UnitTouch, User
from people.models.units import Kind
from people.refusal import Refusal
from people.units import successions
from people.units.orders import Order, Part
from people.units.planning import Plan, plan
from people.units.successions import Change, NewFacts
from people.units.tree import CircularTree

What = UnitChange.What
Part_ = UnitTouch.Part


@transaction.atomic
def carry_out(*, order: Order, key: uuid.UUID, seen: str, by: User) -> UnitChange:
    """Do what ``order`` says, if what follows is still what was seen.

    Changes of units follow one another: the province's row is locked first, so of two officers
    the second plans anew on what the first left.

    Args:
        order: what is to be done.
        key: made by the page; the same one does nothing more.
        seen: ``Plan.seen`` of the preview.
        by: the account that confirms.

    Raises:
        Refusal: when it makes no sense (see ``people.units.sense``), when what follows has changed
            since the preview, or when the key stands for another order.
    """
    list(_roots())
    known = UnitChange.objects.filter(pk=key).first()
    if known is not None:
        if known.order != order.as_json():
            raise Refusal("key_used", _("This form was sent already. Open it anew."))
        return known
    found = plan(order)
    if found.seen != seen:
        raise Refusal(
            "plan_changed", _("What follows has changed in the meantime. Look at it once more.")
        )
    try:
        heirs = _ACTS[What(order.what)](found, Change(order.on, order.legal_basis[:200], by))
    except CircularTree as circle:
        raise Refusal("circle", _("A unit can't lie under itself.")) from circle
    row = UnitChange.objects.create(
        pk=key,
        what=order.what,
        on=order.on,
        decision=order.decision,
        decided_on=order.decided_on,
        order=order.as_json(),
        followed=[[line.code, line.count] for line in found.lines],
        by=by,
    )
    _touch(row, found, heirs)
    audit.record("people.unit_change", by=by, about=row, what=order.what, on=order.on.isoformat())
    return row


def _roots() -> list[Unit]:
    """Lock the provinces: one change of the tree at a time."""
    ids = UnitState.objects.filter(kind=Kind.PROVINCE).order_by().values("unit_id")
    return list(Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _touch(row: UnitChange, found: Plan, heirs: list[Unit]) -> None:
    parts = [(unit_id, Part_.SUBJECT) for unit_id in found.order.unit_ids]
    parts += [(unit.pk, Part_.HEIR) for unit in heirs]
    parts += [(unit_id, Part_.CARRIED) for unit_id in found.carried]
    UnitTouch.objects.bulk_create(
        [UnitTouch(change=row, unit_id=unit_id, part=part) for unit_id, part in parts]
    )


def _units(found: Plan) -> list[Unit]:
    units = Unit.objects.in_bulk(found.order.unit_ids)
    return [units[unit_id] for unit_id in found.order.unit_ids]


def _rename(found: Plan, change: Change) -> list[Unit]:
    part = found.order.parts[0]
    if found.order.what == What.RENAME and not part.code:
        successions.rename(_units(found)[0], part.name, change)
    else:
        successions.reclassify(_units(found)[0], part.name, change, code=part.code or None)
    return []


def _move(found: Plan, change: Change) -> list[Unit]:
    successions.move(_units(found)[0], Unit.objects.get(pk=found.order.into_id or 0), change)
    return []


def _merge(found: Plan, change: Change) -> list[Unit]:
    order, first = found.order, found.before[0]
    into: Unit | NewFacts
    if order.into_id is not None:
        into = Unit.objects.get(pk=order.into_id)
    else:
        into = _facts(order.parts[0], first.kind, first.parent_id, first)
    return [successions.merge(_units(found), into, change)]


def _split(found: Plan, change: Change) -> list[Unit]:
    state = found.before[0]
    parts = [
        _facts(part, state.kind, state.parent_id, state if place == 0 else None)
        for place, part in enumerate(found.order.parts)
    ]
    return successions.split(_units(found)[0], parts, change, goes=dict(found.order.goes))


def _open(found: Plan, change: Change) -> list[Unit]:
    order = found.order
    return [successions.open_unit(_facts(order.parts[0], order.kind, order.into_id), change)]


def _close(found: Plan, change: Change) -> list[Unit]:
    successions.close(_units(found)[0], change)
    return []


def _keep(_found: Plan, _change: Change) -> list[Unit]:
    return []


_ACTS: dict[What, Callable[[Plan, Change], list[Unit]]] = {
    What.RENAME: _rename,
    What.RECLASSIFY: _rename,
    What.MOVE: _move,
    What.MERGE: _merge,
    What.SPLIT: _split,
    What.OPEN: _open,
    What.CLOSE: _close,
    What.KEEP: _keep,
}


def _facts(
    part: Part, kind: str, parent_id: int | None, place: UnitState | None = None
) -> NewFacts:
    coordinates = (place.latitude, place.longitude) if place else (None, None)
    return NewFacts(part.name, part.code, kind, parent_id, coordinates)
