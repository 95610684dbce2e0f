"""What a learner's word about a task is worth."""

from typing import Any

from courses.activities.contract import Graded, Json


def grade_task(response: Any) -> Graded:
    """Return 1 point for ``{"answers": {"done": true}}``, else 0."""
    answers = response.get("answers") if isinstance(response, dict) else None
    done = isinstance(answers, dict) and answers.get("done") is True
    detail: Json = {"done": {"points": float(done), "max": 1, "right": done}}
    return Graded(points=float(done), max_points=1.0, is_right=done, detail=detail)
