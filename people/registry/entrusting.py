"""Administrators entrust persons with roles and take them back, never for themselves."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from people import audit
from people.models import Membership, Person, RoleGrant, UnitState, User
from people.models.roles import Role
from people.models.units import Kind
from people.queries import memberships_on, persons, units_on
from people.refusal import Refusal
from people.registry.memberships import end_role, grant_role
from people.scope import positions
from people.text import fold

# Below a unit of which kinds each role can be held.
KINDS_OF_ROLE: dict[str, tuple[str, ...]] = {
    Role.TRAINER: (Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE),
    Role.REVIEWER: (Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE),
    Role.LANGUAGE_EDITOR: (Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE),
    Role.COMMUNE_OFFICER: (Kind.COMMUNE,),
    Role.PROVINCE_STAFF: (Kind.PROVINCE,),
    Role.ADMINISTRATOR: (Kind.PROVINCE,),
}
UNIT_KINDS = (Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE)
FOUND_AT_MOST = 20


def grants_from(day: dt.date) -> QuerySet[RoleGrant]:
    """Return the grants that hold on ``day`` or will, by role and name."""
    return (
        RoleGrant.objects.current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .select_related("person")
        .order_by("role", "person__name_sort", "pk")
    )


def units_of_roles(day: dt.date) -> QuerySet[UnitState]:
    """Return the units in which roles are held: the province, its departments, its communes."""
    return units_on(day).filter(kind__in=UNIT_KINDS).order_by("kind", "name_folded")


def persons_like(asked: str, phone: str = "") -> list[Person]:
    """Return the first persons whose name contains ``asked`` or whose number is ``phone``."""
    wanted = Q(name_folded__contains=fold(asked))
    if phone:
        wanted = Q(contact_phone=phone) | Q(accounts__phone=phone, accounts__phone_verified=True)
    found = persons().filter(wanted).distinct().order_by("name_sort", "pk")
    return list(found[:FOUND_AT_MOST])


def units_of(people: list[Person], on: dt.date) -> dict[int, Membership]:
    """Return a membership of each person on ``on``, the official's before others."""
    rows = memberships_on(on).filter(person__in=people).order_by("person_id", "category")
    found: dict[int, Membership] = {}
    for row in rows:
        found.setdefault(row.person_id, row)
    return found


@transaction.atomic
def entrust(*, person: Person, role: str, unit_id: int, since: dt.date, by: User) -> RoleGrant:
    """Give ``person`` a role in a unit, as an administrator.

    Raises:
        Refusal: when ``by`` isn't an administrator or is the person, when the unit is of a kind
            in which the role can't be held, or when the person holds the role there already.
    """
    _require_administrator(by, person)
    states = units_of_roles(since).filter(unit_id=unit_id, kind__in=KINDS_OF_ROLE[role])
    if not states.exists():
        raise Refusal("wrong_unit", _("This role can't be held in that unit. A commune officer "
                                      "belongs to a commune, province staff and administrators "
                                      "to the province."))  # fmt: skip
    return grant_role(person=person, role=role, unit=unit_id, since=since, by=by)


@transaction.atomic
def take_back(*, grant: RoleGrant, on: dt.date, by: User) -> RoleGrant:
    """End a role from ``on`` on, or a day after it began when that is later.

    Taking back again changes nothing.

    Raises:
        Refusal: when ``by`` isn't an administrator or holds the role.
    """
    row = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    _require_administrator(by, row.person)
    if row.valid_to is not None:
        return row
    return end_role(grant=row, on=earliest_end(row, on), by=by)


def earliest_end(grant: RoleGrant, on: dt.date) -> dt.date:
    """Return ``on``, or the day after the role began when that is later."""
    return max(on, grant.valid_from + dt.timedelta(days=1))


def record_search(*, by: User, found: int) -> None:
    """Write down that somebody looked persons up in order to entrust them."""
    audit.record("people.persons_searched", by=by, found=found)


def _require_administrator(by: User, person: Person) -> None:
    if not positions(by).is_administrator:
        raise Refusal("not_administrator", _("Only administrators give and end roles."))
    if person.pk == by.person_id:
        raise Refusal("own_role", _("You can't give or end a role of your own. Ask another "
                                    "administrator."))  # fmt: skip
