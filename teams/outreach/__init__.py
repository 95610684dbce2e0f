"""Outreach: a visit in two taps, citizens known by pseudonym, improbable rows held.

Owns the rows of visits. A visit is never evidence of training.
"""

from teams.outreach.access import hamlets_of, is_member, standing, visits_seen
from teams.outreach.handles import handle_of_name, handle_of_phone
from teams.outreach.households import Coverage, coverage, set_households
from teams.outreach.logging import NewVisit, correct_visit, log_visit
from teams.outreach.ruling import bursts, rule, rule_all, waiting
from teams.outreach.sums import Sums, month_rows, sums_by_team, sums_of
from teams.outreach.topics import Topic, topic_of, topics

__all__ = [
    "Coverage",
    "NewVisit",
    "Sums",
    "Topic",
    "bursts",
    "correct_visit",
    "coverage",
    "hamlets_of",
    "handle_of_name",
    "handle_of_phone",
    "is_member",
    "log_visit",
    "month_rows",
    "rule",
    "rule_all",
    "set_households",
    "standing",
    "sums_by_team",
    "sums_of",
    "topic_of",
    "topics",
    "visits_seen",
    "waiting",
]
