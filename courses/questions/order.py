"""Steps to be put in order."""

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


class Order:
    """The answer is the list of all items' keys in order.

    Partial credit: the share of items in their right absolute place; all of it only for all.
    """

    kind = "order"
    version = 1

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (public part, key); the author writes the items in their right order.

        Raises:
            BadQuestion: ``few_items`` besides those of reading.
        """
        head = question_head(value)
        items = options_of(value, "items")
        if len(items) < 3:
            raise BadQuestion("few_items", f"question {head['key']} needs three items or more")
        key = {
            "kind": self.kind,
            "version": KEY_VERSION,
            "right": [item["key"] for item in items],
            "explanation": explanation_of(value),
        }
        return {**head, "options": texts_of(items)}, key

    def option_keys(self, public: Json) -> list[str]:
        """Return the keys of the items, in no meaningful order."""
        return option_keys_of(public)

    def mark(self, key: Json, answer: Any) -> Mark:
        """Return the share of items in their right place."""
        right = key["right"]
        given = answer if isinstance(answer, list) and len(answer) <= len(right) else []
        placed = sum(said == meant for said, meant in zip(given, right, strict=False))
        return Mark(share=placed / len(right), explanation=key["explanation"])
