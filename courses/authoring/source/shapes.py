"""What each file and block must hold: checked before anything is written."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

from courses.questions import question_kind
from courses.questions.kind import BadQuestion

Json = dict[str, Any]
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
# Per block type: required entries, then optional ones (besides type and id).
BLOCKS: dict[str, tuple[set[str], set[str]]] = {
    "text": ({"body"}, set()),
    "steps": ({"items"}, {"title"}),
    "notice": ({"tone", "body"}, {"title"}),
    "term": ({"term", "meaning"}, set()),
    "drawing": ({"file", "alt"}, {"caption"}),
    "fact": ({"statement", "source", "checked_on", "recheck_on"}, {"valid_from", "url"}),
    "task": ({"title", "steps"}, {"body", "minutes"}),
    "quiz": ({"title", "questions"}, set()),
}
COURSE = (
    {"slug", "title", "summary", "outcomes", "minutes", "modules", "final_test"},
    {"audience", "gives", "drawing", "competences", "valid_months"},
)
LESSON = ({"title", "slug", "minutes", "blocks"}, {"objectives", "drawing", "drawing_alt"})
FINAL_TEST = ({"pool", "questions"}, {"pass_percent", "attempts", "pause_hours"})
DAYS = ("valid_from", "checked_on", "recheck_on")


def entries(value: Any, shape: tuple[set[str], set[str]]) -> Iterator[str]:
    """Say which entries are missing, and which nobody knows."""
    if not isinstance(value, dict):
        yield "must be a mapping"
        return
    required, optional = shape
    for name in sorted(name for name in required if value.get(name) in (None, "", [])):
        yield f"{name} is missing"
    for name in sorted(value.keys() - required - optional):
        yield f"{name} is not known here"


def block_faults(block: Any) -> Iterator[str]:
    """Say what is wrong with one block."""
    if not isinstance(block, dict) or block.get("type") not in BLOCKS:
        yield f"type must be one of {', '.join(BLOCKS)}"
        return
    if not SLUG.match(str(block.get("id", ""))):
        yield "id must be of small letters, digits and hyphens"
    rest = {name: value for name, value in block.items() if name not in ("type", "id")}
    yield from entries(rest, BLOCKS[block["type"]])
    check = _CHECKS.get(block["type"])
    if check:
        yield from check(block)


def question_faults(question: Any) -> Iterator[str]:
    """Say why a question can't be asked."""
    if not isinstance(question, dict) or not SLUG.match(str(question.get("key", ""))):
        yield "a question needs a key of small letters, digits and hyphens"
        return
    for option in question.get("options") or []:
        if isinstance(option, dict) and not option.get("feedback"):
            yield f"question {question['key']}: option {option.get('key')} has no feedback"
    try:
        question_kind(str(question.get("kind"))).split(question)
    except BadQuestion as error:
        yield str(error)


def _quiz(block: Json) -> Iterator[str]:
    questions = block.get("questions") or []
    for question in questions:
        yield from question_faults(question)
    keys = [question.get("key") for question in questions if isinstance(question, dict)]
    if len(keys) > len(set(keys)):
        yield "two questions have the same key"


def _fact(block: Json) -> Iterator[str]:
    for name in DAYS:
        if block.get(name) is not None and not isinstance(block[name], dt.date):
            yield f"{name} must be a day such as 2026-11-23"
    checked, again = block.get("checked_on"), block.get("recheck_on")
    if isinstance(checked, dt.date) and isinstance(again, dt.date) and again <= checked:
        yield "recheck_on must be after checked_on"


def _notice(block: Json) -> Iterator[str]:
    if block.get("tone") not in ("info", "tip", "warning"):
        yield "tone must be info, tip or warning"


def _steps(block: Json) -> Iterator[str]:
    for number, item in enumerate(block.get("items") or [], start=1):
        if not isinstance(item, dict) or not item.get("text"):
            yield f"item {number} needs a text"


_CHECKS: dict[str, Callable[[Json], Iterator[str]]] = {
    "quiz": _quiz,
    "fact": _fact,
    "notice": _notice,
    "steps": _steps,
}
