"""The rule of who may assess: data, dated and sourced."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "rules.yaml"


@dataclass(frozen=True)
class Rule:
    """One version of the rule."""

    version: int
    valid_from: dt.date
    team_courses: tuple[str, ...]
    times_watched: int
    valid_months: int
    source: str


def rule_on(day: dt.date) -> Rule:
    """Return the rule that holds on ``day``; before the first one, the first."""
    known = _rules()
    return next((rule for rule in reversed(known) if rule.valid_from <= day), known[0])


@cache
def _rules() -> tuple[Rule, ...]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["rules"]
    found = [Rule(**{**row, "team_courses": tuple(row["team_courses"])}) for row in rows]
    return tuple(sorted(found, key=lambda rule: rule.valid_from))
