"""Courses in the public API: found, paged, in the reader's language; no keys, few queries."""

import json

import pytest
from django.test import Client

from courses.models import EditionItem, EditionPage
from tests.courses.builder import TinyCourse, edition, tiny_course

LIST = "/api/v1/courses"


def ask(address: str, language: str = "vi", **query: object) -> dict:
    """Return what the API answers."""
    response = Client().get(address, query, headers={"accept-language": language})
    assert response.status_code == 200, response.content
    return response.json()


def test_the_list_says_what_a_course_teaches(course: TinyCourse) -> None:
    found = ask(LIST)
    assert (found["count"], found["page"], found["page_size"]) == (1, 1, 20)
    (item,) = found["items"]
    assert item["slug"] == course.slug
    assert item["outcomes"] == ["Bạn nhận ra cuộc gọi giả danh", "Bạn đặt được mật khẩu"]
    assert (item["minutes"], item["lessons"]) == (20, 2)
    assert item["url"] == f"http://testserver/vi/khoa-hoc/{course.slug}/"


@pytest.mark.parametrize(("q", "count"), [("bao mat", 1), ("bảo mật", 1), ("may bay", 0)])
def test_courses_are_found_without_marks(course: TinyCourse, q: str, count: int) -> None:
    assert ask(LIST, q=q)["count"] == count


def test_pages_hold_each_course_once(db: None) -> None:
    slugs = {tiny_course(f"khoa-{number}", f"Khoá {number}").slug for number in range(5)}
    pages = [ask(LIST, page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [len(page["items"]) for page in pages] == [2, 2, 1, 0]
    assert {page["count"] for page in pages} == {5}
    assert {item["slug"] for page in pages for item in page["items"]} == slugs


def test_one_course_has_its_chapters_and_lessons(course: TinyCourse) -> None:
    found = ask(f"{LIST}/{course.slug}")
    (module,) = found["modules"]
    assert [(lesson["number"], lesson["title"]) for lesson in module["lessons"]] == [
        (1, "Bài một"),
        (2, "Bài hai"),
    ]
    assert module["lessons"][0]["minutes"] == 4
    assert (found["edition"], found["language"], found["competences"]) == (1, "vi", ["4.2"])


def test_the_newest_edition_is_told(course: TinyCourse) -> None:
    edition(course.family, "Khoá nhỏ, bản hai", number=2)
    found = ask(f"{LIST}/{course.slug}")
    assert (found["edition"], found["title"]) == (2, "Khoá nhỏ, bản hai")


def test_a_translated_course_speaks_the_language_asked_for(course: TinyCourse) -> None:
    page = EditionPage.objects.get(edition=course.edition, kind="course")
    page.pk, page.language, page.title = None, "en", "A small course"
    page.save(force_insert=True)
    assert ask(LIST, language="en")["items"][0]["title"] == "A small course"
    assert ask(f"{LIST}/{course.slug}", language="en")["language"] == "en"
    assert ask(f"{LIST}/{course.slug}", language="fr")["language"] == "vi"


def test_no_key_and_no_question_leaves_the_house(course: TinyCourse) -> None:
    said = json.dumps([ask(LIST), ask(f"{LIST}/{course.slug}")], ensure_ascii=False)
    for item in EditionItem.objects.filter(edition=course.edition):
        assert item.public["prompt"] not in said
    for word in ("correct", "right", "feedback", "Góp ý", "Giải thích", "Câu hỏi", "keys"):
        assert word not in said


def test_an_unreleased_course_is_unknown(course: TinyCourse) -> None:
    response = Client().get(f"{LIST}/khong-co")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "course_unknown"


def test_it_costs_the_same_whatever_the_number(db: None, django_assert_max_num_queries) -> None:
    for number in range(6):
        tiny_course(f"khoa-{number}", f"Khoá {number}")
    with django_assert_max_num_queries(2):
        ask(LIST)
    with django_assert_max_num_queries(2):
        ask(f"{LIST}/khoa-3")
