"""Says everything that keeps a draft from being published; nothing half-done ever is."""

import datetime as dt
import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from indicators.defining import counted, made_of
from indicators.defining.drafts import Draft
from indicators.defining.problems import Problem
from indicators.definitions import DERIVED, FORMULAS
from indicators.models import Definition
from people.dated import today

# What a new version may begin with at the earliest: before it there is no history to count.
EARLIEST = dt.date(2022, 1, 1)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = {"name_vi": 200, "name_en": 200, "name_fr": 200, "code": 60, "data_source": 240,
            "verifier": 160, "document": 240}  # fmt: skip


def validate(draft: Draft) -> list[Problem]:
    """Return what is wrong with ``draft``, in the order of the form; empty when it can be published.

    Every problem has a message in the language of the page and the field that it belongs to.
    """
    return [*_words(draft), *_formula(draft), *_dates(draft)]


def newest_version(code: str) -> Definition | None:
    """Return the newest version of ``code``, whether or not it is in force yet."""
    return Definition.objects.filter(code=code).order_by("-version").first()


def _words(draft: Draft) -> Iterator[Problem]:
    if not _CODE.fullmatch(draft.code):
        yield Problem(
            "code", "code", _("A code has small letters without marks, digits and hyphens only.")
        )
    for name in ("name_vi", "name_en", "meaning_vi", "meaning_en"):
        if not getattr(draft, name).strip():
            yield Problem(name, "empty", _("This must not be empty."))
    for name, most in _LONGEST.items():
        if len(getattr(draft, name)) > most:
            message = _("At most %(most)d characters.")
            yield Problem(name, "long", message % {"most": most})
    if draft.direction not in Definition.Direction.values:
        yield Problem("direction", "choice", _("Choose one of the list."))
    if draft.measure not in Definition.Measure.values:
        yield Problem("measure", "choice", _("Choose one of the list."))


def _formula(draft: Draft) -> Iterator[Problem]:
    if draft.formula not in FORMULAS:
        yield Problem("formula", "formula", _("No way of counting is called so."))
    elif draft.formula in DERIVED:
        yield from made_of.problems(draft)
    else:
        yield from counted.problems(draft)


def _dates(draft: Draft) -> Iterator[Problem]:
    begin = draft.valid_from
    if begin is None:
        yield Problem("valid_from", "empty", _("Say from which day on it holds."))
        return
    if begin < EARLIEST:
        message = _("There are no numbers before %(day)s.")
        yield Problem("valid_from", "early", message % {"day": f"{EARLIEST:%-d/%-m/%Y}"})
    if begin > today() + dt.timedelta(days=366):
        yield Problem("valid_from", "late", _("That is more than a year from now."))
    newest = newest_version(draft.code)
    if newest is not None and begin <= newest.valid_from:
        message = _("Version %(version)d is published from %(day)s on: choose a later day.")
        words = {"version": newest.version, "day": f"{newest.valid_from:%-d/%-m/%Y}"}
        yield Problem("valid_from", "before_published", message % words)
