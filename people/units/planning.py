"""What an order would do: a plan that reads and changes nothing, or a refusal in plain words."""

import datetime as dt
import hashlib
import json
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from people.dated import months_after, today
from people.models import Membership, RoleGrant, UnitState
from people.models.changes import UnitChange
from people.refusal import Refusal
from people.units.carrying import still_on
from people.units.following import Line, lines_above
from people.units.orders import Order
from people.units.sense import require_sense

What = UnitChange.What
# Further away nobody decides, and a slip in the year shows.
LATEST_MONTHS = 24
ENDING = (What.MERGE, What.SPLIT, What.CLOSE)


@dataclass(frozen=True)
class Plan:
    """What follows from an order.

    Attributes:
        order: what is to be done.
        before: the states of the units that are changed, as they are on the eve.
        carried: ids of the units that go along.
        lines: how many rows of each sort follow.
        seen: stands for all of it; the same plan has the same one.
    """

    order: Order
    before: tuple[UnitState, ...]
    carried: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def seen(self) -> str:
        """Return what an officer confirms to have seen; it changes when anything of it does."""
        facts = [
            self.order.as_json(),
            [state.pk for state in self.before],
            list(self.carried),
            [[line.code, line.count] for line in self.lines],
        ]
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def plan(order: Order) -> Plan:
    """Return what ``order`` would do.

    Raises:
        Refusal: when it makes no sense; the code says why, the message says it to people.
    """
    _require_decision(order)
    before = tuple(open_state(unit_id, order.on) for unit_id in order.unit_ids)
    require_sense(order, before)
    if order.what not in ENDING:
        return Plan(order, before, (), tuple(_lines_of_moving(order)))
    ids = list(order.unit_ids)
    below = still_on(UnitState.objects.filter(parent_id__in=ids).exclude(unit_id__in=ids), order.on)
    kinds = dict(below.order_by("unit_id", "valid_from").values_list("unit_id", "kind"))
    if order.what == What.CLOSE and kinds:
        raise Refusal(
            "units_below", _("Other units lie under it. Move, merge or close them first.")
        )
    lines = [*_lines_below(kinds), *_lines_inside(ids, order.on), *lines_above(ids, order.on)]
    return Plan(order, before, tuple(sorted(kinds)), tuple(lines))


def open_state(unit_id: int, on: dt.date) -> UnitState:
    """Return the state of a unit that an order of ``on`` would end.

    Raises:
        Refusal: when the unit doesn't go on, or begins or changes on or after that day.
    """
    states = UnitState.objects.current().filter(unit_id=unit_id)
    state = states.order_by("-valid_from").first()
    if state is None or state.valid_to is not None:
        raise Refusal("unit_closed", _("This unit no longer exists on that day."))
    if state.valid_from >= on:
        raise Refusal("changed_since", _("This unit has already changed on or after that day."))
    return state


def _require_decision(order: Order) -> None:
    if order.what != What.KEEP and not order.decision.strip():
        raise Refusal("no_decision", _("Write the number of the decision."))
    if order.what != What.KEEP and order.decided_on is None:
        raise Refusal("no_decision_day", _("Write the day of the decision."))
    if order.decided_on is not None and order.decided_on > today():
        raise Refusal("decision_to_come", _("The day of the decision is still to come."))
    if order.decided_on is not None and order.on < order.decided_on:
        raise Refusal("before_decision", _("A decision holds from its own day on, not before."))
    if order.on > months_after(today(), LATEST_MONTHS):
        raise Refusal("too_far", _("This day is over two years away. Look at the year."))


def _lines_below(kinds: dict[int, str]) -> list[Line]:
    counts = Counter(kinds.values())
    return [Line(f"units:{kind}", count) for kind, count in sorted(counts.items())]


def _lines_inside(unit_ids: list[int], on: dt.date) -> list[Line]:
    rows = still_on(Membership.objects.filter(unit_id__in=unit_ids), on)
    members = Counter(rows.order_by().values_list("category", flat=True))
    lines = [Line(f"members:{category}", count) for category, count in sorted(members.items())]
    roles = still_on(RoleGrant.objects.filter(unit_id__in=unit_ids), on).count()
    return [*lines, Line("roles", roles)] if roles else lines


def _lines_of_moving(order: Order) -> list[Line]:
    """Return whom a move takes into another territory: nobody's membership changes by it."""
    if order.what != What.MOVE:
        return []
    inside = still_on(Membership.objects.filter(unit_id__in=order.unit_ids), order.on).count()
    return [Line("members", inside)]
