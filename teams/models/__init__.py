"""The teams floor's tables."""

from teams.models.assignments import Assignment
from teams.models.teams import TeamFounding, TeamHamlet

__all__ = ["Assignment", "TeamFounding", "TeamHamlet"]
