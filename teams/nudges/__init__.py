"""Reminders: humane rules, the platform's own schedule, and the leader's one tap."""

from teams.nudges.before_class import remind_of_classes
from teams.nudges.history import last_nudges
from teams.nudges.sending import NotSent, nudge_everybody, nudge_member
from teams.nudges.stopping import stop_token, stopper
from teams.nudges.weekly import send_digests
from teams.nudges.wording import TEMPLATES

__all__ = [
    "TEMPLATES",
    "NotSent",
    "last_nudges",
    "nudge_everybody",
    "nudge_member",
    "remind_of_classes",
    "send_digests",
    "stop_token",
    "stopper",
]
