"""A learner who changes language in the middle of a course keeps every answer."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from courses.authoring.source import load
from courses.models import Attempt, Completion, EditionItem, EditionPage, Enrolment
from tests.courses.authoring import tiny_course
from tests.courses.builder import right_answer
from tests.courses.conftest import make_learner

ENROL = "/vi/khoa-hoc/khoa-nho/ghi-danh/"


@pytest.fixture
def learner(site: None, folder: Path, client: Client) -> Client:
    tiny_course.write(folder, {**tiny_course.files(), **tiny_course.english()})
    load(folder)
    client.force_login(make_learner("Nguyễn Thị Lan"))
    client.post(ENROL)
    return client


def read(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def lesson(language: str, slug: str) -> EditionPage:
    return EditionPage.objects.get(language=language, slug=slug)


def exercise(language: str, slug: str, kind: str) -> tuple[str, dict[str, Any]]:
    """Return where an exercise of a lesson takes answers, and its key."""
    page = lesson(language, slug)
    block = next(row for row in page.body if row["type"] == kind)
    enrolment = Enrolment.objects.get()
    address = f"/{language}/hoat-dong/{enrolment.pk}/{page.page_key}/{block['id']}/"
    return address, page.keys.get(block["id"], {}).get("items", {})


def form_for(key: str, keys: dict[str, Any]) -> dict[str, str]:
    right = right_answer(keys)
    form = {f"asked-{key}": "1"}
    if keys["kind"] == "order":
        return form | {f"place-{key}-{step}": str(n) for n, step in enumerate(right, 1)}
    if keys["kind"] == "true_false":
        right = "true" if right else "false"
    return form | {f"answer-{key}": right}


def answer_exercises(client: Client, language: str, slug: str, keys_wanted: list[str]) -> None:
    address, keys = exercise(language, slug, "quiz")
    for key in keys_wanted:
        assert client.post(address, form_for(key, keys[key])).status_code == 302


def test_an_answer_given_in_vietnamese_is_there_in_english(learner: Client) -> None:
    answer_exercises(learner, "vi", "bai-mot", ["chon"])
    page = read(learner, "/en/khoa-hoc/khoa-nho/bai/bai-mot/")
    assert "Lesson 1" in page
    assert "Because of a." in page
    assert "Vì a." not in page
    answer_exercises(learner, "en", "bai-mot", ["dung-sai", "thu-tu"])
    assert Attempt.objects.count() == 1
    page = read(learner, "/vi/khoa-hoc/khoa-nho/bai/bai-mot/")
    assert "Vì a." in page


def test_a_course_begun_in_one_language_is_completed_in_the_other(learner: Client) -> None:
    """Lessons, tasks and half of the final test in Vietnamese, the rest in English."""
    for slug, language in (("bai-mot", "vi"), ("bai-hai", "en")):
        answer_exercises(learner, language, slug, ["chon", "dung-sai", "thu-tu"])
        task, _keys = exercise(language, slug, "task")
        learner.post(task, {"asked-done": "1", "answer-done": "1"})
        learner.post(f"/{language}/khoa-hoc/khoa-nho/bai/{slug}/xong/")
    learner.post("/vi/khoa-hoc/khoa-nho/thi/bat-dau/", {"id": str(uuid.uuid4())})
    attempt = Attempt.objects.get(kind="final_test")
    for number, item in enumerate(attempt.served["items"], 1):
        language = "vi" if number % 2 else "en"
        path = f"/{language}/thi/{attempt.pk}/{number}/"
        shown = read(learner, path)
        assert ("Question cau-" if language == "en" else "Câu cau-") in shown
        key = EditionItem.objects.get(language=language, item_key=item["key"]).key
        learner.post(path, form_for(item["key"], key) | {"go": "next"})
    learner.post(f"/en/thi/{attempt.pk}/nop/")
    attempt.refresh_from_db()
    result = attempt.results.latest("revision")
    assert result.points == result.max_points
    assert Completion.objects.count() == 1


def test_the_place_to_go_on_is_the_same_in_both_languages(learner: Client) -> None:
    read(learner, "/vi/khoa-hoc/khoa-nho/bai/bai-hai/")
    page = read(learner, "/en/hoc-cua-toi/")
    assert "/en/khoa-hoc/khoa-nho/bai/bai-hai/" in page
    assert "Lesson 2" in page
    assert "A small course" in page


def test_a_text_in_another_language_than_the_page_says_so(learner: Client) -> None:
    """Screen readers and the reading voice go by it."""
    assert '<article class="stack lesson" lang="vi">' in read(
        learner, "/fr/khoa-hoc/khoa-nho/bai/bai-mot/"
    )
    assert 'lang="vi"' not in read(learner, "/vi/khoa-hoc/khoa-nho/bai/bai-mot/").split("<main")[1]
    english = read(learner, "/en/khoa-hoc/khoa-nho/bai/bai-mot/")
    assert '<article class="stack lesson">' in english
