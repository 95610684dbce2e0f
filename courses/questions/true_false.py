"""A statement that is true or false."""

from typing import Any

from courses.questions.kind import BadQuestion, Json, Mark
from courses.questions.reading import KEY_VERSION, explanation_of, question_head, text_of

_SAID = {True: True, False: False, "true": True, "false": False}


class TrueFalse:
    """The answer is true or false, also as a word, as forms send it."""

    kind = "true_false"
    version = 1

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (public part, key).

        Raises:
            BadQuestion: ``no_answer`` besides those of reading.
        """
        head = question_head(value)
        if not isinstance(value.get("answer"), bool):
            raise BadQuestion("no_answer", f"question {head['key']} is neither true nor false")
        key = {
            "kind": self.kind,
            "version": KEY_VERSION,
            "right": value["answer"],
            "feedback": {
                "true": text_of(value, "feedback_true"),
                "false": text_of(value, "feedback_false"),
            },
            "explanation": explanation_of(value),
        }
        return head, key

    def option_keys(self, public: Json) -> list[str]:
        """Return nothing: true comes before false, always."""
        return []

    def mark(self, key: Json, answer: Any) -> Mark:
        """Return 1 when the answer is as the key says, else 0."""
        said = _SAID.get(answer) if isinstance(answer, str | bool) else None
        if said is None:
            return Mark(share=0.0, explanation=key["explanation"])
        told = key["feedback"]["true" if said else "false"]
        return Mark(
            share=1.0 if said is key["right"] else 0.0,
            feedback=[told] if told else [],
            explanation=key["explanation"],
        )
