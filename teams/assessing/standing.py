"""Whether somebody may assess on a day, and what is missing. Pure."""

import datetime as dt
from dataclasses import dataclass

from people.dated import months_after
from teams.assessing.rules import Rule

COURSE, WATCHED, TERRITORY = "course", "watched", "territory"


@dataclass(frozen=True)
class Facts:
    """What is known of somebody who would assess.

    ``certificates`` are the days on which standing certificates of a team's course end (None: they
    don't); ``watched`` are (observer, day) of each time they assessed well under an assessor's
    eyes; ``commune_ids`` is where they work.
    """

    certificates: tuple[dt.date | None, ...] = ()
    watched: tuple[tuple[int, dt.date], ...] = ()
    commune_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Condition:
    """One condition: whether it is met, how much of it is there, and until when it holds."""

    code: str
    is_met: bool
    have: int
    need: int
    # The first day on which it no longer holds; None where it has no end, or isn't met.
    until: dt.date | None = None


@dataclass(frozen=True)
class Standing:
    """Whether the right holds; it ends at midnight before ``until``."""

    conditions: tuple[Condition, ...]
    commune_ids: frozenset[int]

    @property
    def is_assessor(self) -> bool:
        """Return whether every condition is met."""
        return all(condition.is_met for condition in self.conditions)

    @property
    def missing(self) -> tuple[Condition, ...]:
        """Return the conditions that aren't met."""
        return tuple(condition for condition in self.conditions if not condition.is_met)

    @property
    def until(self) -> dt.date | None:
        """Return the first day without the right, as far as it is known today."""
        ends = [condition.until for condition in self.conditions if condition.until is not None]
        return min(ends) if self.is_assessor and ends else None


def standing(facts: Facts, rule: Rule, on: dt.date) -> Standing:
    """Return whether ``facts`` give the right to assess on ``on``.

    Having been watched counts for the rule's months: with the last but one time the right fades,
    so that an assessor is seen again before two times are too old. The same observer on the same
    day counts once.
    """
    return Standing(
        (_course(facts, on), _watched(facts, rule, on), _territory(facts)), facts.commune_ids
    )


def _course(facts: Facts, on: dt.date) -> Condition:
    standing_ones = [end for end in facts.certificates if end is None or end > on]
    if not standing_ones:
        return Condition(COURSE, is_met=False, have=0, need=1)
    for_ever = any(end is None for end in standing_ones)
    until = None if for_ever else max(end for end in standing_ones if end is not None)
    return Condition(COURSE, is_met=True, have=1, need=1, until=until)


def _watched(facts: Facts, rule: Rule, on: dt.date) -> Condition:
    ends = sorted(
        (months_after(day, rule.valid_months) for _who, day in set(facts.watched) if day <= on),
        reverse=True,
    )
    fresh = [end for end in ends if end > on]
    have, need = len(fresh), rule.times_watched
    is_met = have >= need
    return Condition(WATCHED, is_met, min(have, need), need, fresh[need - 1] if is_met else None)


def _territory(facts: Facts) -> Condition:
    return Condition(TERRITORY, bool(facts.commune_ids), min(1, len(facts.commune_ids)), 1)
