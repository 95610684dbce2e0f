"""The teams floor's tables."""

from teams.models.assessing import AssessorCheck, Mark, Observation, ObservationAnswer
from teams.models.assignments import Assignment
from teams.models.classes import Attendance, ClassSession, ClassTurn
from teams.models.counter import CounterHelp
from teams.models.hamlets import HamletHouseholds
from teams.models.joining import JoinRequest
from teams.models.nudges import Nudge
from teams.models.outreach import Visit, VisitCode, VisitConfirmation, VisitRuling
from teams.models.photos import VisitPhoto, VisitPhotoRemoval
from teams.models.reports import ReportTurn, TeamReport
from teams.models.teams import TeamFounding, TeamHamlet
from teams.models.today import CardAnswer, HelpRequest

__all__ = [
    "AssessorCheck",
    "Assignment",
    "Attendance",
    "CardAnswer",
    "ClassSession",
    "ClassTurn",
    "CounterHelp",
    "HamletHouseholds",
    "HelpRequest",
    "JoinRequest",
    "Mark",
    "Nudge",
    "Observation",
    "ObservationAnswer",
    "ReportTurn",
    "TeamFounding",
    "TeamHamlet",
    "TeamReport",
    "Visit",
    "VisitCode",
    "VisitConfirmation",
    "VisitPhoto",
    "VisitPhotoRemoval",
    "VisitRuling",
]
