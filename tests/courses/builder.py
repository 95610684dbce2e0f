"""A tiny course written straight into its edition: two lessons, a quiz, a task and a bank."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, Revision

from courses.activities import activity_type
from courses.models import CourseFamily, Edition, EditionItem, EditionPage, Run
from courses.questions import question_kind

NAMESPACE = uuid.UUID("6f1c2ad6-3a0d-4a53-8a34-1f3f2a4c9d11")


def key_of(text: str) -> uuid.UUID:
    """Return a page key that is the same in every edition."""
    return uuid.uuid5(NAMESPACE, text)


def single(key: str, right: str = "a") -> dict:
    """Return a question with one right option."""
    options = [
        {"key": name, "text": f"Đáp án {name} của {key}", "feedback": f"Góp ý {name} {key}"}
        for name in "abc"
    ]
    for option in options:
        option["correct"] = option["key"] == right
    explanation = f"Giải thích {key}"
    return {
        "key": key,
        "kind": "single",
        "prompt": f"Câu hỏi {key}?",
        "options": options,
        "explanation": explanation,
    }


def multiple(key: str) -> dict:
    """Return a question with two right options of four."""
    options = [
        {"key": name, "text": f"Lựa chọn {name}", "correct": name in "ab", "feedback": f"Về {name}"}
        for name in "abcd"
    ]
    return {"key": key, "kind": "multiple", "prompt": f"Những câu nào {key}?", "options": options}


def true_false(key: str, answer: bool = True) -> dict:
    """Return a statement."""
    said = {"feedback_true": "Bạn nói đúng là đúng", "feedback_false": "Bạn nói là sai"}
    return {
        "key": key,
        "kind": "true_false",
        "prompt": f"Ấy là thế {key}",
        "answer": answer,
        **said,
    }


def order(key: str) -> dict:
    """Return four steps in their right order."""
    items = [{"key": name, "text": f"Bước {name}"} for name in "abcd"]
    return {"key": key, "kind": "order", "prompt": f"Xếp thứ tự {key}", "items": items}


def right_answer(key: dict) -> object:
    """Return the wholly right answer to a question with this key."""
    return key["right"][0] if key["kind"] == "single" else key["right"]


@dataclass
class TinyCourse:
    """What the builder made."""

    family: CourseFamily
    run: Run
    edition: Edition
    slug: str
    lesson_keys: list[uuid.UUID] = field(default_factory=list)
    course_key: uuid.UUID | None = None
    quiz_id: str = "luyen-tap"
    task_id: str = "viec-can-lam"

    def quiz_key(self, item: str) -> dict:
        """Return the key of a practice question of the first lesson."""
        page = EditionPage.objects.get(edition=self.edition, page_key=self.lesson_keys[0])
        return page.keys[self.quiz_id]["items"][item]

    def bank_key(self, item: str) -> dict:
        """Return the key of a question of the bank."""
        return EditionItem.objects.get(edition=self.edition, item_key=item).key


def tiny_course(slug: str = "khoa-nho", title: str = "Khoá nhỏ về bảo mật", **rules) -> TinyCourse:
    """Return a released course of two lessons and a bank of twelve questions."""
    course_key = key_of(slug)
    family = CourseFamily.objects.create(key=course_key, slug=slug, title=title)
    run = Run.objects.create(family=family, name=title, opens_on=dt.date(2025, 1, 1))
    made = TinyCourse(family, run, edition(family, title, **rules), slug, course_key=course_key)
    made.lesson_keys = [key_of(f"{slug}/bai-{n}") for n in (1, 2)]
    return made


def edition(family: CourseFamily, title: str, *, number: int = 1, **rules) -> Edition:
    """Release an edition of the family."""
    slug = family.slug
    lessons = [key_of(f"{slug}/bai-{n}") for n in (1, 2)]
    frozen = {
        "version": 1,
        "pass_percent": 80,
        "questions": 5,
        "attempts": 3,
        "pause_hours": 24,
        "valid_months": None,
        "lessons": [str(key) for key in lessons],
        "counting": [[str(lessons[0]), "luyen-tap", "quiz", 1]],
        "course_key": str(family.key),
        **rules,
    }
    made = Edition.objects.create(
        family=family,
        number=number,
        change=Edition.Change.FIRST if number == 1 else Edition.Change.GRADING,
        rules=frozen,
        sha256=uuid.uuid4().hex * 2,
        released_at=timezone.now(),
    )
    _pages(made, title, lessons)
    _bank(made)
    return made


def _pages(made: Edition, title: str, lessons: list[uuid.UUID]) -> None:
    slug = made.family.slug
    facts = {
        "summary": "Giữ kín mã OTP và mật khẩu",
        "audience": "Mọi người",
        "outcomes": ["Bạn nhận ra cuộc gọi giả danh", "Bạn đặt được mật khẩu"],
        "minutes": 20,
        "gives": "Giấy chứng nhận",
        "drawing": {},
        "competences": ["4.2"],
    }
    module = key_of(f"{slug}/chuong")
    _page(made, "course", key_of(slug), None, 0, slug, title, facts=facts)
    _page(made, "module", module, key_of(slug), 1, "chuong", "Chương một")
    quiz = {"title": "Thử xem", "questions": [single("q1"), true_false("q2"), order("q3")]}
    task = {"title": "Việc cần làm", "html": "<p>Mở máy</p>", "steps": ["Bước một"], "minutes": 3}
    public, key = activity_type("quiz").split(quiz)
    body = [
        {"type": "text", "id": "mo-dau", "value": {"html": "<p>Chào bạn, mật khẩu là gì?</p>"}},
        {"type": "task", "id": "viec-can-lam", "value": activity_type("task").split(task)[0]},
        {"type": "quiz", "id": "luyen-tap", "value": public},
    ]
    told = {"minutes": 4, "objectives": ["Bạn biết mật khẩu"], "drawing": {}}
    keys = {"luyen-tap": key}
    _page(
        made, "lesson", lessons[0], module, 2, "bai-1", "Bài một", facts=told, body=body, keys=keys
    )
    _page(made, "lesson", lessons[1], module, 3, "bai-2", "Bài hai", facts=told, body=body[:1])


def _bank(made: Edition) -> None:
    questions = [single(f"b{n:02}") for n in range(9)] + [multiple("b09"), true_false("b10")]
    for place, value in enumerate([*questions, order("b11")]):
        public, key = question_kind(value["kind"]).split(value)
        EditionItem.objects.create(
            edition=made,
            language="vi",
            item_key=value["key"],
            kind=value["kind"],
            skill=f"ky-nang-{place % 3}",
            public=public,
            key=key,
            sha256="0" * 64,
        )


def _page(made, kind, page_key, parent_key, position, slug, title, facts=None, body=(), keys=None):
    root = Page.objects.first()
    revision = Revision.objects.create(
        content_type=ContentType.objects.get_for_model(Page),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(root.pk),
        content={},
        created_at=timezone.now(),
    )
    EditionPage.objects.create(
        edition=made,
        language="vi",
        page_key=page_key,
        parent_key=parent_key,
        kind=kind,
        position=position,
        slug=slug,
        title=title,
        facts=facts or {},
        body=list(body),
        keys=keys or {},
        sha256="0" * 64,
        revision=revision,
    )
