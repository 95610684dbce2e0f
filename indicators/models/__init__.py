"""The indicators floor's tables."""

from indicators.models.cells import NOWHERE, Built, Cell, Mark, Tally
from indicators.models.definitions import Definition, Target

__all__ = ["NOWHERE", "Built", "Cell", "Definition", "Mark", "Tally", "Target"]
