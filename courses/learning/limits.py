"""How often a final test may be taken: some attempts, then a pause, then as many again."""

import datetime as dt
from dataclasses import dataclass

from courses.bank.draw import FINAL_TEST
from courses.models import Attempt, Enrolment


@dataclass(frozen=True)
class Allowance:
    """What a learner may still do: attempts left in this round, and from when, if not now."""

    left: int
    per_round: int
    not_before: dt.datetime | None = None

    @property
    def is_open(self) -> bool:
        """Return whether an attempt may begin now."""
        return self.not_before is None


def allowance(enrolment: Enrolment, at: dt.datetime) -> Allowance:
    """Return how many attempts of the final test are left at ``at``.

    Rounds are counted over submitted attempts; one that is open has used nothing up yet.
    """
    rules = enrolment.edition.rules
    per_round = max(1, rules.get("attempts") or 3)
    pause = dt.timedelta(hours=rules.get("pause_hours") or 0)
    graded = list(
        Attempt.objects.filter(enrolment=enrolment, kind=FINAL_TEST, results__revision=1)
        .order_by("results__graded_at")
        .values_list("results__graded_at", flat=True)
    )
    used = len(graded) % per_round
    if graded and used == 0:
        reopens = graded[-1] + pause
        if at < reopens:
            return Allowance(left=0, per_round=per_round, not_before=reopens)
    return Allowance(left=per_round - used, per_round=per_round)
