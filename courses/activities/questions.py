"""What activities made of questions share: parting, serving and grading a list of them."""

from collections.abc import Iterable
from typing import Any

from courses.activities.contract import Graded, Json
from courses.questions import question_kind
from courses.questions.arrange import shuffled
from courses.questions.kind import BadQuestion


def split_questions(values: Iterable[Json]) -> tuple[list[Json], Json]:
    """Return (public questions, keys by item key).

    Raises:
        BadQuestion: ``same_key_twice`` or what a kind refuses.
    """
    publics: list[Json] = []
    keys: Json = {}
    for value in values:
        public, key = question_kind(str(value.get("kind"))).split(value)
        if public["key"] in keys:
            raise BadQuestion("same_key_twice", f"two questions are called {public['key']}")
        publics.append(public)
        keys[public["key"]] = key
    return publics, keys


def serve_question(public: Json, seed: int) -> Json:
    """Return what is kept of a served question: its key, kind and the order of its options."""
    options = question_kind(public["kind"]).option_keys(public)
    return {
        "key": public["key"],
        "kind": public["kind"],
        "options": shuffled(options, f"{seed}/{public['key']}"),
    }


def show_questions(publics: Iterable[Json], served: Json) -> list[Json]:
    """Return the served questions in the served order, options too; nothing else of them."""
    known = {public["key"]: public for public in publics}
    return [
        show_question(known[item["key"]], item)
        for item in served.get("items", [])
        if item["key"] in known
    ]


def show_question(public: Json, item: Json) -> Json:
    """Return one question for a browser, its options in the served order."""
    shown = {name: public[name] for name in ("key", "kind", "prompt")}
    texts = {option["key"]: option["text"] for option in public.get("options", [])}
    shown["options"] = [{"key": key, "text": texts[key]} for key in item["options"] if key in texts]
    return shown


def grade_questions(keys: Json, served: Json, response: Any) -> Graded:
    """Return what ``response`` (``{"answers": {item key: answer}}``) is worth.

    Every served item weighs 1, whether answered or not, and whatever else was sent.
    """
    answers = response.get("answers") if isinstance(response, dict) else None
    answers = answers if isinstance(answers, dict) else {}
    items = {item["key"]: item for item in served.get("items", []) if item["key"] in keys}
    points, detail, feedback = 0.0, {}, {}
    for name in items:
        mark = question_kind(keys[name]["kind"]).mark(keys[name], answers.get(name))
        points += mark.share
        detail[name] = {"points": mark.share, "max": 1, "right": mark.is_right}
        if name in answers:
            feedback[name] = {
                "right": mark.is_right,
                "share": mark.share,
                "lines": mark.feedback,
                "explanation": mark.explanation,
            }
    top = float(len(items))
    return Graded(
        points=min(points, top),
        max_points=top,
        is_right=bool(items) and all(row["right"] for row in detail.values()),
        feedback=feedback,
        detail=detail,
    )


def paper_questions(publics: Iterable[Json]) -> list[str]:
    """Return the printed form of questions: a line each, boxes before the options."""
    lines: list[str] = []
    for number, public in enumerate(publics, start=1):
        lines.append(f"{number}. {public['prompt']}")
        if public["kind"] == "true_false":
            lines += ["   □ Đúng", "   □ Sai"]
        lines += [f"   □ {option['text']}" for option in public.get("options", [])]
    return lines


def spoken_questions(publics: Iterable[Json]) -> str:
    """Return questions and options as text to be read aloud."""
    parts: list[str] = []
    for public in publics:
        parts.append(public["prompt"])
        parts += [option["text"] for option in public.get("options", [])]
    return "\n".join(parts)


def question_statistics(results: list[Json]) -> Json:
    """Return per item how often it was served, and how often it was right."""
    totals: Json = {}
    for detail in results:
        for name, row in detail.items():
            total = totals.setdefault(name, {"served": 0, "right": 0})
            total["served"] += 1
            total["right"] += bool(row.get("right"))
    return totals
