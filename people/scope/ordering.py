"""Who may order a change of units: the province all of them, an officer the own teams."""

from people.dated import today
from people.models.changes import UnitChange
from people.models.units import Kind
from people.queries import ancestors_on, unit_names
from people.scope.roles import positions
from people.scope.visible import require
from people.units.orders import Order

What = UnitChange.What
# What a commune decides about its teams. Founding one has a page of its own.
OF_TEAMS = frozenset({What.RENAME, What.MOVE, What.MERGE, What.CLOSE, What.KEEP})


def may_order(user: object, order: Order) -> bool:
    """Return whether ``user`` may give ``order``: every unit in it lies in the own territory.

    Communes, hamlets and departments are the province's affair; teams are the commune's too.
    """
    day, held = today(), positions(user)
    ids = {*order.unit_ids, *([] if order.into_id is None else [order.into_id])}
    if held.is_province:
        return _all_under(ids, held.roles["province_staff"])
    if not held.is_officer or order.what not in OF_TEAMS:
        return False
    kinds = {state.kind for state in unit_names(order.unit_ids, day).values()}
    return kinds == {Kind.TEAM} and _all_under(ids, held.roles["commune_officer"])


def require_may_order(user: object, order: Order) -> None:
    """Let the request pass only when ``user`` may give ``order``.

    Raises:
        PermissionDenied: when not.
    """
    require(may_order(user, order))


def _all_under(ids: set[int], heads: frozenset[int]) -> bool:
    """Return whether all units lie under ``heads`` today, or did when they last existed."""
    below = ancestors_on(today()).filter(unit_id__in=ids, ancestor_id__in=heads)
    return ids <= set(below.order_by().values_list("unit_id", flat=True))
