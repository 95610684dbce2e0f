"""What a learner is shown of a quiz."""

import json

from courses.activities.contract import Json, Weight
from courses.activities.questions import serve_question, show_questions, split_questions

_SECONDS_A_QUESTION = 30


def split_quiz(value: Json) -> tuple[Json, Json]:
    """Return (public part, keys by question) of ``{"title", "questions"}``."""
    publics, keys = split_questions(value.get("questions") or [])
    return {"title": str(value.get("title") or ""), "questions": publics}, {"items": keys}


def serve_quiz(public: Json, seed: int) -> Json:
    """Return the author's order of questions with options in the order of ``seed``."""
    return {"items": [serve_question(question, seed) for question in public["questions"]]}


def quiz_data(public: Json, served: Json | None) -> Json:
    """Return what the page and any other player need."""
    order = serve_quiz(public, 0) if served is None else served
    return {"title": public["title"], "questions": show_questions(public["questions"], order)}


def quiz_weight(public: Json) -> Weight:
    """Return the quiz's cost."""
    size = len(json.dumps(public, ensure_ascii=False).encode())
    return Weight(bytes=size, seconds=_SECONDS_A_QUESTION * len(public["questions"]))
