"""The duties of an activity type (the XBlock idea without its machinery; PEERS C5).

A type is pure: it gets values and a seed, and returns values. It may not touch a table, a request
or the clock, so that grading again is replay and a type can be tested without a database.
"""

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Json = dict[str, Any]
CompletionRule = Literal["seen", "attempted", "correct", "observed"]
OfflineMode = Literal["full", "sealed", "online_only"]


@dataclass(frozen=True)
class Graded:
    """What a response is worth.

    ``points`` lies in [0, ``max_points``]; ``feedback`` may be shown to the learner and holds what
    teaches, per item key; ``detail`` is kept with the result and never holds a key.
    """

    points: float
    max_points: float
    is_right: bool
    feedback: Json = field(default_factory=dict)
    detail: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Weight:
    """What an activity costs a learner: bytes besides the page, and seconds of attention."""

    bytes: int
    seconds: int


class ActivityType(Protocol):
    """One kind of interactive block. Instances are registered once and hold no state."""

    kind: str
    version: int
    completion_rule: CompletionRule
    offline_mode: OfflineMode
    # The highest grade of evidence (0–4) that this type's results may support.
    evidence_grade_max: int

    def split(self, value: Json) -> tuple[Json, Json]:
        """Return (public part, key) of the author's value; the public part holds no answer."""
        ...

    def serve(self, public: Json, seed: int) -> Json:
        """Return what is served for ``seed``: item keys and the order of options, to be kept."""
        ...

    def learner_data(self, public: Json, served: Json | None) -> Json:
        """Return the JSON that the page and any other player need, in the served order."""
        ...

    def grade(self, key: Json, served: Json, response: Any) -> Graded:
        """Return what ``response`` is worth.

        Total and deterministic: any JSON whatever gets a result, an empty one 0 points; items are
        those *served*, so a repeated or omitted item can't change the maximum.
        """
        ...

    def spoken_text(self, public: Json) -> str:
        """Return the text to be read aloud."""
        ...

    def paper_form(self, public: Json) -> list[str]:
        """Return the lines of a printed form for a class without signal."""
        ...

    def skills(self, public: Json) -> list[str]:
        """Return the codes of the competences that the activity exercises."""
        ...

    def facts(self, public: Json) -> list[Json]:
        """Return the claims it makes, each with source and the day to check again."""
        ...

    def weight(self, public: Json) -> Weight:
        """Return the activity's cost."""
        ...

    def statistics(self, results: list[Json]) -> Json:
        """Return what an author learns from the kept ``detail`` of many results."""
        ...
