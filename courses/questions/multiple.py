"""Two or more right options among several."""

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


class Multiple:
    """The answer is a list of option keys.

    Partial credit: (right ones chosen − wrong ones chosen) / right ones, never below 0. Choosing
    everything or guessing therefore earns nothing.
    """

    kind = "multiple"
    version = 1

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (public part, key).

        Raises:
            BadQuestion: ``few_right`` or ``all_right`` besides those of reading.
        """
        head = question_head(value)
        options = options_of(value)
        right = [option["key"] for option in options if option["correct"]]
        if len(right) < 2:
            raise BadQuestion("few_right", f"question {head['key']} needs two right options")
        if len(right) == len(options):
            raise BadQuestion("all_right", f"question {head['key']} has no wrong option")
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
        """Return the share of right options chosen, less the wrong ones."""
        given = answer if isinstance(answer, list) else []
        known = key["feedback"]
        chosen = {option for option in given if isinstance(option, str) and option in known}
        right = set(key["right"])
        share = max(0, len(chosen & right) - len(chosen - right)) / len(right)
        told = [known[option] for option in sorted(chosen) if known[option]]
        return Mark(share=share, feedback=told, explanation=key["explanation"])
