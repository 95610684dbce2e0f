"""What remains to complete a course: the same gates for the learner and for the auditor."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.activities import activity_type
from courses.activities.registry import UnknownKind
from courses.learning.scores import Score, best_test, scores_of
from courses.models import Enrolment, LessonDone
from courses.queries import percent_of

SEEN, ATTEMPTED, UNKNOWN = "seen", "attempted", "unknown"


@dataclass(frozen=True)
class Gate:
    """One condition: how much of it is there, whether it is met, and in plain words."""

    code: str
    done: bool
    have: float
    need: float
    words: str

    def as_json(self) -> dict[str, Any]:
        """Return what is kept with a completion."""
        return asdict(self)


@dataclass(frozen=True)
class Checklist:
    """All gates in order; complete when all are met, never without lessons or without a test."""

    gates: list[Gate]
    percent: int
    is_complete: bool
    best: Score | None
    lessons_done: frozenset[str]
    # (page key, block id) of the exercises that are still to be answered.
    open_activities: list[tuple[str, str]]

    @property
    def remaining(self) -> list[Gate]:
        """Return the gates that are not met."""
        return [gate for gate in self.gates if not gate.done]


def checklist(enrolment: Enrolment) -> Checklist:
    """Return where the learner stands on the edition of their enrolment; two queries."""
    rules = enrolment.edition.rules
    lessons = [str(key) for key in rules.get("lessons") or []]
    finished = {
        str(key)
        for key in LessonDone.objects.filter(enrolment=enrolment).values_list("page_key", flat=True)
    }
    scores = scores_of(enrolment)
    best = best_test(scores)
    # What only wants to be seen is met by finishing its lesson, which has its own gate.
    counting = [row for row in rules.get("counting") or [] if _rule(row) != SEEN]
    waiting = [(str(row[0]), str(row[1])) for row in counting if not _is_satisfied(row, scores)]
    gates = [
        _lessons_gate(lessons, finished),
        *_activities_gate(len(counting), len(waiting)),
        _test_gate(rules, best),
    ]
    passed = bool(best and best.passed)
    is_complete = all(gate.done for gate in gates)
    done = len(finished.intersection(lessons))
    percent = percent_of(done, len(lessons), test_passed=passed, is_complete=is_complete)
    return Checklist(gates, percent, is_complete, best, frozenset(finished), waiting)


def _lessons_gate(lessons: list[str], finished: set[str]) -> Gate:
    have, need = len(finished.intersection(lessons)), len(lessons)
    left = need - have
    if need and not left:
        words = _("You have finished all lessons.")
    else:
        words = ngettext(
            "%(count)s lesson left to finish.", "%(count)s lessons left to finish.", left
        ) % {"count": left}
    return Gate("lessons", need > 0 and left == 0, have, need, words)


def _activities_gate(need: int, left: int) -> list[Gate]:
    if not need:
        return []
    if left:
        words = ngettext(
            "%(count)s exercise left to answer.", "%(count)s exercises left to answer.", left
        ) % {"count": left}
    else:
        words = _("You have answered all exercises.")
    return [Gate("activities", left == 0, need - left, need, words)]


def _rule(row: list[Any]) -> str:
    """Return when the activity counts as done; nobody is let through by what we can't judge."""
    try:
        return activity_type(row[2], row[3]).completion_rule
    except UnknownKind:
        return UNKNOWN


def _is_satisfied(row: list[Any], scores: list[Score]) -> bool:
    page_key, block_id = str(row[0]), str(row[1])
    mine = [s for s in scores if str(s.page_key) == page_key and s.block_id == block_id]
    rule = _rule(row)
    if rule == ATTEMPTED:
        return bool(mine)
    return rule != UNKNOWN and any(score.passed for score in mine)


def _test_gate(rules: dict[str, Any], best: Score | None) -> Gate:
    needed = rules.get("pass_percent") or 100
    have = best.percent if best else 0.0
    passed = bool(rules.get("questions") and best and best.passed)
    if passed:
        words = _("You have passed the final test.")
    elif best:
        words = _("Final test: your best so far is %(have)s of 100, you need %(need)s.") % {
            "have": int(have),
            "need": needed,
        }
    else:
        words = _("Final test: you need %(need)s of 100.") % {"need": needed}
    return Gate("final_test", passed, round(have, 2), needed, words)
