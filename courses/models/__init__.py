"""The courses floor's tables."""

from courses.models.assistance import Assistance
from courses.models.attempts import Attempt, Response, Result
from courses.models.bank import BankQuestion, Pool
from courses.models.completions import Completion, LessonDone, Place
from courses.models.editions import Edition, EditionItem, EditionPage
from courses.models.enrolments import Enrolment, EnrolmentMove
from courses.models.families import CourseFamily, Run
from courses.models.pages import CataloguePage, CoursePage, LessonPage, ModulePage

__all__ = [
    "Assistance",
    "Attempt",
    "BankQuestion",
    "CataloguePage",
    "Completion",
    "CourseFamily",
    "CoursePage",
    "Edition",
    "EditionItem",
    "EditionPage",
    "Enrolment",
    "EnrolmentMove",
    "LessonDone",
    "LessonPage",
    "ModulePage",
    "Place",
    "Pool",
    "Response",
    "Result",
    "Run",
]
