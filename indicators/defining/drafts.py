"""A definition that is being written: the same fields as a published one, and not in the database."""

import copy
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from indicators.definitions import RATIO
from indicators.models import Definition
from people.dated import today


@dataclass(frozen=True)
class Draft:
    """What somebody wants an indicator to mean from a day on.

    ``population``, ``accepted`` and ``score`` are as ``Definition`` keeps them. ``based_on`` is the
    version that the draft was made from, 0 for a new indicator: whoever publishes first wins.
    """

    code: str
    name_vi: str = ""
    name_en: str = ""
    name_fr: str = ""
    meaning_vi: str = ""
    meaning_en: str = ""
    meaning_fr: str = ""
    formula: str = RATIO
    population: dict[str, Any] = field(default_factory=dict)
    accepted: dict[str, Any] = field(default_factory=dict)
    score: dict[str, Any] | None = None
    direction: str = Definition.Direction.UP
    measure: str = Definition.Measure.PERSONS
    data_source: str = ""
    verifier: str = ""
    document: str = ""
    is_template: bool = False
    valid_from: dt.date | None = None
    based_on: int = 0

    def as_definition(self) -> Definition:
        """Return an unsaved version that says the same, for counting with it."""
        facts = {name: copy.deepcopy(getattr(self, name)) for name in FIELDS}
        return Definition(version=self.based_on + 1, valid_from=self.valid_from or today(), **facts)


# What a new version takes over from the one before.
FIELDS = tuple(
    name for name in Draft.__dataclass_fields__ if name not in ("valid_from", "based_on")
)


def draft_of(definition: Definition, valid_from: dt.date | None = None) -> Draft:
    """Return a draft of the next version, saying what ``definition`` says."""
    facts = {name: copy.deepcopy(getattr(definition, name)) for name in FIELDS}
    return Draft(**facts, valid_from=valid_from, based_on=definition.version)
