"""Classes in the village: opened, attended, vouched for.

Owns who was marked present and by which means. Whoever holds a class vouches for its list by
closing it; that alone never makes anybody count as trained.
"""

from teams.classes.access import classes_seen, may_hold, may_open_for
from teams.classes.attending import Attendee, attendees, mark, roster, take_off
from teams.classes.holding import call_off, close_class, open_class, reopen_class
from teams.classes.listing import ClassLine, class_of, classes_of, listed, open_on, state_of
from teams.classes.tokens import PERIOD_SECONDS, class_token, is_fresh

__all__ = [
    "PERIOD_SECONDS",
    "Attendee",
    "ClassLine",
    "attendees",
    "call_off",
    "class_of",
    "class_token",
    "classes_of",
    "classes_seen",
    "close_class",
    "is_fresh",
    "listed",
    "mark",
    "may_hold",
    "may_open_for",
    "open_class",
    "open_on",
    "reopen_class",
    "roster",
    "state_of",
    "take_off",
]
