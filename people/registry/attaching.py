"""People who signed up and belong to no unit: officers find them and say where they belong.

Until then they are counted in the province only, in no commune.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from people import audit
from people.dated import today
from people.models import Membership, Person, PersonMerge, RoleGrant, UnitState, User
from people.models.memberships import Category
from people.models.units import Kind
from people.queries import memberships_on, persons, units_on
from people.refusal import Refusal
from people.registry.confirming import answered_for
from people.registry.memberships import join
from people.registry.merging import become_one
from people.scope import positions

# Into a team one comes by its roster, not from here.
CATEGORIES = tuple(category for category in Category if category != Category.TEAM_MEMBER)
PLACES = (Kind.COMMUNE, Kind.DEPARTMENT)


def unattached_accounts(by: User, on: dt.date, *, phone: str = "") -> QuerySet[User]:
    """Return the accounts whose persons belong to no unit, the newest first.

    The province sees all of them. An officer of a commune sees only whoever tells them the phone
    number: nobody knows whose people the others are.

    Args:
        by: who looks.
        on: the day of the look.
        phone: in E.164; only accounts with this number.
    """
    rows = _unattached(on).exclude(person_id=by.person_id or 0)
    rights = positions(by, on)
    if phone:
        rows = rows.filter(phone=phone)
    elif not rights.is_province:
        return rows.none()
    if not rights.is_province and not rights.is_officer:
        return rows.none()
    return rows.select_related("person").order_by("-date_joined", "-pk")


def places_for(by: User, on: dt.date) -> QuerySet[UnitState]:
    """Return the communes and departments for which ``by`` answers, by name."""
    states = units_on(on).filter(kind__in=PLACES, unit_id__in=answered_for(by, on))
    return states.order_by("kind", "name_folded", "unit_id")


def likely_on_roster(account: User, by: User, on: dt.date) -> QuerySet[Person]:
    """Return the people of ``by``'s rosters who may be the account's holder: never a decision."""
    person = account.person
    if person is None:
        return Person.objects.none()
    mine = memberships_on(on).filter(unit_id__in=answered_for(by, on)).order_by()
    same = Q(contact_phone=account.phone) if account.phone else Q(pk__in=())
    if person.birth_year:
        same |= Q(birth_year=person.birth_year)
    found = persons().filter(same, name_folded=person.name_folded, pk__in=mine.values("person_id"))
    return found.exclude(pk=person.pk).order_by("name_sort", "pk")[:5]


@transaction.atomic
def attach(*, account: User, unit_id: int, category: str, by: User) -> Membership:
    """Make the holder of ``account`` belong to a unit from today on.

    How sure we are of the account stays as it was: it is confirmed on the page for that.

    Raises:
        Refusal: when the person belongs to a unit already, or when the place or the category
            isn't ``by``'s to give.
    """
    day = today()
    row = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if row.person is None or not _unattached(day).filter(pk=row.pk).exists():
        raise Refusal("attached", _("This person belongs to a unit already."))
    if row.person_id == by.person_id:
        raise Refusal("own_account", _("You can't say of yourself where you belong."))
    place = places_for(by, day).select_related("unit").filter(unit_id=unit_id).first()
    if place is None or category not in CATEGORIES:
        raise Refusal("out_of_scope", _("You don't answer for this place."))
    made = join(person=row.person, unit=place.unit, category=category, since=day, by=by)
    audit.record("people.attached", by=by, about=row, person=row.person, unit=unit_id)
    return made


@transaction.atomic
def attach_to_roster(*, account: User, person_id: int, by: User) -> PersonMerge:
    """Say that the holder of ``account`` is somebody of ``by``'s rosters; their records become one.

    The account keeps what was learnt with it. How sure we are of it stays as it was; it is
    confirmed on the page for that, and the two records can be parted again.

    Raises:
        Refusal: when the account's holder belongs to a unit already, when it is ``by``, when the
            person isn't on ``by``'s rosters under that name, or when their national numbers differ.
    """
    day = today()
    row = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if row.person is None or not _unattached(day).filter(pk=row.pk).exists():
        raise Refusal("attached", _("This person belongs to a unit already."))
    if row.person_id == by.person_id:
        raise Refusal("own_account", _("You can't say of yourself where you belong."))
    keep = next((one for one in likely_on_roster(row, by, day) if one.pk == person_id), None)
    if keep is None or keep.pk == by.person_id:
        raise Refusal("out_of_scope", _("This person isn't on a roster that you answer for."))
    done = become_one(keep=keep, twin=row.person, by=by)
    audit.record("people.attached_to_roster", by=by, about=row, person=keep, merge=done.pk)
    return done


def _unattached(on: dt.date) -> QuerySet[User]:
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    belongs = Membership.objects.current().filter(still, person_id=OuterRef("person_id"))
    holds = RoleGrant.objects.current().filter(still, person_id=OuterRef("person_id"))
    return User.objects.filter(
        ~Exists(belongs), ~Exists(holds), is_active=True, person__isnull=False
    ).exclude(link=User.Link.CARD)
