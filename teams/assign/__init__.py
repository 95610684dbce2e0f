"""Which courses the members of a unit are asked to take."""

from teams.assign.courses import Required, assign, required_families, withdraw

__all__ = ["Required", "assign", "required_families", "withdraw"]
