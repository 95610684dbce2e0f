"""Reads of persons, units and memberships that the upper floors share. The day is always said."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from people.dated import held_on, months_after
from people.models import Membership, Person, Succession, Unit, UnitAncestor, UnitState
from people.models.memberships import Category
from people.models.units import Kind


def persons() -> QuerySet[Person]:
    """Return everybody in the registry, once: rows merged into another person are left out."""
    return Person.objects.filter(merged_into__isnull=True)


def all_records(ids: Iterable[int] | None = None) -> QuerySet[Person]:
    """Return the records of the registry, merged ones too; those with ``ids`` where they are given."""
    rows = Person.objects.all()
    return rows if ids is None else rows.filter(among("pk", ids))


def persons_of_age(day: dt.date, years: int) -> QuerySet[Person]:
    """Return everybody who is surely ``years`` old on ``day``, as ``people.dated.age_reached`` says."""
    is_born = Q(birth_date__lte=months_after(day, -12 * years))
    by_year = Q(birth_date__isnull=True, birth_year__lt=day.year - years)
    return persons().filter(is_born | by_year)


def persons_of_unknown_age() -> QuerySet[Person]:
    """Return everybody of whom neither day nor year of birth is recorded."""
    return persons().filter(birth_date__isnull=True, birth_year__isnull=True)


def births(person_ids: Iterable[int]) -> dict[int, tuple[dt.date | None, int | None]]:
    """Return (day of birth, year of birth) of those persons of whom one of them is recorded."""
    rows = Person.objects.filter(among("pk", person_ids))
    known = rows.exclude(birth_date__isnull=True, birth_year__isnull=True)
    return {
        pk: (day, year) for pk, day, year in known.values_list("pk", "birth_date", "birth_year")
    }


def merged_persons() -> QuerySet[Person]:
    """Return the records that were found to be another person, whom ``merged_into`` names."""
    return Person.objects.filter(merged_into__isnull=False)


def among(field: str, ids: Iterable[int]) -> Q:
    """Return the condition that ``field`` is one of ``ids``; a range is told by its two ends."""
    if isinstance(ids, range):
        return Q(**{f"{field}__gte": ids.start, f"{field}__lt": ids.stop})
    return Q(**{f"{field}__in": list(ids)})


def owners_of(person_ids: Iterable[int]) -> dict[int, int]:
    """Return, by the id of a record, whose it is: of each person their own and the merged ones."""
    person_ids = person_ids if isinstance(person_ids, range) else list(person_ids)
    owners = {person_id: person_id for person_id in person_ids}
    rows = merged_persons().filter(among("merged_into_id", person_ids))
    return owners | dict(rows.values_list("pk", "merged_into_id"))


def records_of(person_id: Any) -> QuerySet:
    """Return the ids of the records that are a person's, for use as a subquery.

    Args:
        person_id: the person; a slot in a prepared read.
    """
    return Person.objects.filter(Q(pk=person_id) | Q(merged_into_id=person_id)).values("pk")


def records_of_all(person_ids: Iterable[int] | QuerySet) -> QuerySet:
    """Return the ids of the records of many persons, for use as a subquery."""
    theirs = Q(pk__in=person_ids) | Q(merged_into_id__in=person_ids)
    return Person.objects.filter(theirs).values("pk")


def person_of(user: object) -> Person | None:
    """Return the person whose account ``user`` is, or None for a visitor or a bare account."""
    person = getattr(user, "person", None)
    while person is not None and person.merged_into_id is not None:
        person = person.merged_into
    return person


def memberships_on(
    day: dt.date, *, category: str | None = None, known: dt.datetime | None = None
) -> QuerySet[Membership]:
    """Return the primary memberships that hold on ``day``.

    Args:
        day: the day asked about.
        category: only this category.
        known: as known at this instant; None means as known now.
    """
    rows = Membership.objects.on(day, known=known).filter(is_primary=True)
    if category is not None:
        rows = rows.filter(category=category)
    return rows.select_related("person")


def team_memberships(team_id: int) -> QuerySet[Membership]:
    """Return the memberships of a team that are believed now, those that ended too."""
    rows = Membership.objects.current().filter(unit_id=team_id, category=Category.TEAM_MEMBER)
    return rows.select_related("person", "unit")


def unit_state(unit_id: int, day: dt.date) -> UnitState | None:
    """Return what the unit is on ``day``, or None when it doesn't exist then."""
    return UnitState.objects.on(day).select_related("unit").filter(unit_id=unit_id).first()


def units_on(
    day: dt.date, *, kind: str | None = None, under: int | None = None
) -> QuerySet[UnitState]:
    """Return the states of the units that exist on ``day``.

    Args:
        day: the day asked about.
        kind: only units of this kind.
        under: only units that lie under this one on that day; the unit itself is included.
    """
    rows = UnitState.objects.on(day)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if under is not None:
        below = ancestors_on(day).filter(ancestor_id=under).order_by()
        rows = rows.filter(unit_id__in=below.values("unit_id"))
    return rows


def unit_names(unit_ids: Iterable[int], day: dt.date) -> dict[int, UnitState]:
    """Return each unit's state on ``day`` by its id; a unit that doesn't exist then is absent."""
    wanted = {unit_id for unit_id in unit_ids if unit_id is not None}
    return {state.unit_id: state for state in UnitState.objects.on(day).filter(unit_id__in=wanted)}


def ancestors_on(day: dt.date, *, kind: str | None = None) -> QuerySet[UnitAncestor]:
    """Return the closure of the tree on ``day``: every unit with all above it and itself."""
    rows = UnitAncestor.objects.filter(held_on(day))
    return rows if kind is None else rows.filter(ancestor_kind=kind)


def province_unit() -> Unit:
    """Return the unit of the province whose site this is.

    Raises:
        Unit.DoesNotExist: when no unit bears the province's code (the units aren't loaded).
    """
    return Unit.objects.filter(
        Q(states__kind=Kind.PROVINCE, states__code=settings.PROVINCE_CODE),
        states__recorded_until__isnull=True,
        states__valid_to__isnull=True,
    ).get()


def commune_of(unit_ids: Iterable[int], day: dt.date) -> dict[int, int]:
    """Return the commune in which each unit lies on ``day``; without one it is absent."""
    rows = ancestors_on(day, kind=Kind.COMMUNE).filter(unit_id__in=set(unit_ids))
    return dict(rows.values_list("unit_id", "ancestor_id"))


def counterparts(day: dt.date, other: dt.date) -> dict[int, int]:
    """Return, for units of ``day`` that are gone on ``other``, the unit of that day in their place.

    Forwards a unit is followed to its heir, after a split to the one that takes what isn't told
    to go elsewhere. Backwards a unit is followed to the one it came from, and only where it came
    from one alone: nobody knows from which of several somebody came.
    """
    first, last = sorted((day, other))
    rows = Succession.objects.filter(effective_on__gt=first, effective_on__lte=last)
    steps: dict[int, int] = {}
    if day <= other:
        pairs = rows.filter(is_default=True).order_by("effective_on", "pk")
        steps = dict(pairs.values_list("old_unit_id", "new_unit_id"))
    else:
        origins: dict[int, set[int]] = {}
        for old, new in rows.values_list("old_unit_id", "new_unit_id"):
            origins.setdefault(new, set()).add(old)
        steps = {new: min(olds) for new, olds in origins.items() if len(olds) == 1}
    return {unit: _followed(unit, steps) for unit in steps}


def _followed(unit: int, steps: dict[int, int]) -> int:
    seen = {unit}
    while steps.get(unit) is not None and steps[unit] not in seen:
        unit = steps[unit]
        seen.add(unit)
    return unit


def printed_unit_name(person_id: int, day: dt.date) -> str:
    """Return the person's unit as a certificate prints it: "unit, commune" or "".

    The official's unit comes before the team's, because that is how the person is addressed.
    """
    order = [Category.OFFICIAL, Category.TEAM_MEMBER]
    rows = memberships_on(day).filter(person_id=person_id, category__in=order)
    found = {row.category: row.unit_id for row in rows}
    unit_id = next((found[category] for category in order if category in found), None)
    if unit_id is None:
        return ""
    commune_id = commune_of([unit_id], day).get(unit_id)
    parts = [unit_id] if commune_id is None or commune_id == unit_id else [unit_id, commune_id]
    names = unit_names(parts, day)
    return ", ".join(names[part].name for part in parts if part in names)


def printed_unit_names(days: dict[int, dt.date]) -> dict[int, str]:
    """Return for many persons what ``printed_unit_name`` says, each for a day of their own.

    Args:
        days: the day asked about, by person id.
    """
    states: dict[int, list[UnitState]] = {}
    for state in UnitState.objects.current().only(
        "unit_id", "parent_id", "name", "kind", "valid_from", "valid_to"
    ):
        states.setdefault(state.unit_id, []).append(state)

    def named(unit_id: int | None, day: dt.date) -> UnitState | None:
        found = states.get(unit_id, []) if unit_id else []
        return next((state for state in found if _holds(state, day)), None)

    rows = Membership.objects.current().filter(
        is_primary=True, category__in=[Category.OFFICIAL, Category.TEAM_MEMBER]
    )
    printed: dict[int, str] = {}
    # "official" sorts before "team_member": the first one that held is what is printed.
    for row in rows.order_by("category").only("person_id", "unit_id", "valid_from", "valid_to"):
        day = days.get(row.person_id)
        if day is None or row.person_id in printed or not _holds(row, day):
            continue
        unit = named(row.unit_id, day)
        home = named(unit.parent_id, day) if unit and unit.kind == Kind.TEAM else None
        printed[row.person_id] = ", ".join(state.name for state in (unit, home) if state)
    return printed


def _holds(row: UnitState | Membership, day: dt.date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to > day)


class MembershipSpan(NamedTuple):
    """A primary membership of a person, from a day until before another; None is open."""

    person_id: int
    category: str
    unit_id: int
    since: dt.date
    until: dt.date | None


def membership_spans(person_ids: Iterable[int]) -> list[MembershipSpan]:
    """Return all primary memberships of the persons that are believed now, ended ones too."""
    rows = Membership.objects.current().filter(among("person_id", person_ids), is_primary=True)
    values = rows.order_by().values_list(
        "person_id", "category", "unit_id", "valid_from", "valid_to"
    )
    return [MembershipSpan(*row) for row in values]


def ever_members(categories: Iterable[str]) -> set[int]:
    """Return the persons who are or were primary members of one of ``categories``."""
    rows = Membership.objects.current().filter(is_primary=True, category__in=list(categories))
    return set(rows.order_by().values_list("person_id", flat=True))
