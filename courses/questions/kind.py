"""What every kind of question can do. Pure: the same in the bank, in a quiz and in a regrade.

The author's value of a question (from a course file or the editor) is a mapping with ``key``,
``kind``, ``prompt`` and what the kind needs. ``split`` parts it into what a browser may see and
the key.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

Json = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """What one answer is worth: a share in [0, 1], and what to tell the learner."""

    share: float
    feedback: list[str] = field(default_factory=list)
    explanation: str = ""

    @property
    def is_right(self) -> bool:
        """Return whether the answer is wholly right."""
        return self.share >= 1.0


class BadQuestion(Exception):
    """An author's question can't be asked.

    ``code`` is stable and is translated where authors read it (courses.bank.reasons); the message
    says the same in English, for logs.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class QuestionKind(Protocol):
    """One kind of question."""

    kind: str
    # Rises when the meaning of a stored answer changes; a newer one than ours is refused.
    version: int

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (public part, key).

        Raises:
            BadQuestion: when it can't be answered rightly (no right option, two for a single …).
        """
        ...

    def option_keys(self, public: Json) -> list[str]:
        """Return the keys of what can be shuffled, in the author's order."""
        ...

    def mark(self, key: Json, answer: Any) -> Mark:
        """Return what ``answer`` is worth; total: any JSON whatever gets a mark."""
        ...
