"""Whose cards open nothing: people with a position whose rights need more than a card."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from people.models import Membership, RoleGrant
from people.models.memberships import Category, Position
from people.queries import records_of_all


def with_rights(person_ids: Iterable[int], on: dt.date) -> set[int]:
    """Return the records of those who lead a team or hold a role on ``on`` or later; two queries."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    records = records_of_all(list(person_ids))
    grants = RoleGrant.objects.current().filter(still, person__in=records)
    leads = Membership.objects.current().filter(
        still,
        person__in=records,
        category=Category.TEAM_MEMBER,
        position__in=(Position.LEADER, Position.DEPUTY),
    )
    return {row for rows in (grants, leads) for row in rows.values_list("person_id", flat=True)}
