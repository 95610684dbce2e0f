"""What a learner is shown of the final test."""

import json

from courses.activities.contract import Json, Weight
from courses.activities.final_test.draw import draw_keys, skills_by_key
from courses.activities.questions import serve_question, show_questions, split_questions

_SECONDS_A_QUESTION = 60


def split_test(value: Json) -> tuple[Json, Json]:
    """Return (public part, keys) of ``{"questions": [… with "skill"], "count"}``."""
    given = value.get("questions") or []
    publics, keys = split_questions(given)
    skilled = [
        {**public, "skill": str(question.get("skill") or "")}
        for public, question in zip(publics, given, strict=True)
    ]
    count = int(value.get("count") or len(publics))
    return {"questions": skilled, "count": count}, {"items": keys}


def serve_test(public: Json, seed: int) -> Json:
    """Return the questions that ``seed`` draws."""
    known = {question["key"]: question for question in public["questions"]}
    drawn = draw_keys(skills_by_key(public), seed, public["count"])
    return {"items": [serve_question(known[key], seed) for key in drawn]}


def test_data(public: Json, served: Json | None) -> Json:
    """Return the drawn questions, without the skill, which might hint at the answer."""
    return {"questions": show_questions(public["questions"], served or {})}


def test_weight(public: Json) -> Weight:
    """Return the test's cost: one draw of average questions."""
    count = min(public["count"], len(public["questions"]))
    size = len(json.dumps(public["questions"], ensure_ascii=False).encode())
    average = size // max(1, len(public["questions"]))
    return Weight(bytes=average * count, seconds=_SECONDS_A_QUESTION * count)
