"""One definition, one day: a number, its parts, its past, and the persons behind every digit."""

from indicators.measure.changes import Changes, changes
from indicators.measure.count import CircularDefinition, UnknownIndicator, measure
from indicators.measure.derived import FORMULAS as DERIVED_FORMULAS
from indicators.measure.explain import Line, explain
from indicators.measure.names import PARTS, names, reasons
from indicators.measure.remarks import Remark, remarks
from indicators.measure.trend import trend
from indicators.measure.units import FORMULAS as UNIT_FORMULAS
from indicators.measure.village import FORMULAS as VILLAGE_FORMULAS

# Numbers that open no list: whom they are about is known by pseudonym, or through other numbers.
NAMELESS = VILLAGE_FORMULAS | DERIVED_FORMULAS

__all__ = [
    "DERIVED_FORMULAS",
    "NAMELESS",
    "PARTS",
    "UNIT_FORMULAS",
    "VILLAGE_FORMULAS",
    "Changes",
    "CircularDefinition",
    "Line",
    "Remark",
    "UnknownIndicator",
    "changes",
    "explain",
    "measure",
    "names",
    "reasons",
    "remarks",
    "trend",
]
