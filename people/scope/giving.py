"""Who may give a card to whom: leaders in their team, officers of a commune in that commune.

Province staff may not, although they see every name: a card is handed over by somebody who knows
the person.
"""

import datetime as dt

from django.db.models import Q, QuerySet

from people.models import Membership
from people.models.roles import Role
from people.queries import ancestors_on
from people.scope.roles import positions
from people.scope.visible import visible_memberships


def card_memberships(user: object, on: dt.date) -> QuerySet[Membership]:
    """Return the memberships of ``on`` by which ``user`` may give their persons a card."""
    rights = positions(user, on)
    wanted = Q(unit_id__in=rights.team_ids)
    if rights.is_officer:
        heads = rights.roles[Role.COMMUNE_OFFICER]
        below = ancestors_on(on).filter(ancestor_id__in=heads).order_by()
        wanted |= Q(unit_id__in=below.values("unit_id"))
    return visible_memberships(user, on).filter(wanted)


def may_give_cards_in(user: object, unit_id: int, on: dt.date) -> bool:
    """Return whether ``user`` gives cards to the people of a unit: their team, or their commune."""
    rights = positions(user, on)
    if unit_id in rights.team_ids:
        return True
    heads = rights.roles.get(Role.COMMUNE_OFFICER, frozenset())
    above = ancestors_on(on).filter(unit_id=unit_id, ancestor_id__in=heads)
    return bool(heads) and above.exists()
