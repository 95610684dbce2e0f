"""Which courses the demo's members and officials are asked to take, and the teams' foundings."""

import datetime as dt

from courses.queries import families
from learn.demo.plan import COURSE, Places
from teams.assign import assign

SINCE = dt.date(2024, 9, 1)


def build(found: Places) -> None:
    """Ask all team members and officials of the province to take the course."""
    family = families([COURSE])[0]
    for category in ("team_member", "official"):
        assign(
            family=family,
            unit=found.province,
            category=category,
            since=SINCE,
            due_on=dt.date(2026, 12, 31),
            by=None,
        )
