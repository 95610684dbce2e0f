"""Which courses the members of a unit are asked to take."""

from teams.assign.courses import (
    Required,
    assign,
    merged,
    required_by_unit,
    required_families,
    required_of_persons,
    standing_assignments,
    withdraw,
)

__all__ = [
    "Required",
    "assign",
    "merged",
    "required_by_unit",
    "required_families",
    "required_of_persons",
    "standing_assignments",
    "withdraw",
]
