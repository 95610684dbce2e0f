"""Scope: what somebody may see and do, derived in this one place from dated rows and the tree."""

from people.scope.roles import Positions, forget, positions
from people.scope.visible import may_see_names, may_see_unit, require, visible_memberships

__all__ = [
    "Positions",
    "forget",
    "may_see_names",
    "may_see_unit",
    "positions",
    "require",
    "visible_memberships",
]
