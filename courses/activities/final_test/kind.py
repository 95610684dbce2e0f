"""The final test as an activity type."""

from typing import Any

from courses.activities.contract import CompletionRule, Graded, Json, OfflineMode, Weight
from courses.activities.final_test.grade import grade_test
from courses.activities.final_test.learner import serve_test, split_test, test_data, test_weight
from courses.activities.questions import (
    paper_questions,
    question_statistics,
    spoken_questions,
)


class FinalTest:
    """Graded by the server, keys and feedback never shown: what an award stands on."""

    kind = "final_test"
    version = 1
    completion_rule: CompletionRule = "correct"
    offline_mode: OfflineMode = "online_only"
    evidence_grade_max = 2

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (questions with their skills and how many to draw, keys by question)."""
        return split_test(value)

    def serve(self, public: Json, seed: int) -> Json:
        """Return the questions drawn for ``seed``, options shuffled."""
        return serve_test(public, seed)

    def learner_data(self, public: Json, served: Json | None) -> Json:
        """Return the drawn questions in the served order; before a draw there is nothing to see."""
        return test_data(public, served)

    def grade(self, key: Json, served: Json, response: Any) -> Graded:
        """Return points over the served questions, without feedback."""
        return grade_test(key, served, response)

    def spoken_text(self, public: Json) -> str:
        """Return questions and options."""
        return spoken_questions(public["questions"])

    def paper_form(self, public: Json) -> list[str]:
        """Return questions and boxes."""
        return paper_questions(public["questions"])

    def skills(self, public: Json) -> list[str]:
        """Return the skills that the bank's questions belong to."""
        return sorted({question["skill"] for question in public["questions"]} - {""})

    def facts(self, public: Json) -> list[Json]:
        """Return nothing: claims stand in the lessons' fact blocks."""
        return []

    def weight(self, public: Json) -> Weight:
        """Return the bytes of the questions of one draw, and a minute each."""
        return test_weight(public)

    def statistics(self, results: list[Json]) -> Json:
        """Return per question how often it was right."""
        return question_statistics(results)
