"""What can be wrong with a definition that is made of other indicators."""

import datetime as dt
import itertools
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.defining.drafts import Draft
from indicators.defining.problems import Problem
from indicators.definitions import (
    ATTAINMENT,
    COMPOSITE,
    PERSONS,
    QUOTIENT,
    SCORE,
    WITH_BASE,
    definition_on,
    parts_of,
    target_on,
)
from indicators.formulas.references import circle
from indicators.models import Definition
from people.dated import today

_ALL = Decimal(100)
_MOST_POINTS = Decimal(10_000)


def problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the parts of ``draft`` and with how they are put together."""
    refers = list(_references(draft))
    yield from (problem for _code, problem in refers if problem)
    round_trip = circle(draft.code, _made_of(draft))
    if round_trip:
        message = _("It would be made of itself: %(way)s.")
        field = "parts" if draft.formula == COMPOSITE else "numerator"
        yield Problem(field, "circle", message % {"way": " → ".join(round_trip)})
        return
    if not any(problem for _code, problem in refers):
        yield from _fit(draft)
    if draft.formula == SCORE:
        yield from _score(draft.score or {})


def number_of(text: object) -> Decimal | None:
    """Return the number that ``text`` says, or None; not endless, and no word for none."""
    try:
        found = Decimal(str(text))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _references(draft: Draft) -> Iterator[tuple[str, Problem | None]]:
    """Yield each field's code with what is wrong about it."""
    if draft.formula == COMPOSITE:
        yield from _weighted(draft.population.get("parts") or [])
        return
    wanted = ["numerator", "denominator"] if draft.formula == QUOTIENT else ["numerator"]
    if draft.formula == SCORE and draft.population.get("denominator"):
        wanted.append("denominator")
    for field in wanted:
        code = draft.population.get(field) or ""
        yield code, None if code == draft.code else _known(code, field, draft.valid_from)


def _weighted(parts: list[dict[str, Any]]) -> Iterator[tuple[str, Problem | None]]:
    if len(parts) < 2:
        yield "", Problem("parts", "few", _("A mean has at least two parts."))
    codes = [part.get("code", "") for part in parts]
    for part, code in zip(parts, codes, strict=True):
        weight = number_of(part.get("weight"))
        if weight is None or not 0 < weight <= _MOST_POINTS:
            message = _("“%(code)s” needs a weight above nought.")
            yield code, Problem("parts", "weight", message % {"code": code})
        if codes.count(code) > 1:
            message = _("“%(code)s” stands there twice.")
            yield code, Problem("parts", "twice", message % {"code": code})
        yield code, _known(code, "parts", None)


def _known(code: str, field: str, day: dt.date | None) -> Problem | None:
    if not code:
        return Problem(field, "empty", _("Choose an indicator."))
    if _in_force(code, day) is None:
        message = _("No indicator “%(code)s” is in force by then.")
        return Problem(field, "reference", message % {"code": code})
    return None


def _in_force(code: str, day: dt.date | None) -> Definition | None:
    return definition_on(code, day or today())


def _made_of(draft: Draft) -> dict[str, list[str]]:
    """Return of which codes each indicator is made, by every version that may still hold."""
    begin = draft.valid_from or today()
    found: dict[str, list[str]] = {}
    open_rows = Definition.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=begin))
    for row in open_rows.exclude(code=draft.code):
        found.setdefault(row.code, []).extend(parts_of(row))
    found[draft.code] = parts_of(draft.as_definition())
    return found


def _fit(draft: Draft) -> Iterator[Problem]:
    """Yield where the parts exist and can't be put together so."""
    day = draft.valid_from
    if draft.formula == COMPOSITE:
        for part in draft.population["parts"]:
            found = _in_force(part["code"], day)
            if found is not None and not _has_value(found):
                message = _("“%(code)s” is a count without a base: it can't be part of a mean.")
                yield Problem("parts", "no_base", message % {"code": found.code})
        return
    for field in ("numerator", "denominator"):
        found = _in_force(draft.population.get(field) or "", day)
        if found is not None and found.formula in (COMPOSITE, SCORE, ATTAINMENT):
            yield Problem(
                field,
                "no_count",
                _("Points and means can't be divided: choose a count or a share."),
            )
    first = _in_force(draft.population["numerator"], day)
    if first is not None and draft.formula in (SCORE, ATTAINMENT):
        yield from _base(draft, first)


def _base(draft: Draft, first: Definition) -> Iterator[Problem]:
    by_count = draft.formula == SCORE and (draft.score or {}).get("by_count")
    if not (_has_value(first) or draft.population.get("denominator") or by_count):
        message = _("“%(code)s” is a count without a base: say over which other one.")
        field = "denominator" if draft.formula == SCORE else "numerator"
        yield Problem(field, "no_base", message % {"code": first.code})
    if draft.formula == ATTAINMENT and target_on(first.code, draft.valid_from or today()) is None:
        message = _("“%(code)s” has no target yet: set one first.")
        yield Problem("numerator", "no_target", message % {"code": first.code})


def _has_value(definition: Definition) -> bool:
    """Return whether the number is told of something: of a roster, of a cited population, of points."""
    is_cited = definition.formula == PERSONS and bool(definition.population.get("cited"))
    return definition.formula in WITH_BASE or is_cited


def _score(said: dict[str, Any]) -> Iterator[Problem]:
    points, cap = number_of(said.get("points")), said.get("cap")
    if points is None or not 0 < points <= _MOST_POINTS:
        yield Problem("points", "points", _("Say how many points there are at most, above nought."))
    if cap is not None and not _is_share(cap):
        yield Problem("cap", "cap", _("A share from above nought to 100, or nothing."))
    steps = said.get("steps") or []
    if steps and cap is not None:
        yield Problem("cap", "both", _("Either steps or a share that gives all points, not both."))
    if said.get("by_count") and not steps:
        yield Problem("steps", "empty", _("Points by a count need steps."))
    yield from _steps(steps, points)


def _is_share(value: object) -> bool:
    number = number_of(value)
    return number is not None and 0 < number <= _ALL


def _steps(steps: list[Any], points: Decimal | None) -> Iterator[Problem]:
    pairs = [tuple(map(number_of, step)) for step in steps]
    if any(len(pair) != 2 or None in pair for pair in pairs):
        yield Problem("steps", "steps", _("Each step says from where on it gives how many points."))
        return
    begins = [pair[0] for pair in pairs]
    if any(before >= after for before, after in itertools.pairwise(begins)):  # type: ignore[operator]
        yield Problem("steps", "order", _("Each step begins above the one before."))
    if points is not None and any(not 0 <= earned <= points for _begin, earned in pairs):  # type: ignore[operator]
        yield Problem("steps", "points", _("No step gives more points than there are."))
