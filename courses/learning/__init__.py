"""Learning: enrolments, answers, results, completions.

Owns every write about a learner. The server decides: it alone grades, from append-only answers.
Refuses what is out of time, out of turn or not served, with a sentence that says what to do.
"""

from courses.learning.attempts import answer, open_attempt
from courses.learning.checklist import Checklist, Gate, checklist
from courses.learning.complete import complete_if_due
from courses.learning.enrol import enrol
from courses.learning.places import finish_lesson, visit
from courses.learning.practice import practise, practise_again
from courses.learning.refusal import Refusal
from courses.learning.regrade import regrade
from courses.learning.resume import Resume, resume
from courses.learning.submit import submit

__all__ = [
    "Checklist",
    "Gate",
    "Refusal",
    "Resume",
    "answer",
    "checklist",
    "complete_if_due",
    "enrol",
    "finish_lesson",
    "open_attempt",
    "practise",
    "practise_again",
    "regrade",
    "resume",
    "submit",
    "visit",
]
