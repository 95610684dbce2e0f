"""What attempts were worth: of an attempt the last revision, of a test the best attempt."""

import uuid
from dataclasses import dataclass

from courses.bank.draw import FINAL_TEST
from courses.models import Enrolment, Result


@dataclass(frozen=True)
class Score:
    """The standing result of one attempt."""

    attempt_id: uuid.UUID
    kind: str
    page_key: uuid.UUID
    block_id: str
    points: float
    max_points: float
    passed: bool

    @property
    def percent(self) -> float:
        """Return the points in percent, 0 to 100."""
        return min(100.0, 100 * self.points / self.max_points) if self.max_points else 0.0


def scores_of(enrolment: Enrolment) -> list[Score]:
    """Return the standing result of every attempt that was handed in; one query.

    What was answered with help isn't among them, unless the course's own rule counts it.
    """
    found = Result.objects.filter(attempt__enrolment=enrolment)
    if not enrolment.edition.rules.get("helped_counts"):
        found = found.filter(attempt__assistance__isnull=True)
    rows = found.order_by("revision").values_list(
        "attempt_id",
        "attempt__kind",
        "attempt__page_key",
        "attempt__block_id",
        "points",
        "max_points",
        "passed",
    )
    return list({row[0]: Score(*row) for row in rows}.values())


def best_test(scores: list[Score]) -> Score | None:
    """Return the best final test: a passed one before any other, then by percent."""
    tests = [score for score in scores if score.kind == FINAL_TEST]
    return max(tests, key=lambda score: (score.passed, score.percent), default=None)
