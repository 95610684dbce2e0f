"""Which orders make no sense. Each refusal says what to do instead."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import UnitAncestor, UnitState
from people.models.changes import UnitChange
from people.models.units import Kind
from people.refusal import Refusal
from people.text import fold, tidy
from people.units.orders import CODES_FOR_EVER, PARENTS, Order, Part

What = UnitChange.What
States = Sequence[UnitState]
FEWEST_PARTS = 2


def require_sense(order: Order, before: States) -> None:
    """Refuse an order that contradicts the tree or itself.

    Raises:
        Refusal: with a code a kind of nonsense.
    """
    _CHECKS[What(order.what)](order, before)


def _rename(order: Order, before: States) -> None:
    state, part = _one(before), _named(order)[0]
    if (tidy(part.name), part.code or state.code) == (state.name, state.code):
        raise Refusal("no_change", _("The unit is called that already."))
    _require_new_name(order, part, state.kind, state.parent_id, but=state.unit_id)


def _move(order: Order, before: States) -> None:
    state = _one(before)
    parent = _goes_on(order.into_id, order.on)
    if parent.unit_id == state.parent_id:
        raise Refusal("no_change", _("The unit lies there already."))
    above = UnitAncestor.objects.filter(unit_id=parent.unit_id, ancestor_id=state.unit_id)
    if above.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=order.on)).exists():
        raise Refusal("circle", _("A unit can't lie under itself."))
    _require_parent(state.kind, parent)


def _merge(order: Order, before: States) -> None:
    kinds = {state.kind for state in before}
    if len(set(order.unit_ids)) != len(order.unit_ids) or order.into_id in order.unit_ids:
        raise Refusal("itself", _("A unit can't be merged with itself. Choose another one."))
    if order.into_id is not None:
        heir = _goes_on(order.into_id, order.on)
        kinds.add(heir.kind)
    if len(before) + (order.into_id is not None) < FEWEST_PARTS:
        raise Refusal("too_few", _("Choose at least two units to merge."))
    if len(kinds) > 1:
        raise Refusal("two_kinds", _("Only units of one kind can be merged."))
    _refuse_province(before)
    if order.into_id is None:
        first = before[0]
        _require_new_unit(order, _named(order)[0], first.kind, first.parent_id)


def _split(order: Order, before: States) -> None:
    state, parts = _one(before), _named(order)
    _refuse_province(before)
    if len(parts) < FEWEST_PARTS:
        raise Refusal("too_few", _("Name at least two parts."))
    if len({fold(part.name) for part in parts}) < len(parts):
        raise Refusal("same_names", _("Two parts have the same name."))
    codes = [part.code for part in parts if part.code]
    if len(set(codes)) < len(codes):
        raise Refusal("same_codes", _("Two parts have the same code."))
    for part in parts:
        _require_new_unit(order, part, state.kind, state.parent_id, but=state.unit_id)
    if any(not 0 <= number < len(parts) for _unit, number in order.goes):
        raise Refusal("no_such_part", _("There is no such part."))


def _open(order: Order, _before: States) -> None:
    parent = _goes_on(order.into_id, order.on)
    _require_parent(order.kind, parent)
    _require_new_unit(order, _named(order)[0], order.kind, parent.unit_id)


def _close(order: Order, before: States) -> None:
    _one(before)
    _refuse_province(before)


def _keep(order: Order, before: States) -> None:
    _one(before)


_CHECKS: dict[What, Callable[[Order, States], None]] = {
    What.RENAME: _rename,
    What.RECLASSIFY: _rename,
    What.MOVE: _move,
    What.MERGE: _merge,
    What.SPLIT: _split,
    What.OPEN: _open,
    What.CLOSE: _close,
    What.KEEP: _keep,
}


def _one(before: States) -> UnitState:
    if len(before) != 1:
        raise Refusal("too_few", _("Choose a unit."))
    return before[0]


def _named(order: Order) -> tuple[Part, ...]:
    if not order.parts or any(not tidy(part.name) for part in order.parts):
        raise Refusal("no_name", _("Write the name of the unit."))
    return order.parts


def _refuse_province(before: States) -> None:
    if any(state.kind == Kind.PROVINCE for state in before):
        raise Refusal("province", _("The province itself can only be renamed or reclassified."))


def _goes_on(unit_id: int | None, on: dt.date) -> UnitState:
    """Return the last state of a unit that exists on ``on`` and isn't to end later."""
    states = UnitState.objects.current().filter(unit_id=unit_id or 0).order_by("valid_from")
    first, last = states.first(), states.last()
    if first is None or last is None or first.valid_from > on or last.valid_to is not None:
        raise Refusal("not_there", _("The other unit doesn't exist from that day on."))
    return last


def _require_parent(kind: str, parent: UnitState) -> None:
    if parent.kind not in PARENTS.get(kind, ()):
        raise Refusal("wrong_parent", _("A unit of this kind doesn't lie under such a unit."))


def _require_new_unit(
    order: Order, part: Part, kind: str, parent_id: int | None, but: int | None = None
) -> None:
    _require_new_name(order, part, kind, parent_id, but=but)
    if not part.code:
        return
    held = UnitState.objects.current().filter(kind=kind, code=part.code)
    if kind not in CODES_FOR_EVER:
        held = held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=order.on))
        held = held.exclude(unit_id__in=order.unit_ids)
    if held.exists():
        raise Refusal("code_taken", _("Another unit has this code. Look at the number again."))


def _require_new_name(
    order: Order, part: Part, kind: str, parent_id: int | None, but: int | None
) -> None:
    """Refuse a second unit of the same kind and name in the same place: a form sent twice."""
    beside = UnitState.objects.current().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=order.on),
        kind=kind,
        parent_id=parent_id,
        name=tidy(part.name),
    )
    if beside.exclude(unit_id__in=[*order.unit_ids, but or 0]).exists():
        raise Refusal("name_taken", _("There is a unit of this name already."))
