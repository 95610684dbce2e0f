"""The quiz as an activity type."""

from typing import Any

from courses.activities.contract import CompletionRule, Graded, Json, OfflineMode, Weight
from courses.activities.questions import (
    paper_questions,
    question_statistics,
    spoken_questions,
)
from courses.activities.quiz.grade import grade_quiz
from courses.activities.quiz.learner import quiz_data, quiz_weight, serve_quiz, split_quiz


class Quiz:
    """Practice: having answered everything once completes it, right or wrong."""

    kind = "quiz"
    version = 1
    completion_rule: CompletionRule = "attempted"
    offline_mode: OfflineMode = "sealed"
    evidence_grade_max = 2

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (title and questions, keys by question)."""
        return split_quiz(value)

    def serve(self, public: Json, seed: int) -> Json:
        """Return all questions in the author's order, options shuffled."""
        return serve_quiz(public, seed)

    def learner_data(self, public: Json, served: Json | None) -> Json:
        """Return title and questions in the served order."""
        return quiz_data(public, served)

    def grade(self, key: Json, served: Json, response: Any) -> Graded:
        """Return points and feedback per served question."""
        return grade_quiz(key, served, response)

    def spoken_text(self, public: Json) -> str:
        """Return title, questions and options."""
        return "\n".join([public["title"], spoken_questions(public["questions"])])

    def paper_form(self, public: Json) -> list[str]:
        """Return title, questions and boxes."""
        return [public["title"], *paper_questions(public["questions"])]

    def skills(self, public: Json) -> list[str]:
        """Return nothing: a quiz exercises what its lesson teaches."""
        return []

    def facts(self, public: Json) -> list[Json]:
        """Return nothing: claims stand in fact blocks."""
        return []

    def weight(self, public: Json) -> Weight:
        """Return the bytes of its text, and half a minute a question."""
        return quiz_weight(public)

    def statistics(self, results: list[Json]) -> Json:
        """Return per question how often it was right."""
        return question_statistics(results)
