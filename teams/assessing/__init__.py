"""Assessing: who may say that somebody can do a task, what they saw, what it is worth.

Owns observations and their confirmations. The right to assess is computed from certificates, from
having been watched, from territory and time; nobody can be made an assessor by a flag.
"""

from teams.assessing.colleagues import assessors_in
from teams.assessing.confirming import answer_observation
from teams.assessing.drift import Drift, drift
from teams.assessing.facts import (
    ready_for_check,
    standing_of,
    standing_of_user,
    waiting_for,
)
from teams.assessing.observing import NewObservation, observe
from teams.assessing.rubrics import Rubric, rubric_of, rubrics
from teams.assessing.rules import Rule, rule_on
from teams.assessing.standing import Condition, Facts, Standing, standing
from teams.assessing.watching import NewCheck, may_watch, watch
from teams.assessing.withdrawing import withdraw, withdrawn

__all__ = [
    "Condition",
    "Drift",
    "Facts",
    "NewCheck",
    "NewObservation",
    "Rubric",
    "Rule",
    "Standing",
    "answer_observation",
    "assessors_in",
    "drift",
    "may_watch",
    "observe",
    "ready_for_check",
    "rubric_of",
    "rubrics",
    "rule_on",
    "standing",
    "standing_of",
    "standing_of_user",
    "waiting_for",
    "watch",
    "withdraw",
    "withdrawn",
]
