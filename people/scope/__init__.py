"""Scope: what somebody may see and do, derived in this one place from dated rows and the tree."""

from people.scope.giving import card_memberships, may_get_card_from, may_give_cards_in
from people.scope.ordering import may_order, require_may_order
from people.scope.roles import Positions, forget, positions
from people.scope.serving import communes_served
from people.scope.visible import may_see_names, may_see_unit, require, visible_memberships

__all__ = [
    "Positions",
    "card_memberships",
    "communes_served",
    "forget",
    "may_get_card_from",
    "may_give_cards_in",
    "may_order",
    "may_see_names",
    "may_see_unit",
    "positions",
    "require",
    "require_may_order",
    "visible_memberships",
]
