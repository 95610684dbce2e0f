"""What lay in a unit that ends goes along to its heir: units, members, roles; dated, never moved."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db.models import Q

from people.dated import BATCH, DatedQuerySet, end_rows
from people.models import Membership, RoleGrant, UnitState
from people.models.memberships import Category, Position
from people.signals import membership_changed


def still_on(rows: DatedQuerySet, on: dt.date) -> DatedQuerySet:
    """Return the believed ones of ``rows`` that say something of ``on`` or later."""
    return rows.current().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def carry_units(
    old_ids: Iterable[int], heir: Callable[[int], int], on: dt.date, legal_basis: str
) -> list[int]:
    """Put what lies under ``old_ids`` under its heir from ``on`` on; return the ids of the units.

    Args:
        old_ids: units that end.
        heir: says for a unit below which heir it goes to.
        on: the first day under the heir.
        legal_basis: what the new states quote.
    """
    olds = set(old_ids)
    below = UnitState.objects.filter(parent_id__in=olds).exclude(unit_id__in=olds)
    after = end_rows(below, on)
    for state in after:
        state.parent_id = heir(state.unit_id)
        state.legal_basis = legal_basis
    UnitState.objects.bulk_create(after, batch_size=BATCH)
    return sorted({state.unit_id for state in after})


def carry_members(old_ids: list[int], new_id: int, on: dt.date) -> int:
    """Make the members of ``old_ids`` members of ``new_id`` from ``on`` on; return how many.

    Somebody who was in several of them stays in the heir once a category, by the primary
    membership. Of a team's leaders the heir's own, or the first unit's, goes on; others become
    deputies.
    """
    own = Membership.objects.filter(unit_id=new_id)
    after = end_rows(Membership.objects.filter(unit_id__in=old_ids), on)
    order = {unit_id: place for place, unit_id in enumerate(old_ids)}
    after.sort(key=lambda row: (not row.is_primary, order[row.unit_id], row.valid_from))
    present: dict[tuple[int, str], list[Membership]] = {}
    for row in still_on(own, on).order_by("pk"):
        present.setdefault((row.person_id, row.category), []).append(row)
    leads = any(_leads_team(row) for rows in present.values() for row in rows)
    given_up, added = [], []
    for row in after:
        known = [one for one in present.get(_key(row), []) if _overlap(one, row)]
        if any(one.is_primary for one in known) or (known and not row.is_primary):
            continue
        given_up += [one.pk for one in known]
        if _leads_team(row):
            if leads:
                row.position = Position.DEPUTY
            leads = True
        row.unit_id = new_id
        present.setdefault(_key(row), []).append(row)
        added.append(row)
    end_rows(Membership.objects.filter(pk__in=given_up), on)
    Membership.objects.bulk_create(added, batch_size=BATCH)
    for row in added:
        membership_changed.send(sender=Membership, membership=row)
    return len(added)


def carry_roles(old_ids: list[int], new_id: int, on: dt.date, reason: str) -> int:
    """Let whoever holds a role in ``old_ids`` hold it in ``new_id``; return how many grants."""
    held = still_on(RoleGrant.objects.filter(unit_id=new_id), on)
    taken = set(held.values_list("person_id", "role"))
    added = []
    for row in end_rows(RoleGrant.objects.filter(unit_id__in=old_ids), on):
        if (row.person_id, row.role) in taken:
            continue
        taken.add((row.person_id, row.role))
        row.unit_id, row.reason = new_id, reason[:200]
        added.append(row)
    RoleGrant.objects.bulk_create(added, batch_size=BATCH)
    return len(added)


def end_everything(unit_id: int, on: dt.date) -> None:
    """End the memberships and roles of a unit that nobody succeeds."""
    gone = end_rows(Membership.objects.filter(unit_id=unit_id), on)
    end_rows(RoleGrant.objects.filter(unit_id=unit_id), on)
    for row in gone:
        membership_changed.send(sender=Membership, membership=row)


def _leads_team(row: Membership) -> bool:
    return row.category == Category.TEAM_MEMBER and row.position == Position.LEADER


def _key(row: Membership) -> tuple[int, str]:
    return (row.person_id, row.category)


def _overlap(one: Membership, other: Membership) -> bool:
    return (one.valid_to is None or one.valid_to > other.valid_from) and (
        other.valid_to is None or other.valid_to > one.valid_from
    )
