"""What the pages of assessing say: conditions, marks and flags in the reader's language."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teams.assessing import Condition, Drift, Rubric
from teams.assessing.drift import APART_FLAG, BURST_FLAG, DENIED_FLAG, PAIR_FLAG
from teams.assessing.standing import COURSE, WATCHED
from teams.models import Mark, Observation

CHIPS = {Mark.ALONE: "done", Mark.HINT: "doing", Mark.NOT_YET: "todo"}


def condition_line(condition: Condition, courses: Iterable[str]) -> dict:
    """Return one condition as the page shows it: what it is, and what is to be done."""
    until = ""
    if condition.until is not None:
        until = _("until %(day)s") % {"day": date_format(condition.until, "SHORT_DATE_FORMAT")}
    if condition.code == COURSE:
        title = _("A certificate of a course for teams")
        todo = _("Pass one of these courses: %(courses)s.") % {"courses": "; ".join(courses)}
    elif condition.code == WATCHED:
        title = ngettext(
            "Watched %(have)s of %(need)s time by another assessor",
            "Watched %(have)s of %(need)s times by another assessor",
            condition.need,
        ) % {"have": condition.have, "need": condition.need}
        todo = _("Ask an assessor of your commune, or a trainer, to sit with you while you assess.")
    else:
        title = _("A commune in which you work")
        todo = _("Ask the commune's officer to put you on the roster of a team.")
    return {
        "title": title,
        "is_met": condition.is_met,
        "todo": "" if condition.is_met else todo,
        "until": until,
    }


def mark_lines(observation: Observation, rubric: Rubric | None) -> list[dict]:
    """Return the rubric's lines with the marks that were given."""
    return [
        {
            "text": line.text,
            "label": Mark(observation.marks[line.code]).label,
            "chip": CHIPS[Mark(observation.marks[line.code])],
        }
        for line in (rubric.lines if rubric else ())
        if line.code in observation.marks
    ]


def state_of(observation: Observation, *, is_withdrawn: bool = False) -> tuple[str, str]:
    """Return (chip, words) for where an observation stands."""
    if is_withdrawn:
        return "void", _("taken back by the assessor")
    answer = getattr(observation, "answer", None)
    if answer is None:
        return "doing", _("waits for the learner's word")
    if answer.is_confirmed:
        return "done", _("confirmed by the learner")
    return "void", _("the learner says it isn't right")


def drift_flags(line: Drift) -> list[str]:
    """Return why one would assess together with somebody, in plain words."""
    said = {
        APART_FLAG: _("marks differ much from everybody else's"),
        PAIR_FLAG: _("more than half with one learner"),
        BURST_FLAG: _("%(count)s within an hour") % {"count": line.burst},
        DENIED_FLAG: ngettext(
            "%(count)s denied by the learner", "%(count)s denied by learners", line.denied
        )
        % {"count": line.denied},
    }
    return [said[flag] for flag in line.flags]
