"""What can be wrong with a definition that counts persons, units, or what teams did."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.queries import families
from indicators.defining.drafts import Draft
from indicators.defining.problems import Problem
from indicators.definitions import (
    CATEGORY_RANK,
    COVERAGE,
    GUIDED,
    HOUSEHOLDS,
    PERSONS,
    RATIO,
    UNITS,
)
from people.dated import today

STATES = ("valid", "expiring", "revoked")
ORIGINS = ("own", "classroom", "platform")
# Which units can be counted, and which can be said to have a team.
UNIT_KINDS = {UNITS: ("community_team", "commune", "hamlet"), COVERAGE: ("commune", "hamlet")}
BEST_GRADE, OLDEST, MOST_DAYS, MOST_MONTHS = 4, 120, 36_500, 120


def problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with population and evidence of ``draft``."""
    yield from _BY_FORMULA[draft.formula](draft)


def whole(value: object, least: int, most: int) -> bool:
    """Return whether ``value`` is a whole number from ``least`` to ``most``."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _persons(draft: Draft) -> Iterator[Problem]:
    said = draft.population
    yield from _unknown(said, {"category", "min_age", "cited"}, "category")
    if draft.formula == RATIO and said.get("category") not in CATEGORY_RANK:
        yield Problem("category", "category", _("No category of people is called so."))
    if said.get("min_age") is not None and not whole(said["min_age"], 1, OLDEST):
        yield Problem("min_age", "age", _("An age is a whole number from 1 to 120."))
    if said.get("cited") is not None:
        yield from _cited(draft)
    yield from _evidence(draft.accepted)


def _cited(draft: Draft) -> Iterator[Problem]:
    said: dict[str, Any] = draft.population["cited"]
    if draft.formula != PERSONS:
        yield Problem(
            "cited_number", "cited",
            _("A share of a roster has the roster as its base: leave the cited population empty."),
        )  # fmt: skip
    number = said.get("number")
    if number == 0:
        yield Problem("cited_number", "zero", _("Of a population of nought there is no share."))
    elif not whole(number, 1, 10**9):
        yield Problem("cited_number", "number", _("A population is a whole number."))
    if not str(said.get("source") or "").strip():
        yield Problem("cited_source", "empty", _("Say who published the figure, and where."))
    on = day_of(said.get("on"))
    if on is None:
        yield Problem("cited_on", "day", _("Say of which day the figure is."))
    elif on > today():
        yield Problem("cited_on", "day", _("That day is still to come."))


def _evidence(said: dict[str, Any]) -> Iterator[Problem]:
    if said.get("state") is not None:
        yield from _state(said)
        return
    known = {"grade_floor", "origins", "families", "since", "valid_days"}
    yield from _unknown(said, known, "grade_floor")
    if not whole(said.get("grade_floor"), 0, BEST_GRADE):
        yield Problem("grade_floor", "grade", _("The least grade is one of E0 to E4."))
    origins = said.get("origins")
    if origins is not None and (not origins or set(origins) - set(ORIGINS)):
        yield Problem("origins", "origin", _("Choose where the courses are taught."))
    yield from _courses(said.get("families"))
    since = said.get("since")
    if since is not None and (day_of(since) is None or since > today().isoformat()):
        yield Problem("since", "day", _("Say a day that has been, or leave it empty."))
    if said.get("valid_days") is not None and not whole(said["valid_days"], 1, MOST_DAYS):
        yield Problem("valid_days", "days", _("A number of days from 1 on, or nothing."))


def _state(said: dict[str, Any]) -> Iterator[Problem]:
    yield from _unknown(said, {"state", "within_days"}, "state")
    if said["state"] not in STATES:
        yield Problem("state", "state", _("Choose one of the list."))
    if said["state"] == "expiring" and not whole(said.get("within_days"), 1, MOST_DAYS):
        yield Problem("within_days", "days", _("Say within how many days."))


def _courses(slugs: object) -> Iterator[Problem]:
    if slugs is None:
        return
    if not isinstance(slugs, list) or not slugs:
        yield Problem("families", "empty", _("Choose at least one course, or any course."))
        return
    known = set(families(slugs).values_list("slug", flat=True))
    for slug in slugs:
        if slug not in known:
            message = _("There is no course “%(slug)s”.")
            yield Problem("families", "course", message % {"slug": slug})


def _units(draft: Draft) -> Iterator[Problem]:
    yield from _unknown(draft.population, {"unit_kind"}, "unit_kind")
    yield from _unknown(draft.accepted, {"covered_by"}, "unit_kind")
    if draft.population.get("unit_kind") not in UNIT_KINDS[draft.formula]:
        yield Problem("unit_kind", "unit_kind", _("Such units can't be counted this way."))


def _village(draft: Draft) -> Iterator[Problem]:
    yield from _unknown(draft.population, {"unit_kind"}, "formula")
    yield from _unknown(draft.accepted, {"within_months"}, "within_months")
    if not whole(draft.accepted.get("within_months"), 1, MOST_MONTHS):
        yield Problem("within_months", "months", _("Say of how many months, from 1 to 120."))


def _unknown(said: dict[str, Any], known: set[str], field: str) -> Iterator[Problem]:
    for name in sorted(set(said) - known):
        message = _("“%(name)s” plays no part in this way of counting.")
        yield Problem(field, "unknown", message % {"name": name})


def day_of(text: object) -> dt.date | None:
    """Return the day that ``text`` says as 2026-01-31, or None."""
    try:
        return dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


_BY_FORMULA: dict[str, Callable[[Draft], Iterator[Problem]]] = {
    RATIO: _persons,
    PERSONS: _persons,
    UNITS: _units,
    COVERAGE: _units,
    GUIDED: _village,
    HOUSEHOLDS: _village,
}
