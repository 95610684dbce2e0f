"""The pages of lists of people: sent in, columns, preview and receipt, lines to look at."""

from people.views.rosters.desk import (
    roster,
    roster_apply,
    roster_columns,
    roster_drop,
    roster_rejected,
    rosters,
)
from people.views.rosters.queue import roster_line, roster_queue

__all__ = [
    "roster",
    "roster_apply",
    "roster_columns",
    "roster_drop",
    "roster_line",
    "roster_queue",
    "roster_rejected",
    "rosters",
]
