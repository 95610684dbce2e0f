"""The founding of the demo's teams, and the courses that people are asked to take."""

import datetime as dt
import random

from courses.queries import families
from learn.demo.plan import COURSE, TEAMS_FOUNDED, Places
from teams.assign import assign
from teams.founding import Founding, found_teams

SINCE = dt.date(2024, 9, 1)
DUE = dt.date(2026, 12, 31)


def build(rng: random.Random, found: Places) -> None:
    """Found the teams, and ask all members and officials of the province to take the course."""
    found_teams(
        [
            Founding(
                team_id=team,
                decision_number=f"{rng.randrange(20, 180)}/QĐ-UBND",
                decided_on=TEAMS_FOUNDED + dt.timedelta(days=rng.randrange(0, 400)),
                hamlet_ids=[hamlet],
            )
            for team, hamlet in found.hamlets.items()
        ]
    )
    family = families([COURSE])[0]
    for category in ("team_member", "official"):
        assign(
            family=family,
            unit=found.province,
            category=category,
            since=SINCE,
            due_on=DUE,
            by=None,
        )
