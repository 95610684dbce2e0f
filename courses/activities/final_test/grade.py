"""What the answers of a final test are worth."""

from dataclasses import replace
from typing import Any

from courses.activities.contract import Graded, Json
from courses.activities.questions import grade_questions


def grade_test(key: Json, served: Json, response: Any) -> Graded:
    """Return points over the served questions; feedback would hand the bank to the next one."""
    return replace(grade_questions(key.get("items", {}), served, response), feedback={})
