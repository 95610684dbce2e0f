"""Who may give a card to whom: leaders in their team, officials of a commune in that commune.

Province staff may not, although they see every name: a card is handed over by somebody who has the
person before them. Lists of names are for leaders and officers; who only stands at the counter gives
a card to whoever comes there.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from people.models import Membership
from people.models.roles import Role
from people.queries import ancestors_on, commune_of, memberships_on
from people.scope.roles import positions
from people.scope.serving import counters_kept
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


def may_get_card_from(user: object, person_ids: Collection[int], on: dt.date) -> set[int]:
    """Return those of ``person_ids`` whom ``user`` may give a card."""
    mine = card_memberships(user, on).filter(person_id__in=person_ids).order_by()
    found = set(mine.values_list("person_id", flat=True))
    kept = counters_kept(user, on) if found != set(person_ids) else frozenset()
    if kept:
        homes = memberships_on(on).filter(person_id__in=person_ids).order_by()
        rows = list(homes.values_list("person_id", "unit_id"))
        communes = commune_of({unit for _person, unit in rows}, on)
        found |= {person for person, unit in rows if communes.get(unit) in kept}
    return found


def may_give_cards_in(user: object, unit_id: int, on: dt.date) -> bool:
    """Return whether ``user`` gives cards to the people of a unit: their team, or their commune."""
    rights = positions(user, on)
    if unit_id in rights.team_ids:
        return True
    heads = rights.roles.get(Role.COMMUNE_OFFICER, frozenset())
    above = ancestors_on(on).filter(unit_id=unit_id, ancestor_id__in=heads)
    return bool(heads) and above.exists()
