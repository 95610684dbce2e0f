"""One right option among several."""

from typing import Any

from courses.questions.kind import BadQuestion, Json, Mark
from courses.questions.reading import (
    KEY_VERSION,
    explanation_of,
    option_keys_of,
    options_of,
    question_head,
    texts_of,
)


class Single:
    """The answer is the key of one option."""

    kind = "single"
    version = 1

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (public part, key).

        Raises:
            BadQuestion: ``not_one_right`` besides those of reading.
        """
        head = question_head(value)
        options = options_of(value)
        right = [option["key"] for option in options if option["correct"]]
        if len(right) != 1:
            raise BadQuestion("not_one_right", f"question {head['key']} needs one right option")
        key = {
            "kind": self.kind,
            "version": KEY_VERSION,
            "right": right,
            "feedback": {option["key"]: option["feedback"] for option in options},
            "explanation": explanation_of(value),
        }
        return {**head, "options": texts_of(options)}, key

    def option_keys(self, public: Json) -> list[str]:
        """Return the keys of the options."""
        return option_keys_of(public)

    def mark(self, key: Json, answer: Any) -> Mark:
        """Return 1 for the right option, else 0."""
        chosen = answer if isinstance(answer, str) else ""
        told = key["feedback"].get(chosen, "")
        return Mark(
            share=1.0 if chosen in key["right"] else 0.0,
            feedback=[told] if told else [],
            explanation=key["explanation"],
        )
