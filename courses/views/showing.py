"""Questions as templates need them: everything decided, nothing left to compute."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

RIGHT, PARTLY, WRONG = "right", "partly", "wrong"


@dataclass(frozen=True)
class OptionView:
    """One option; ``place`` is the number given to a step, empty before."""

    key: str
    text: str
    is_chosen: bool = False
    place: str = ""


@dataclass(frozen=True)
class FeedbackView:
    """What is said after an answer: ``tone`` is right, partly or wrong."""

    tone: str
    title: str
    lines: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class QuestionView:
    """One question on a page."""

    key: str
    kind: str
    prompt: str
    number: int
    options: tuple[OptionView, ...]
    places: tuple[str, ...] = ()
    is_answered: bool = False
    is_locked: bool = False
    feedback: FeedbackView | None = None
    error: str | Promise = ""


def question_view(
    shown: dict[str, Any],
    number: int,
    *,
    answer: Any = None,
    typed: dict[str, str] | None = None,
    feedback: dict[str, Any] | None = None,
    error: str | Promise = "",
    is_locked: bool = False,
) -> QuestionView:
    """Return the question ``shown`` (learner data) with what the learner said of it.

    Args:
        answer: the kept answer.
        typed: the numbers of an order question that couldn't be taken as an answer.
        feedback: of the grader; only in practice.
        is_locked: whether the answer stands and can only be read.
    """
    given = typed or _places(answer)
    options = tuple(
        OptionView(
            key=option["key"],
            text=option["text"],
            is_chosen=_is_chosen(answer, option["key"]),
            place=given.get(option["key"], ""),
        )
        for option in _options(shown)
    )
    return QuestionView(
        key=shown["key"],
        kind=shown["kind"],
        prompt=shown["prompt"],
        number=number,
        options=options,
        places=tuple(str(place) for place in range(1, len(options) + 1)),
        is_answered=answer is not None,
        is_locked=is_locked,
        feedback=_feedback(feedback) if feedback else None,
        error=error,
    )


def _options(shown: dict[str, Any]) -> list[dict[str, str]]:
    if shown["kind"] == "true_false":
        return [{"key": "true", "text": _("True")}, {"key": "false", "text": _("False")}]
    return shown["options"]


def _is_chosen(answer: Any, key: str) -> bool:
    if isinstance(answer, bool):
        return key == ("true" if answer else "false")
    return key in answer if isinstance(answer, list) else answer == key


def _places(answer: Any) -> dict[str, str]:
    given = answer if isinstance(answer, list) else []
    return {key: str(place) for place, key in enumerate(given, 1) if isinstance(key, str)}


def _feedback(found: dict[str, Any]) -> FeedbackView:
    if found["right"]:
        tone, title = RIGHT, _("That's right")
    elif found["share"] > 0:
        tone, title = PARTLY, _("Partly right")
    else:
        tone, title = WRONG, _("Not quite")
    return FeedbackView(tone, title, tuple(found["lines"]), found["explanation"])
