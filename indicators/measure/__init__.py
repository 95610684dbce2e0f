"""One definition, one day: a number, its parts, its past, and the persons behind every digit."""

from indicators.measure.count import UnknownIndicator, measure
from indicators.measure.names import PARTS, names, reasons
from indicators.measure.trend import trend

__all__ = ["PARTS", "UnknownIndicator", "measure", "names", "reasons", "trend"]
