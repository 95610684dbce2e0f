"""What indicators mean and what is to be reached: read from data, dated, never overwritten."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language

from courses.queries import family_ids
from indicators.models import Definition, Target
from people import queries as registry
from people.dated import held_on

RATIO, PERSONS = "ratio", "persons"
UNITS, COVERAGE = "units", "coverage"
# What teams did in the village, of people and households without a name.
GUIDED, HOUSEHOLDS = "guided", "households"
# Made of other indicators: one count over another, points for a share, how much of a target is
# reached, a weighted mean.
QUOTIENT, SCORE, ATTAINMENT, COMPOSITE = "ratio_of", "score", "attainment", "composite"
DERIVED = (QUOTIENT, SCORE, ATTAINMENT, COMPOSITE)
FORMULAS = (RATIO, PERSONS, UNITS, COVERAGE, GUIDED, HOUSEHOLDS, *DERIVED)
# With a base that the registry counts; of others a number is a count, or has a cited base.
WITH_BASE = (RATIO, COVERAGE, HOUSEHOLDS, *DERIVED)
# Where somebody belongs to several units, the first of these says where a person is counted.
_CATEGORY_ORDER = (
    "official", "team_member", "teacher", "pupil", "enterprise_worker", "cooperative_member",
    "trader", "citizen",
)  # fmt: skip
CATEGORY_RANK = {category: rank for rank, category in enumerate(_CATEGORY_ORDER)}
FILE = Path(__file__).parent / "data" / "definitions.yaml"


def definition_on(code: str, day: dt.date) -> Definition | None:
    """Return the version of ``code`` that is in force on ``day``."""
    return Definition.objects.filter(held_on(day), code=code).order_by("-version").first()


def definitions_on(day: dt.date) -> QuerySet[Definition]:
    """Return all definitions in force on ``day``, in the order in which they were written."""
    return Definition.objects.filter(held_on(day)).order_by("pk")


def families_of(definition: Definition) -> list[int] | None:
    """Return the ids of the only courses that count, which data name by their slugs, or None."""
    slugs = definition.accepted.get("families")
    return None if slugs is None else family_ids(slugs)


def evidence_since(definition: Definition, on: dt.date) -> dt.date | None:
    """Return the earliest day of which evidence counts on ``on``; None where any day does.

    The definition's ``since`` and its ``valid_days`` (how many days evidence counts) in one.
    """
    said = definition.accepted
    days = [dt.date.fromisoformat(said["since"])] if said.get("since") else []
    if said.get("valid_days"):
        days.append(on - dt.timedelta(days=said["valid_days"] - 1))
    return max(days, default=None)


def cited_base(definition: Definition) -> dict[str, Any] | None:
    """Return the cited population of the province: its number, source and day; None without one."""
    found: dict[str, Any] | None = definition.population.get("cited")
    return found


def parts_of(definition: Definition) -> list[str]:
    """Return the codes of the indicators that ``definition`` is made of; none of what is counted."""
    if definition.formula not in DERIVED:
        return []
    said = definition.population
    codes = [said.get("numerator"), said.get("denominator")]
    codes += [part["code"] for part in said.get("parts") or ()]
    return list(dict.fromkeys(code for code in codes if code))


def target_on(code: str, day: dt.date, *, level: str = "whole") -> Target | None:
    """Return the target to look at on ``day``: the next one due, else the last that was.

    Args:
        code: the indicator's.
        day: the day asked about.
        level: "whole" for the province's, "commune" for that of every commune.
    """
    targets = Target.objects.filter(code=code, level=level)
    return (
        targets.filter(by__gte=day).order_by("by", "-revision").first()
        or targets.filter(by__lt=day).order_by("-by", "-revision").first()
    )


def name_of(definition: Definition) -> str:
    """Return the indicator's name in the language of the page."""
    return _said(definition, "name")


def meaning_of(definition: Definition) -> str:
    """Return the indicator's meaning in the language of the page."""
    return _said(definition, "meaning")


def _said(definition: Definition, what: str) -> str:
    """Return a text in the language of the page; Vietnamese, which is the rule, where it lacks."""
    language = (get_language() or "vi")[:2]
    found: str = getattr(definition, f"{what}_{language}", "")
    return found or getattr(definition, f"{what}_vi")


@transaction.atomic
def load_definitions(path: Path = FILE) -> int:
    """Enter the definitions and targets of ``path`` that aren't there; return how many were new.

    A version that is there is never changed: a new meaning is a new version, and the one before
    it ends on the day the new one begins.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    added = sum(_enter(entry) for entry in data["definitions"])
    province = registry.province_unit()
    for entry in data["targets"]:
        _, made = Target.objects.get_or_create(
            code=entry["code"],
            unit_id=province.pk,
            level=entry.get("level", "whole"),
            by=entry["by"],
            revision=1,
            defaults={"percent": entry["percent"], "source": entry["source"]},
        )
        added += made
    return added


def _enter(entry: dict) -> bool:
    known = Definition.objects.filter(code=entry["code"])
    if known.filter(version=entry["version"]).exists():
        return False
    known.filter(version__lt=entry["version"], valid_to__isnull=True).update(
        valid_to=entry["valid_from"]
    )
    Definition.objects.create(**entry)
    return True
