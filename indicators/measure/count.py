"""One definition, one day: the number of the province and its parts, in three grouped queries."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Count, F, QuerySet

from certificates import queries as register
from indicators import cells
from indicators.definitions import (
    CATEGORY_RANK,
    PERSONS,
    WITH_BASE,
    cited_base,
    definition_on,
    evidence_since,
    families_of,
    parts_of,
)
from indicators.formulas.number import Number
from indicators.formulas.table import Row, Table
from indicators.measure import derived, units, village
from indicators.measure.places import DEPARTMENT, PLACE_KINDS, place_of_units
from indicators.models import Definition
from people import queries as registry


class UnknownIndicator(LookupError):
    """No definition of that code is in force on the day."""


class CircularDefinition(UnknownIndicator):
    """An indicator is made of itself; publishing refuses that."""


def resolve(definition: Definition | str, on: dt.date) -> Definition:
    """Return the definition itself, or the version of the code in force on ``on``.

    Raises UnknownIndicator.
    """
    if isinstance(definition, Definition):
        return definition
    found = definition_on(definition, on)
    if found is None:
        raise UnknownIndicator(definition)
    return found


def number_of(definition: Definition, pair: tuple[int, int], on: dt.date) -> Number:
    """Return the province's number, over its base where it has one, counted or cited.

    A cited population that is smaller than what was counted gives no share: the figure is wrong,
    and ``measure.remarks`` says so.
    """
    base = pair[1] if definition.formula in WITH_BASE else None
    cited = cited_base(definition)
    if cited is not None and cited["number"] >= pair[0]:
        base = cited["number"]
    return Number(pair[0], base, on, definition.code, definition.version)


def trained(definition: Definition, on: dt.date) -> QuerySet:
    """Return the ids of the persons who count under ``definition`` on ``on``, as a subquery."""
    counting = with_evidence(definition, on)
    years = definition.population.get("min_age")
    if years is None:
        return counting
    grown = registry.persons_of_age(on, years).filter(pk__in=counting).order_by()
    return grown.annotate(person_id=F("pk")).values("person_id")


def with_evidence(definition: Definition, on: dt.date) -> QuerySet:
    """Return the ids of the persons whose evidence makes them count, whatever their age."""
    accepted = definition.accepted
    state = accepted.get("state")
    if state == "expiring":
        return register.persons_expiring(on, within_days=accepted["within_days"])
    if state == "valid":
        return register.persons_with_certificate(on)
    if state == "revoked":
        return register.persons_revoked(on)
    return register.persons_trained(
        on,
        grade_floor=accepted["grade_floor"],
        origins=accepted.get("origins"),
        family_ids=families_of(definition),
        since=evidence_since(definition, on),
    )


def measure(
    definition: Definition | str,
    on: dt.date,
    *,
    by: str = "commune_or_department",
    boundaries: dt.date | None = None,
    inside: tuple[str, ...] = (),
) -> Table:
    """Return the number of the whole province on ``on`` with its parts, which sum to it.

    Args:
        definition: the definition, or its code.
        on: the day counted on.
        by: the partition: "commune_or_department" (everybody who is in none of them is a row of
            its own), or "" for the whole alone.
        boundaries: in the units of which day the parts are told; None is ``on``.
        inside: the indicators that this one is counted for; of the caller nothing.

    Raises:
        UnknownIndicator: no definition of the code, or of a part, is in force.
        CircularDefinition: the indicator is made of itself.
    """
    chosen = resolve(definition, on)
    if chosen.formula in derived.FORMULAS:
        return _derived(chosen, on, by, boundaries, inside)
    has_base = chosen.formula in WITH_BASE

    def number(pair: tuple[int, int]) -> Number:
        base = pair[1] if has_base else None
        return Number(pair[0], base, on, chosen.code, chosen.version)

    if not by:
        total = number_of(chosen, _whole(chosen, on), on)
        return Table(total, (Row(None, "", "", "", "", total),))
    counts = unit_counts(chosen, on)
    total = number_of(chosen, _sum(counts.values()), on)
    sums = _by_place(counts, place_of_units(on, boundaries))
    return Table(total, tuple(_rows(sums, number, boundaries or on)))


def _derived(
    definition: Definition,
    on: dt.date,
    by: str,
    boundaries: dt.date | None,
    inside: tuple[str, ...],
) -> Table:
    way = (*inside, definition.code)
    tables = {}
    for code in parts_of(definition):
        if code in way:
            raise CircularDefinition(" > ".join((*way, code)))
        tables[code] = measure(code, on, by=by, boundaries=boundaries, inside=way)
    return derived.combined(definition, tables, on)


def unit_counts(definition: Definition, on: dt.date) -> dict[int | None, tuple[int, int]]:
    """Return (trained, all) of each unit that has members on ``on``: from the cells, or counted."""
    if definition.formula in units.FORMULAS:
        return units.unit_counts(definition, on)
    if definition.formula in village.FORMULAS:
        return village.unit_counts(definition, on)
    stored = cells.unit_sums(definition, on)
    return counted_by_unit(definition, on) if stored is None else stored


def counted_by_unit(definition: Definition, on: dt.date) -> dict[int | None, tuple[int, int]]:
    """Return the same by counting persons in their history; at most two queries.

    Who counts is a condition on rows and not on what is summed: then the database joins, whatever
    the size, where otherwise it looks every member up in a list of all who count.
    """
    hits = trained(definition, on)
    if definition.formula == PERSONS:
        found = Counter(unit_of_trained(definition, on).values())
        return {unit: (count, 0) for unit, count in found.items()}
    members = registry.memberships_on(on, category=definition.population["category"]).order_by()
    everybody, hit = (
        dict(rows.values("unit_id").annotate(count=Count("pk")).values_list("unit_id", "count"))
        for rows in (members, members.filter(person_id__in=hits))
    )
    return {unit: (hit.get(unit, 0), count) for unit, count in everybody.items()}


def _whole(definition: Definition, on: dt.date) -> tuple[int, int]:
    """Return (trained, all) of the province; at most two queries."""
    if definition.formula in units.FORMULAS or definition.formula in village.FORMULAS:
        return _sum(unit_counts(definition, on).values())
    stored = cells.unit_sums(definition, on)
    if stored is not None:
        return _sum(stored.values())
    hits = trained(definition, on)
    if definition.formula == PERSONS:
        return registry.persons().filter(pk__in=hits).count(), 0
    members = registry.memberships_on(on, category=definition.population["category"])
    return members.filter(person_id__in=hits).count(), members.count()


def unit_of_trained(definition: Definition, on: dt.date) -> dict[int, int | None]:
    """Return, for each person who counts, the unit where they are counted; None for none."""
    hits = trained(definition, on)
    counted = registry.persons().filter(pk__in=hits).values_list("pk", flat=True)
    found: dict[int, int | None] = dict.fromkeys(counted)
    best: dict[int, int] = {}
    rows = (
        registry.memberships_on(on)
        .filter(person_id__in=hits)
        .order_by("person_id", "unit_id")
        .values_list("person_id", "category", "unit_id")
    )
    for person, category, unit in rows:
        if person in found and CATEGORY_RANK[category] < best.get(person, len(CATEGORY_RANK)):
            best[person] = CATEGORY_RANK[category]
            found[person] = unit
    return found


def _by_place(
    counts: dict[int | None, tuple[int, int]], places: dict[int, int]
) -> dict[int | None, tuple[int, int]]:
    sums: dict[int | None, list[tuple[int, int]]] = {}
    for unit, pair in counts.items():
        sums.setdefault(None if unit is None else places.get(unit), []).append(pair)
    return {place: _sum(pairs) for place, pairs in sums.items()}


def _rows(
    sums: dict[int | None, tuple[int, int]],
    number: Callable[[tuple[int, int]], Number],
    on: dt.date,
) -> Iterator[Row]:
    """Yield every commune of the day, departments that have members, and the unattached."""
    states = registry.units_on(on).filter(kind__in=PLACE_KINDS)
    for state in states.order_by("kind", "code", "unit_id"):
        pair = sums.pop(state.unit_id, None)
        if pair is None and state.kind == DEPARTMENT:
            continue
        yield Row(
            state.unit_id,
            state.kind,
            state.code,
            state.name,
            state.name_folded,
            number(pair or (0, 0)),
        )
    # Whoever is left belongs to no place of the day; the parts still sum to the whole.
    yield Row(None, "", "", "", "", number(_sum(sums.values())))


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    numerator = denominator = 0
    for hit, everybody in pairs:
        numerator += hit
        denominator += everybody
    return numerator, denominator
