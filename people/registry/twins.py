"""Who may be in the registry twice: a hint for officers, never a decision."""

import datetime as dt
from itertools import combinations

from django.db.models import Count, Q

from people.models import Person, User
from people.queries import commune_of, memberships_on
from people.registry.merging import mergeable_persons
from people.registry.telling_apart import told_apart

AT_MOST = 200
Pair = tuple[Person, Person]


def likely_twins(by: User, on: dt.date) -> list[Pair]:
    """Return pairs that ``by`` answers for and that may be one person, by name.

    The names agree without marks, and either the phone or year of birth and commune. Different
    years of birth tell a grandfather from a grandson of the same name and phone. Whom somebody
    told apart doesn't come back.
    """
    mine = mergeable_persons(by, on).order_by()
    wanted = Q(pk__in=())
    for field, unknown in (("birth_year", None), ("contact_phone", "")):
        groups = mine.exclude(**{field: unknown}).values_list("name_folded", field)
        several = groups.annotate(several=Count("pk")).filter(several__gt=1)
        for name, value, _count in several.order_by("name_folded")[:AT_MOST]:
            wanted |= Q(name_folded=name, **{field: value})
    found: dict[str, list[Person]] = {}
    for person in mine.filter(wanted).order_by("name_sort", "pk"):
        found.setdefault(person.name_folded, []).append(person)
    ids = [row.pk for rows in found.values() for row in rows]
    communes, apart = _communes(ids, on), told_apart(ids)
    pairs = [
        (one, other)
        for rows in found.values()
        for one, other in combinations(rows, 2)
        if _may_be_one(one, other, communes)
        and (min(one.pk, other.pk), max(one.pk, other.pk)) not in apart
    ]
    return pairs[:AT_MOST]


def _communes(person_ids: list[int], on: dt.date) -> dict[int, set[int]]:
    """Return the communes in which each person belongs to something."""
    rows = memberships_on(on).filter(person_id__in=person_ids).values_list("person_id", "unit_id")
    units: dict[int, set[int]] = {}
    for person_id, unit_id in rows:
        units.setdefault(person_id, set()).add(unit_id)
    homes = commune_of({unit for some in units.values() for unit in some}, on)
    return {
        person_id: {homes[unit] for unit in some if unit in homes}
        for person_id, some in units.items()
    }


def _may_be_one(one: Person, other: Person, communes: dict[int, set[int]]) -> bool:
    years = {one.birth_year, other.birth_year} - {None}
    digests = {one.national_id_digest, other.national_id_digest} - {""}
    if len(years) > 1 or len(digests) > 1:
        return False
    if one.contact_phone and one.contact_phone == other.contact_phone:
        return True
    shared = communes.get(one.pk, set()) & communes.get(other.pk, set())
    return one.birth_year is not None and one.birth_year == other.birth_year and bool(shared)
