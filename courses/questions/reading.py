"""Reads what every kind of question has in common from the author's value."""

from typing import Any

from courses.questions.arrange import opaque
from courses.questions.kind import BadQuestion, Json

KEY_VERSION = 1


def question_head(value: Json) -> Json:
    """Return key, kind and prompt.

    Raises:
        BadQuestion: ``no_key`` or ``no_prompt``.
    """
    key = _text(value, "key")
    if not key:
        raise BadQuestion("no_key", "a question needs a key")
    prompt = _text(value, "prompt")
    if not prompt:
        raise BadQuestion("no_prompt", f"question {key} asks nothing")
    return {"key": key, "kind": _text(value, "kind"), "prompt": prompt}


def options_of(value: Json, name: str = "options") -> list[Json]:
    """Return the author's options with an opaque key each, in the author's order.

    Raises:
        BadQuestion: ``few_options``, ``option_without_text`` or ``same_option_twice``.
    """
    key = _text(value, "key")
    given = value.get(name)
    rows = given if isinstance(given, list) else []
    if len(rows) < 2:
        raise BadQuestion("few_options", f"question {key} needs two options or more")
    options = [_option(key, row) for row in rows]
    for field in ("key", "text"):
        if len({option[field] for option in options}) < len(options):
            raise BadQuestion("same_option_twice", f"question {key} has an option twice")
    return options


def texts_of(options: list[Json]) -> list[Json]:
    """Return key and text of ``options``, ordered by the opaque key, which tells nothing."""
    rows = [{"key": option["key"], "text": option["text"]} for option in options]
    return sorted(rows, key=lambda row: row["key"])


def explanation_of(value: Json) -> str:
    """Return what is told after the answer, right or wrong."""
    return _text(value, "explanation")


def option_keys_of(public: Json) -> list[str]:
    """Return the keys of a question's options."""
    return [option["key"] for option in public.get("options", [])]


def text_of(value: Json, name: str) -> str:
    """Return an optional text of the author's value."""
    return _text(value, name)


def _option(question: str, row: Any) -> Json:
    if not isinstance(row, dict) or not _text(row, "key") or not _text(row, "text"):
        raise BadQuestion("option_without_text", f"question {question} has an empty option")
    return {
        "key": opaque(question, _text(row, "key")),
        "text": _text(row, "text"),
        "correct": bool(row.get("correct")),
        "feedback": _text(row, "feedback"),
    }


def _text(value: Json, name: str) -> str:
    found = value.get(name)
    return "" if found is None else str(found).strip()
