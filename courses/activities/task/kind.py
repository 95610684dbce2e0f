"""The task as an activity type."""

from typing import Any

from courses.activities.contract import CompletionRule, Graded, Json, OfflineMode, Weight
from courses.activities.task.grade import grade_task
from courses.activities.task.learner import (
    paper_task,
    split_task,
    spoken_task,
    task_data,
    task_weight,
)


class Task:
    """To have been seen completes it; whether it was done is the learner's own word (E0)."""

    kind = "task"
    version = 1
    completion_rule: CompletionRule = "seen"
    offline_mode: OfflineMode = "full"
    evidence_grade_max = 0

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (all of it, an empty key): there is nothing to hide."""
        return split_task(value)

    def serve(self, public: Json, seed: int) -> Json:
        """Return the one thing served: whether it is done."""
        return {"items": [{"key": "done", "kind": "done", "options": []}]}

    def learner_data(self, public: Json, served: Json | None) -> Json:
        """Return title, text, steps and minutes."""
        return task_data(public)

    def grade(self, key: Json, served: Json, response: Any) -> Graded:
        """Return 1 when the learner says that it is done."""
        return grade_task(response)

    def spoken_text(self, public: Json) -> str:
        """Return title, text and steps without markup."""
        return spoken_task(public)

    def paper_form(self, public: Json) -> list[str]:
        """Return title and steps, each with a box."""
        return paper_task(public)

    def skills(self, public: Json) -> list[str]:
        """Return nothing: a task exercises what its lesson teaches."""
        return []

    def facts(self, public: Json) -> list[Json]:
        """Return nothing: claims stand in fact blocks."""
        return []

    def weight(self, public: Json) -> Weight:
        """Return the bytes of its text, and the author's minutes."""
        return task_weight(public)

    def statistics(self, results: list[Json]) -> Json:
        """Return how often it was served and declared as done."""
        done = sum(bool(row.get("done", {}).get("right")) for row in results)
        return {"done": {"served": len(results), "right": done}}
