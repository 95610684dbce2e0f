"""What one person adds to an indicator: by how much which unit's number moves on which day.

The rules are those of ``measure.count``, told over all days at once; a property test holds the two
together.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from certificates.queries import CountingSpan
from indicators.cells.histories import History
from indicators.definitions import CATEGORY_RANK, PERSONS, RATIO, families_of
from indicators.formulas.intervals import OPEN, Interval, union, within, without
from indicators.models import NOWHERE, Definition
from people.dated import age_reached

# Numbers of persons; those of units are counted from the units, which are few.
FORMULAS = (RATIO, PERSONS)


@dataclass(frozen=True)
class Rule:
    """What a definition asks, read once for many persons."""

    definition_id: int
    formula: str
    category: str | None
    grade_floor: int
    origins: frozenset[str] | None
    families: frozenset[int] | None
    state: str | None
    within_days: int
    # Only evidence of this day or later, and only for so many days; ordinals.
    since: int | None = None
    valid_days: int | None = None
    # Only who is so many years old; None is everybody.
    min_age: int | None = None

    @classmethod
    def of(cls, definition: Definition) -> "Rule":
        """Return the rule of ``definition``."""
        said, families = definition.accepted, families_of(definition)
        origins = said.get("origins")
        return cls(
            definition_id=definition.pk,
            formula=definition.formula,
            category=definition.population.get("category"),
            grade_floor=said.get("grade_floor", 0),
            origins=None if origins is None else frozenset(origins),
            families=None if families is None else frozenset(families),
            state=said.get("state"),
            within_days=said.get("within_days", 0),
            since=dt.date.fromisoformat(said["since"]).toordinal() if said.get("since") else None,
            valid_days=said.get("valid_days"),
            min_age=definition.population.get("min_age"),
        )

    @cached_property
    def accepts(self) -> tuple[object, ...]:
        """Return what makes somebody count: definitions that say the same share the work."""
        return (
            self.grade_floor, self.origins, self.families, self.state, self.within_days,
            self.since, self.valid_days, self.min_age,
        )  # fmt: skip


# By (unit, day): how numerator and denominator move.
Moves = Counter[tuple[int, int, str]]


@dataclass(frozen=True)
class Plan:
    """The rules of all definitions, so arranged that a person meets only those that can apply."""

    of_persons: tuple[Rule, ...]
    by_category: dict[str, tuple[Rule, ...]]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Plan":
        """Return the plan of ``rules``."""
        some = list(rules)
        ratios = [rule for rule in some if rule.formula == RATIO]
        categories = {rule.category for rule in ratios if rule.category}
        return cls(
            tuple(rule for rule in some if rule.formula == PERSONS),
            {name: tuple(rule for rule in ratios if rule.category == name) for name in categories},
        )

    def for_person(self, history: History) -> Iterable[Rule]:
        """Yield the rules under which the person can be in a population or count."""
        if history.awards or history.evidence or history.revoked:
            yield from self.of_persons
        for category in {row.category for row in history.memberships}:
            yield from self.by_category.get(category, ())


def moves_of(history: History, plan: Plan) -> dict[int, list[list[int]]]:
    """Return, by definition, rows of [unit, day, numerator, denominator]; none where all is nought.

    Args:
        history: the person's.
        plan: the rules of the definitions.
    """
    known: dict[tuple[object, ...], list[Interval]] = {}
    found = {}
    for rule in plan.for_person(history):
        if rule.accepts not in known:
            known[rule.accepts] = hits(history, rule)
        days = known[rule.accepts]
        if days or rule.formula == RATIO:
            rows = _rows(_moves(history, rule, days))
            if rows:
                found[rule.definition_id] = rows
    return found


def hits(history: History, rule: Rule) -> list[Interval]:
    """Return the days on which the person counts under ``rule``, wherever they belong."""
    days = _counting(history, rule)
    if rule.min_age is None or not days:
        return days
    since = age_reached(*history.birth, rule.min_age)
    return [] if since is None else within(days, (since.toordinal(), OPEN))


def _counting(history: History, rule: Rule) -> list[Interval]:
    if rule.state == "revoked":
        return union((day, OPEN) for day in history.revoked)
    if rule.state == "expiring":
        return union(
            one
            for award in history.awards
            for one in _expiring(award, history.awards, rule.within_days)
        )
    if rule.state == "valid":
        return union(
            (since, min(until, _end(award.revoked_on)))
            for award in history.awards
            for since, until in [_standing(award)]
        )
    spans = history.awards if rule.grade_floor >= 2 else [*history.awards, *history.evidence]
    standing = (_standing(span) for span in spans if _is_accepted(span, rule))
    if rule.valid_days is None:
        return union(standing)
    return union((begin, min(end, begin + rule.valid_days)) for begin, end in standing)


def _is_accepted(span: CountingSpan, rule: Rule) -> bool:
    return (
        span.grade >= rule.grade_floor
        and (rule.origins is None or span.origin in rule.origins)
        and (rule.families is None or span.family_id in rule.families)
        and (rule.since is None or span.since.toordinal() >= rule.since)
    )


def _standing(span: CountingSpan) -> Interval:
    return span.since.toordinal(), min(_end(span.until), _end(span.void_on))


def _expiring(award: CountingSpan, awards: list[CountingSpan], days: int) -> list[Interval]:
    """Return the days from ``days`` before the end on, without those on which a newer one goes on."""
    if award.until is None:
        return []
    since, until = _standing(award)
    begin = max(since, award.until.toordinal() - days)
    same = [
        other
        for other in awards
        if (other.record_id, other.family_id) == (award.record_id, award.family_id)
    ]
    renewed = [(first - days, last - days) for first, last in map(_standing, same) if first < last]
    return without((begin, until), renewed) if begin < until else []


def _moves(history: History, rule: Rule, days: list[Interval]) -> Moves:
    moves: Moves = Counter()
    if rule.formula == PERSONS:
        if not history.is_merged:
            for unit, since, until in _homes(history, days):
                _add(moves, unit, (since, until), "n")
        return moves
    for member in history.memberships:
        if member.category != rule.category:
            continue
        span = (member.since.toordinal(), _end(member.until))
        _add(moves, member.unit_id, span, "d")
        for one in within(days, span):
            _add(moves, member.unit_id, one, "n")
    return moves


def _homes(history: History, days: list[Interval]) -> Iterable[tuple[int, int, int]]:
    """Yield (unit, since, until): where the person is counted, at the first of their capacities."""
    ranked = sorted(
        (CATEGORY_RANK[row.category], row.unit_id, row.since.toordinal(), _end(row.until))
        for row in history.memberships
    )
    taken: list[Interval] = []
    for _rank, unit, since, until in ranked:
        for free in without((since, until), taken) if since < until else []:
            for one in within(days, free):
                yield unit, *one
        taken.append((since, until))
    for day in days:
        for one in without(day, taken):
            yield NOWHERE, *one


def _add(moves: Moves, unit: int, span: Interval, part: str) -> None:
    since, until = span
    if since >= until:
        return
    moves[unit, since, part] += 1
    if until < OPEN:
        moves[unit, until, part] -= 1


def _rows(moves: Moves) -> list[list[int]]:
    places = sorted({(unit, day) for (unit, day, _part), count in moves.items() if count})
    return [[unit, day, moves[unit, day, "n"], moves[unit, day, "d"]] for unit, day in places]


def _end(day: dt.date | None) -> int:
    return OPEN if day is None else day.toordinal()
