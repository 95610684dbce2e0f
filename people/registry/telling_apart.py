"""Two records that look like one person are two people: said once, and not asked again."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people.dated import today
from people.models import Person, PersonsApart, User
from people.refusal import Refusal
from people.registry.merging import mergeable_persons

Ids = tuple[int, int]


def told_apart(person_ids: list[int]) -> set[Ids]:
    """Return the pairs among ``person_ids`` that were told apart, the lower id first."""
    rows = PersonsApart.objects.filter(
        undone_at__isnull=True, one_id__in=person_ids, other_id__in=person_ids
    )
    return set(rows.values_list("one_id", "other_id"))


@transaction.atomic
def tell_apart(*, one: Person, other: Person, by: User) -> PersonsApart:
    """Say that two persons are two people; the list of likely pairs leaves them out from now on.

    Saying it again changes nothing.

    Raises:
        Refusal: when they are the same row, or when one lies outside one's territory.
    """
    if one.pk == other.pk:
        raise Refusal("same_person", _("Choose two different records."))
    first, second = sorted((one.pk, other.pk))
    _require_scope({first, second}, by)
    # The rows of both are locked: two officers who say it at once write it once.
    list(Person.objects.select_for_update().order_by("pk").filter(pk__in=(first, second)))
    pair = PersonsApart.objects.filter(one_id=first, other_id=second, undone_at__isnull=True)
    found = pair.first()
    if found is not None:
        return found
    made = PersonsApart.objects.create(one_id=first, other_id=second, by=by)
    audit.record("people.persons_told_apart", by=by, about=made, person=one, other=other.pk)
    return made


@transaction.atomic
def ask_again(*, pair: PersonsApart, by: User) -> PersonsApart:
    """Take back that two persons are two people. Doing it again changes nothing.

    Raises:
        Refusal: when one of them lies outside one's territory.
    """
    row = PersonsApart.objects.select_for_update().get(pk=pair.pk)
    _require_scope({row.one_id, row.other_id}, by)
    if row.undone_at is None:
        row.undone_at, row.undone_by = timezone.now(), by
        row.save(update_fields=["undone_at", "undone_by"])
        audit.record("people.persons_asked_again", by=by, about=row, person=row.one)
    return row


def pairs_told_apart(by: User, on: dt.date) -> QuerySet[PersonsApart]:
    """Return the pairs that ``by`` may ask about again, newest first."""
    mine = mergeable_persons(by, on).order_by().values("pk")
    return (
        PersonsApart.objects.filter(undone_at__isnull=True)
        .filter(Q(one__in=mine) & Q(other__in=mine))
        .select_related("one", "other")
        .order_by("-at", "-pk")
    )


def _require_scope(asked: set[int], by: User) -> None:
    if mergeable_persons(by, today()).filter(pk__in=asked).count() != len(asked):
        raise Refusal("out_of_scope", _("These people aren't both among those you answer for."))
