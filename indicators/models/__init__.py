"""The indicators floor's tables."""

from indicators.models.definitions import Definition, Target

__all__ = ["Definition", "Target"]
