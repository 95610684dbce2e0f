"""Two rows that are one person become one, and can be parted again.

The row that goes on is the kept one; the other names it in ``merged_into``. What somebody learnt
and was awarded stays on the row it was recorded for and is found through that name. Memberships
are believed of the kept row from now on: those of the other are closed and, where the kept row
hasn't the same, added to it, as secondary ones where it has a primary one of the category.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit, consent
from people.dated import today
from people.models import Membership, Person, PersonMerge, RoleGrant, User
from people.queries import ancestors_on, persons
from people.refusal import Refusal
from people.registry.confirming import confirmable_memberships
from people.scope import forget, positions
from people.scope.visible import ROLES_WITH_NAMES
from people.signals import membership_changed

COPIED = ("unit_id", "category", "position", "title", "source", "valid_from", "valid_to")


def mergeable_persons(by: User, on: dt.date) -> QuerySet[Person]:
    """Return the persons for whom ``by`` may say that two of them are one.

    An officer answers for the people of the commune; the province also for those who belong to
    no unit. Oneself is left out.
    """
    everybody = persons().exclude(pk=by.person_id or 0)
    rights = positions(by, on)
    if rights.is_province:
        return everybody
    return everybody.filter(pk__in=confirmable_memberships(by, on).order_by().values("person_id"))


@transaction.atomic
def merge(*, keep: Person, twin: Person, by: User) -> PersonMerge:
    """Say that ``twin`` is ``keep``: one person from now on.

    Args:
        keep: the row that goes on.
        twin: the row that is found through it.
        by: the officer who answers for both.

    Raises:
        Refusal: when they are the same row, when one lies outside one's territory or holds
            rights beyond it, when ``twin`` holds a role, or when their national numbers differ.
    """
    if keep.pk == twin.pk:
        raise Refusal("same_person", _("Choose two different records."))
    _require_scope([keep, twin], by)
    return become_one(keep=keep, twin=twin, by=by)


@transaction.atomic
def become_one(*, keep: Person, twin: Person, by: User) -> PersonMerge:
    """Do what ``merge`` does for somebody whose right to both records was asked already.

    Raises:
        Refusal: when ``twin`` holds a role, or when their national numbers differ.
    """
    rows = Person.objects.select_for_update().order_by("pk").in_bulk([keep.pk, twin.pk])
    keep, twin = rows[keep.pk], rows[twin.pk]
    _require_one(keep, twin)
    moved = {
        "accounts": _move_accounts(twin, keep),
        "persons": _move_merged(twin, keep),
        "consents": _carry_consents(twin, keep, by),
        **_move_memberships(twin, keep),
    }
    twin.merged_into = keep
    twin.save(update_fields=["merged_into"])
    done = PersonMerge.objects.create(kept=keep, merged=twin, by=by, moved=moved)
    audit.record("people.persons_merged", by=by, about=done, person=keep, merged=twin.pk)
    return done


@transaction.atomic
def unmerge(*, merge: PersonMerge, by: User) -> PersonMerge:
    """Part what was merged: accounts, memberships and consents are as they were before.

    What the person did meanwhile stays with the kept row. Parting again changes nothing.

    Raises:
        Refusal: when the person lies outside one's territory, or when the kept row was merged
            itself meanwhile; then that has to be undone first.
    """
    row = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if row.kept.merged_into_id is not None:
        raise Refusal("merged_further", _("The other record was merged later. Undo that first."))
    _require_scope([row.kept], by)
    if row.undone_at is not None:
        return row
    twin = Person.objects.select_for_update().get(pk=row.merged_id)
    twin.merged_into = None
    twin.save(update_fields=["merged_into"])
    _part_memberships(row)
    _link(User.objects.filter(pk__in=row.moved["accounts"], person=row.kept), twin)
    Person.objects.filter(pk__in=row.moved["persons"], merged_into=row.kept).update(
        merged_into=twin
    )
    for purpose in row.moved["consents"]:
        consent.withdraw(person=row.kept, purpose=purpose, by=by, method="persons_parted")
    row.undone_at, row.undone_by = timezone.now(), by
    row.save(update_fields=["undone_at", "undone_by"])
    audit.record("people.persons_parted", by=by, about=row, person=row.kept, merged=twin.pk)
    return row


def standing_merges(by: User, on: dt.date) -> QuerySet[PersonMerge]:
    """Return the merges that ``by`` may undo, newest first."""
    return (
        PersonMerge.objects.filter(undone_at__isnull=True)
        .filter(kept__in=mergeable_persons(by, on))
        .select_related("kept", "merged")
        .order_by("-at", "-pk")
    )


def _require_scope(rows: list[Person], by: User) -> None:
    asked = {row.pk for row in rows}
    rights = positions(by)
    if mergeable_persons(by, today()).filter(pk__in=asked).count() != len(asked):
        raise Refusal("out_of_scope", _("These people aren't both among those you answer for."))
    heads = {unit for role in ROLES_WITH_NAMES for unit in rights.roles.get(role, ())}
    territory = ancestors_on(today()).filter(ancestor_id__in=heads).order_by().values("unit_id")
    if _roles_of(asked).exclude(unit_id__in=territory).exists():
        raise Refusal("roles_beyond", _("One of them holds a role that you don't answer for."))


def _require_one(keep: Person, twin: Person) -> None:
    digests = {row.national_id_digest for row in (keep, twin)} - {""}
    if len(digests) > 1:
        raise Refusal("two_numbers", _("Their national numbers differ: these are two people."))
    if _roles_of({twin.pk}).exists():
        raise Refusal("twin_has_role", _("The record that would go holds a role. Keep that record, "
                                         "or have the role ended first."))  # fmt: skip


def _roles_of(person_ids: set[int]) -> QuerySet[RoleGrant]:
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=today())
    return RoleGrant.objects.current().filter(still, person_id__in=person_ids)


def _link(accounts: QuerySet[User], person: Person) -> list[int]:
    """Give ``accounts`` to ``person``; how sure we are of each stays as it is."""
    found = list(accounts.select_for_update())
    for account in found:
        account.person = person
        forget(account)
    User.objects.bulk_update(found, ["person"])
    return [account.pk for account in found]


def _move_accounts(twin: Person, keep: Person) -> list[int]:
    return _link(User.objects.filter(person=twin), keep)


def _move_merged(twin: Person, keep: Person) -> list[int]:
    """Let those who were merged into ``twin`` name ``keep``: a name is never followed twice."""
    ids = list(Person.objects.filter(merged_into=twin).values_list("pk", flat=True))
    Person.objects.filter(pk__in=ids).update(merged_into=keep)
    return ids


def _move_memberships(twin: Person, keep: Person) -> dict[str, list[int]]:
    theirs = list(Membership.objects.current().filter(person=twin).order_by("valid_from", "pk"))
    own = list(Membership.objects.current().filter(person=keep))
    Membership.objects.filter(pk__in=[row.pk for row in theirs]).update(
        recorded_until=timezone.now()
    )
    added = []
    for row in theirs:
        if any(_is_same(row, other) for other in own):
            continue
        copy = Membership(person=keep, **{name: getattr(row, name) for name in COPIED})
        copy.is_primary = row.is_primary and not any(_is_in_the_way(row, other) for other in own)
        added.append(copy)
    Membership.objects.bulk_create(added)
    for row in added:
        membership_changed.send(sender=Membership, membership=row)
    return {"closed": [row.pk for row in theirs], "added": [row.pk for row in added]}


def _part_memberships(row: PersonMerge) -> None:
    """Believe the kept row's added memberships no more, and the other's closed ones again.

    A closed row can't be opened, so it is added anew. One that ended meanwhile ends there too.
    """
    added = Membership.objects.current().filter(pk__in=row.moved["added"])
    ends = {
        (one.unit_id, one.category, one.valid_from): one.valid_to
        for one in Membership.objects.filter(pk__in=row.moved["added"])
    }
    added.update(recorded_until=timezone.now())
    again = []
    for old in Membership.objects.filter(pk__in=row.moved["closed"]):
        copy = Membership(person_id=row.merged_id, is_primary=old.is_primary)
        for name in COPIED:
            setattr(copy, name, getattr(old, name))
        key = (old.unit_id, old.category, old.valid_from)
        copy.valid_to = old.valid_to or ends.get(key)
        again.append(copy)
    Membership.objects.bulk_create(again)
    for one in again:
        membership_changed.send(sender=Membership, membership=one)


def _carry_consents(twin: Person, keep: Person, by: User) -> list[str]:
    """Carry over what the person agreed to under the other row; no agreement is made up."""
    carried = [
        purpose
        for purpose in consent.PURPOSES
        if consent.holds(twin, purpose) and purpose not in consent.current(keep)
    ]
    for purpose in carried:
        consent.give(person=keep, purpose=purpose, by=by, method="carried_over")
    return carried


def _is_same(row: Membership, other: Membership) -> bool:
    key = (row.unit_id, row.category, row.valid_from)
    return key == (other.unit_id, other.category, other.valid_from)


def _is_in_the_way(row: Membership, other: Membership) -> bool:
    """Return whether ``other`` is a primary one of the category on a day of ``row``."""
    return (
        other.is_primary
        and other.category == row.category
        and (other.valid_to is None or other.valid_to > row.valid_from)
        and (row.valid_to is None or row.valid_to > other.valid_from)
    )
