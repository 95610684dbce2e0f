"""Blocks of the course files as StreamField data, with ids that are the same on every load."""

import uuid
from collections.abc import Callable
from typing import Any

from courses.authoring.source.text import plain, rich

Json = dict[str, Any]
# Everything a course file makes is named under this, so that keys are stable everywhere.
NAMESPACE = uuid.UUID("6f1a2d5c-7d0e-5c2b-9a58-3b1e0c4f7a75")


def key_of(*parts: str) -> uuid.UUID:
    """Return the lasting key of what ``parts`` name: a course, a lesson in it, a block …"""
    return uuid.uuid5(NAMESPACE, "/".join(parts))


def lesson_stream(blocks: list[Json], lesson: str, images: dict[str, int]) -> list[Json]:
    """Return a lesson's blocks as StreamField data.

    Args:
        blocks: as in the lesson's file, checked.
        lesson: the lesson's lasting name; block ids are made under it.
        images: primary keys of the course's pictures by file name.
    """
    return [
        {
            "type": block["type"],
            "id": str(key_of(lesson, block["id"])),
            "value": _MAKERS[block["type"]](block, f"{lesson}/{block['id']}", images),
        }
        for block in blocks
    ]


def question_stream(question: Json, name: str) -> list[Json]:
    """Return one question as StreamField data."""
    return [
        {
            "type": question["kind"],
            "id": str(key_of(name, question["key"])),
            "value": _question(question, f"{name}/{question['key']}"),
        }
    ]


def _listed(name: str, rows: list[Any]) -> list[Json]:
    return [
        {"type": "item", "id": str(key_of(name, str(number))), "value": row}
        for number, row in enumerate(rows, start=1)
    ]


def _text(block: Json, name: str, images: dict[str, int]) -> str:
    return rich(block["body"])


def _steps(block: Json, name: str, images: dict[str, int]) -> Json:
    rows = [
        {"text": rich(item["text"]), "note": plain(item.get("note"))} for item in block["items"]
    ]
    return {"title": plain(block.get("title")), "items": _listed(name, rows)}


def _notice(block: Json, name: str, images: dict[str, int]) -> Json:
    return {
        "tone": block["tone"],
        "title": plain(block.get("title")),
        "body": rich(block["body"]),
    }


def _term(block: Json, name: str, images: dict[str, int]) -> Json:
    return {"term": plain(block["term"]), "meaning": rich(block["meaning"])}


def _drawing(block: Json, name: str, images: dict[str, int]) -> Json:
    return {
        "image": images[block["file"]],
        "alt": plain(block["alt"]),
        "caption": plain(block.get("caption")),
    }


def _fact(block: Json, name: str, images: dict[str, int]) -> Json:
    days = {
        day: block[day].isoformat() if block.get(day) else None
        for day in ("valid_from", "checked_on", "recheck_on")
    }
    texts = {part: plain(block.get(part)) for part in ("statement", "source", "url")}
    return {**texts, **days}


def _task(block: Json, name: str, images: dict[str, int]) -> Json:
    return {
        "title": plain(block["title"]),
        "body": rich(block.get("body")),
        "steps": _listed(name, [rich(step) for step in block["steps"]]),
        "minutes": block.get("minutes", 3),
    }


def _quiz(block: Json, name: str, images: dict[str, int]) -> Json:
    questions = [row for question in block["questions"] for row in question_stream(question, name)]
    return {"title": plain(block["title"]), "questions": questions}


def _question(question: Json, name: str) -> Json:
    value: Json = {
        "key": question["key"],
        "prompt": plain(question["prompt"]),
        "explanation": plain(question.get("explanation")),
    }
    if question["kind"] == "true_false":
        value["answer"] = "true" if question["answer"] else "false"
        for part in ("feedback_true", "feedback_false"):
            value[part] = plain(question.get(part))
    elif question["kind"] == "order":
        rows = [{"key": row["key"], "text": plain(row["text"])} for row in question["items"]]
        value["items"] = _listed(name, rows)
    else:
        value["options"] = _listed(name, [_option(row) for row in question["options"]])
    return value


def _option(row: Json) -> Json:
    return {
        "key": str(row["key"]),
        "text": plain(row["text"]),
        "correct": bool(row.get("correct")),
        "feedback": plain(row.get("feedback")),
    }


_MAKERS: dict[str, Callable[[Json, str, dict[str, int]], Any]] = {
    "text": _text,
    "steps": _steps,
    "notice": _notice,
    "term": _term,
    "drawing": _drawing,
    "fact": _fact,
    "task": _task,
    "quiz": _quiz,
}
