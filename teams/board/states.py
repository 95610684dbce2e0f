"""One state per member and course, and one per member: pure, and always exactly one."""

import datetime as dt
from dataclasses import dataclass

# In the order in which a leader can do something about them.
SILENT, TODO, DOING, DONE, NONE = "silent", "todo", "doing", "done", "none"
STATES = (SILENT, TODO, DOING, DONE, NONE)
SILENT_AFTER_DAYS = 14


@dataclass(frozen=True)
class Cell:
    """A member and a required course."""

    family_id: int
    title: str
    state: str
    lessons_done: int
    lessons_total: int
    due_on: dt.date | None
    is_late: bool
    active_at: dt.datetime | None
    certified_on: dt.date | None
    # The day from which the certificate no longer counts; None where it doesn't expire.
    expires_on: dt.date | None


def cell_state(*, certified: bool, started: bool) -> str:
    """Return the state of one course: a standing certificate counts, nothing else does."""
    if certified:
        return DONE
    return DOING if started else TODO


def member_state(cells: list[Cell], active_at: dt.datetime | None, now: dt.datetime) -> str:
    """Return the one state of a member.

    Done when every required course is certified. Who began and was not heard of for more than
    SILENT_AFTER_DAYS days is silent; a word from them makes them "doing" again.
    """
    if not cells:
        return NONE
    if all(cell.state == DONE for cell in cells):
        return DONE
    if all(cell.state == TODO for cell in cells):
        return TODO
    if active_at is None or days_since(active_at, now) > SILENT_AFTER_DAYS:
        return SILENT
    return DOING


def days_since(moment: dt.datetime, now: dt.datetime) -> int:
    """Return the whole days from ``moment`` to ``now``, never below nought."""
    return max(0, (now - moment).days)
