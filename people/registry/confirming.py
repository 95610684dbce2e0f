"""Officers say whether an account's holder really is the person on the roster.

A sign-up whose phone and year of birth agree with the roster is only declared: it learns, and has
no right of any position. Somebody who answers for the person's territory calls and confirms.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from people import audit, consent
from people.dated import today
from people.models import Membership, Person, RoleGrant, User
from people.models.memberships import Position
from people.queries import ancestors_on
from people.refusal import Refusal
from people.registry.persons import add_person, link_account
from people.scope import positions, visible_memberships
from people.scope.visible import ROLES_WITH_NAMES

LEADING = (Position.LEADER, Position.DEPUTY)


def confirmable_memberships(by: User, on: dt.date) -> QuerySet[Membership]:
    """Return the memberships of ``on`` for whose persons ``by`` answers as an officer.

    Leading a team shows its names but doesn't entitle to say who is who.
    """
    return visible_memberships(by, on).filter(unit_id__in=answered_for(by, on))


def accounts_to_confirm(by: User, on: dt.date) -> QuerySet[User]:
    """Return the accounts whose holder ``by`` may confirm, leaders and deputies first.

    Left out are one's own, and those of persons who hold a role beyond one's own territory: an
    officer of a commune can't make somebody an administrator.
    """
    leads = Membership.objects.on(on).filter(
        person_id=OuterRef("person_id"), position__in=LEADING, is_primary=True
    )
    others = User.objects.filter(
        person_id=OuterRef("person_id"), link=User.Link.CONFIRMED, is_active=True
    )
    return (
        _accounts_in_scope(by, on)
        .filter(link=User.Link.DECLARED)
        .annotate(leads=Exists(leads), has_other=Exists(others))
        .select_related("person")
        .order_by("-leads", "person__name_sort", "pk")
    )


@transaction.atomic
def confirm_link(*, user: User, by: User) -> User:
    """Say that ``user`` is the person it declared to be; the person's positions count from now.

    Confirming again changes nothing.

    Args:
        user: the account.
        by: the officer who asked.

    Raises:
        Refusal: when it is one's own account or lies outside one's territory.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    _require_in_scope(row, by)
    if row.person is not None and row.link != User.Link.CONFIRMED:
        link_account(user=row, person=row.person, by=by, confirmed=True)
        audit.record("people.link_confirmed", by=by, about=row, person=row.person)
    return row


@transaction.atomic
def reject_link(*, user: User, by: User, reason: str, name: str = "") -> User:
    """Say that ``user`` isn't the person: the account gets a new unattached person of its own.

    What was learnt so far stays with the person it was recorded for. Rejecting again changes
    nothing.

    Args:
        user: the account.
        by: the officer who asked.
        reason: what came out, in a few words.
        name: the holder's own name, when they gave it.

    Raises:
        Refusal: when no reason is given, when it is one's own account or lies outside one's
            territory, or when the link was confirmed in the meantime.
    """
    if not reason.strip():
        raise Refusal("reason_missing", _("Say in a few words what came out."))
    row = User.objects.select_for_update().get(pk=user.pk)
    if _rejected_before(row, by):
        return row
    _require_in_scope(row, by)
    if row.link == User.Link.CONFIRMED:
        raise Refusal("already_confirmed", _("This account has been confirmed already."))
    claimed = row.person
    own = add_person(
        name=name.strip() or _("Name not known"),
        contact_phone=row.phone,
        source=Person.Source.SELF,
        by=by,
    )
    link_account(user=row, person=own, by=by)
    if claimed is not None and consent.holds(claimed, consent.LEARNING):
        consent.give(person=own, purpose=consent.LEARNING, by=row, method="carried_over")
    audit.record(
        "people.link_rejected", by=by, about=row, person=claimed, reason=reason, own=own.pk
    )
    return row


def answered_for(by: User, on: dt.date) -> QuerySet:
    """Return the ids of the units for which ``by`` answers as an officer."""
    rights = positions(by, on)
    heads = {unit for role in ROLES_WITH_NAMES for unit in rights.roles.get(role, ())}
    return ancestors_on(on).filter(ancestor_id__in=heads).order_by().values("unit_id")


def _accounts_in_scope(by: User, on: dt.date) -> QuerySet[User]:
    mine = confirmable_memberships(by, on).filter(person_id=OuterRef("person_id"))
    beyond = (
        RoleGrant.objects.on(on)
        .filter(person_id=OuterRef("person_id"))
        .exclude(unit_id__in=answered_for(by, on))
    )
    return (
        User.objects.filter(is_active=True, person__isnull=False)
        .filter(Exists(mine), ~Exists(beyond))
        # Whoever holds a card must never get a leader's rights by it.
        .exclude(link=User.Link.CARD)
        .exclude(person=by.person)
    )


def _require_in_scope(user: User, by: User) -> None:
    if user.pk == by.pk or (user.person_id is not None and user.person_id == by.person_id):
        raise Refusal("own_account", _("You can't confirm or reject your own account."))
    if not _accounts_in_scope(by, today()).filter(pk=user.pk).exists():
        raise Refusal("out_of_scope", _("This account isn't among those you answer for."))


def _rejected_before(user: User, by: User) -> bool:
    """Return whether ``user`` lives on what a rejection within ``by``'s territory gave it."""
    last = audit.entries_about(user).filter(code="people.link_rejected").first()
    if last is None or last.person is None or last.data.get("own") != user.person_id:
        return False
    return confirmable_memberships(by, today()).filter(person=last.person).exists()
