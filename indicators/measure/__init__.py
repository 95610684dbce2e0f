"""One definition, one day: a number, its parts, its past, and the persons behind every digit."""

from indicators.measure.changes import Changes, changes
from indicators.measure.count import UnknownIndicator, measure
from indicators.measure.explain import Line, explain
from indicators.measure.names import PARTS, names, reasons
from indicators.measure.remarks import Remark, remarks
from indicators.measure.trend import trend
from indicators.measure.units import FORMULAS as UNIT_FORMULAS
from indicators.measure.village import FORMULAS as VILLAGE_FORMULAS

__all__ = [
    "PARTS",
    "UNIT_FORMULAS",
    "VILLAGE_FORMULAS",
    "Changes",
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
