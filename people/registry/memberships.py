"""Joining and leaving units, and being given roles; every act is dated and audited."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people import audit
from people.models import Membership, Person, RoleGrant, Unit, User
from people.refusal import Refusal
from people.signals import membership_changed


@transaction.atomic
def join(
    *,
    person: Person,
    unit: Unit,
    category: str,
    position: str = "member",
    since: dt.date,
    by: User | None,
    source: str = "",
    title: str = "",
    is_primary: bool = True,
) -> Membership:
    """Make ``person`` a member of ``unit`` from ``since`` on.

    Args:
        person: who joins.
        unit: which unit.
        category: in which capacity.
        position: member, deputy or leader.
        since: the first day.
        by: the account that acts; None for importers.
        source: where the fact comes from.
        title: the office held, in words.
        is_primary: whether it is the one that counts among several of the category.

    Raises:
        Refusal: when the person has a primary membership of the category on or after that day.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    overlapping = Membership.objects.current().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=since),
        person=person,
        category=category,
        is_primary=True,
    )
    if is_primary and overlapping.exists():
        raise Refusal(
            "second_primary",
            _("This person already belongs to a unit in this category on that day. End that "
              "membership first."),
        )  # fmt: skip
    membership = Membership.objects.create(
        person=person,
        unit=unit,
        category=category,
        position=position,
        title=title,
        is_primary=is_primary,
        source=source,
        valid_from=since,
    )
    audit.record("people.joined", by=by, about=membership, person=person, unit=unit.pk)
    membership_changed.send(sender=Membership, membership=membership)
    return membership


@transaction.atomic
def leave(*, membership: Membership, on: dt.date, by: User | None) -> Membership:
    """End ``membership``: ``on`` is the first day on which it no longer holds.

    Raises:
        Refusal: when it has ended already or would end before it began.
    """
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    if row.valid_to is not None or row.recorded_until is not None:
        raise Refusal("already_ended", _("This membership has ended already."))
    if on <= row.valid_from:
        raise Refusal("ends_too_early", _("A membership can't end before it has begun."))
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    membership.valid_to = on
    audit.record("people.left", by=by, about=row, person=row.person, unit=row.unit_id)
    membership_changed.send(sender=Membership, membership=row)
    return row


@transaction.atomic
def grant_role(
    *,
    person: Person,
    role: str,
    unit: Unit | int,
    since: dt.date,
    by: User | None,
    reason: str = "",
) -> RoleGrant:
    """Entrust ``person`` with a role in ``unit`` and all under it, from ``since`` on.

    Raises:
        Refusal: when the person holds that role there already.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    unit_id = unit if isinstance(unit, int) else unit.pk
    held = RoleGrant.objects.current().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=since), person=person, role=role, unit=unit_id
    )
    if held.exists():
        raise Refusal("role_held", _("This person holds that role there already."))
    grant = RoleGrant.objects.create(
        person=person, role=role, unit_id=unit_id, granted_by=by, reason=reason, valid_from=since
    )
    audit.record(
        "people.role_granted", by=by, about=grant, person=person, role=str(role), unit=unit_id
    )
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, on: dt.date, by: User | None) -> RoleGrant:
    """Take a role back: ``on`` is the first day on which it is no longer held.

    Raises:
        Refusal: when it has ended already or would end before it began.
    """
    row = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if row.valid_to is not None:
        raise Refusal("already_ended", _("This role has ended already."))
    if on <= row.valid_from:
        raise Refusal("ends_too_early", _("A role can't end before it has begun."))
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    audit.record("people.role_ended", by=by, about=row, person=row.person, role=row.role)
    return row
