"""What a quiz's answers are worth."""

from typing import Any

from courses.activities.contract import Graded, Json
from courses.activities.questions import grade_questions


def grade_quiz(key: Json, served: Json, response: Any) -> Graded:
    """Return points over the served questions, with feedback for those answered."""
    return grade_questions(key.get("items", {}), served, response)
