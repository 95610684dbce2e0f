"""A small course in files, for loading."""

from pathlib import Path
from typing import Any

import yaml

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="270" viewBox="0 0 480 270">'
    '<rect width="480" height="270" fill="#0B6B5B"/></svg>'
)


def option(key: str, *, correct: bool = False) -> dict[str, Any]:
    return {"key": key, "text": f"Đáp án {key}", "correct": correct, "feedback": f"Vì {key}."}


def single(key: str, **extra: Any) -> dict[str, Any]:
    options = [option("a", correct=True), option("b"), option("c")]
    return {"key": key, "kind": "single", "prompt": f"Câu {key}?", "options": options, **extra}


def lesson(slug: str) -> dict[str, Any]:
    truth = {"key": "dung-sai", "kind": "true_false", "prompt": "Mã OTP cần giữ kín."}
    truth |= {"answer": True, "feedback_true": "Đúng.", "feedback_false": "Mã chỉ của bạn."}
    order = {"key": "thu-tu", "kind": "order", "prompt": "Xếp thứ tự."}
    order["items"] = [{"key": key, "text": f"Bước {key}"} for key in "abc"]
    return {
        "title": f"Bài {slug}",
        "slug": slug,
        "minutes": 4,
        "objectives": ["Bạn biết một điều", "Bạn làm được một việc"],
        "drawing": "drawings/canh.svg",
        "drawing_alt": "Một bác cầm điện thoại",
        "blocks": [
            {"type": "text", "id": "mo-dau", "body": "### Mở đầu\n\nBạn **giữ kín** mã.\n"},
            {
                "type": "fact",
                "id": "luat",
                "statement": "Luật có hiệu lực.",
                "source": "Luật số 1",
                "checked_on": _day("2026-11-23"),
                "recheck_on": _day("2027-02-23"),
            },
            {"type": "steps", "id": "buoc", "items": [{"text": "Mở máy"}, {"text": "Tìm"}]},
            {"type": "notice", "id": "nhac", "tone": "warning", "body": "Không đọc mã cho ai."},
            {"type": "term", "id": "tu", "term": "OTP", "meaning": "Mã dùng một lần."},
            {"type": "drawing", "id": "hinh", "file": "drawings/canh.svg", "alt": "Cảnh"},
            {"type": "task", "id": "viec", "title": "Thử", "steps": ["Mở **máy**"], "minutes": 3},
            {
                "type": "quiz",
                "id": "luyen-tap",
                "title": "Thử xem",
                "questions": [single("chon"), truth, order],
            },
        ],
    }


def files() -> dict[str, Any]:
    """Return the course's files by name, to be changed by a test before they are written."""
    return {
        "course.yaml": {
            "slug": "khoa-nho",
            "title": "Khoá nhỏ",
            "summary": "Một khoá học rất ngắn.",
            "audience": "Mọi người",
            "outcomes": ["Bạn biết một điều", "Bạn làm được một việc"],
            "minutes": 8,
            "gives": "Giấy chứng nhận",
            "drawing": "drawings/canh.svg",
            "competences": ["2.6"],
            "final_test": {"pool": "nho", "questions": 2},
            "modules": [
                {"slug": "mot", "title": "Chương một", "lessons": ["01-a", "02-b"]},
            ],
        },
        "lessons/01-a.yaml": lesson("bai-mot"),
        "lessons/02-b.yaml": lesson("bai-hai"),
        "bank.yaml": {
            "pool": "nho",
            "title": "Câu hỏi khoá nhỏ",
            "questions": [single(f"cau-{n}", skill="bao-mat") for n in range(1, 5)],
        },
    }


def write(folder: Path, given: dict[str, Any] | None = None) -> Path:
    """Write the files into ``folder`` and return it."""
    (folder / "drawings").mkdir(parents=True, exist_ok=True)
    (folder / "drawings" / "canh.svg").write_text(DRAWING, encoding="utf-8")
    for name, value in (given or files()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def english() -> dict[str, Any]:
    """Return the English words of the course's files by name."""

    def choice(key: str) -> dict[str, Any]:
        options = [
            {"key": name, "text": f"Answer {name}", "feedback": f"Because of {name}."}
            for name in "abc"
        ]
        return {"key": key, "prompt": f"Question {key}?", "options": options}

    def words(number: int) -> dict[str, Any]:
        truth = {"key": "dung-sai", "prompt": "An OTP is a secret."}
        truth |= {"feedback_true": "Right.", "feedback_false": "The code is yours alone."}
        items = [{"key": key, "text": f"Step {key}"} for key in "abc"]
        order = {"key": "thu-tu", "prompt": "Put in order.", "items": items}
        return {
            "title": f"Lesson {number}",
            "objectives": ["You know a thing", "You can do a thing"],
            "drawing_alt": "A woman with a phone",
            "blocks": [
                {"id": "mo-dau", "body": "### Opening\n\nYou **keep** the code.\n"},
                {"id": "luat", "statement": "The law is in force.", "source": "Law number 1"},
                {"id": "buoc", "items": [{"text": "Open the phone"}, {"text": "Search"}]},
                {"id": "nhac", "body": "Read the code to nobody."},
                {"id": "tu", "term": "OTP", "meaning": "A code for one use."},
                {"id": "hinh", "alt": "A view"},
                {"id": "viec", "title": "Try", "steps": ["Open **it**"]},
                {
                    "id": "luyen-tap",
                    "title": "Try this",
                    "questions": [choice("chon"), truth, order],
                },
            ],
        }

    return {
        "en/course.yaml": {
            "title": "A small course",
            "summary": "A very short course.",
            "audience": "Everybody",
            "outcomes": ["You know a thing", "You can do a thing"],
            "gives": "A certificate",
            "modules": [{"slug": "mot", "title": "Chapter one"}],
        },
        "en/lessons/01-a.yaml": words(1),
        "en/lessons/02-b.yaml": words(2),
        "en/bank.yaml": {"questions": [choice(f"cau-{n}") for n in range(1, 5)]},
    }


def _day(text: str) -> Any:
    return yaml.safe_load(text)
