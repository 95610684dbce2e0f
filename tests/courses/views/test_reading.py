"""Catalogue, course and lesson as learners meet them."""

import pytest
from django.urls import reverse

from courses.learning import enrol, finish_lesson
from courses.models import Enrolment, LessonDone, Place
from tests.courses.builder import tiny_course
from tests.courses.conftest import make_learner, take_quiz

BASE = "/vi/khoa-hoc/"


@pytest.fixture
def learner(client, lan):
    client.force_login(lan)
    return client


def text(response) -> str:
    return response.content.decode()


def test_anybody_may_read_the_catalogue_and_a_course(client, course):
    assert course.family.title in text(client.get(BASE))
    page = text(client.get(f"{BASE}khoa-nho/"))
    assert "Bài một" in page
    assert "Bạn nhận ra cuộc gọi giả danh" in page


@pytest.mark.parametrize(("asked", "count"), [("bao mat", 1), ("mật khẩu", 1), ("xyz", 0)])
def test_searching_says_how_many_were_found_and_keeps_what_was_typed(client, course, asked, count):
    page = client.get(BASE, {"q": asked})
    assert page.context["count"] == count
    assert f'value="{asked}"' in text(page)


def test_a_course_that_does_not_exist_is_not_found(client, db):
    assert client.get(f"{BASE}khong-co/").status_code == 404


def test_a_lesson_asks_to_sign_in_and_then_to_enrol(client, course, lan):
    address = f"{BASE}khoa-nho/bai/bai-1/"
    assert "/login/" in client.get(address).url
    client.force_login(lan)
    assert client.get(address).url == f"{BASE}khoa-nho/"


def test_enrolling_opens_the_first_lesson_and_twice_is_once(learner, course, lan):
    for _time in range(2):
        answer = learner.post(f"{BASE}khoa-nho/ghi-danh/")
        assert answer.url == f"{BASE}khoa-nho/bai/bai-1/"
    assert Enrolment.objects.get().person == lan.person
    assert learner.get(f"{BASE}khoa-nho/ghi-danh/").url == f"{BASE}khoa-nho/"


def test_a_lesson_shows_its_blocks_and_no_key(learner, course, enrolment):
    page = text(learner.get(f"{BASE}khoa-nho/bai/bai-1/"))
    for shown in ("Chào bạn", "Câu hỏi q1?", "Mở máy", "Bạn biết mật khẩu"):
        assert shown in page
    for hidden in ("Góp ý", "Giải thích"):
        assert hidden not in page


def test_a_lesson_page_takes_few_queries_and_a_second_look_writes_nothing(
    learner, course, enrolment, now, django_assert_max_num_queries
):
    take_quiz(course, enrolment, now)
    address = f"{BASE}khoa-nho/bai/bai-1/"
    learner.get(address)
    with django_assert_max_num_queries(8) as seen:
        learner.get(address)
    assert not [row["sql"] for row in seen if not row["sql"].startswith("SELECT")]


def test_resuming_is_where_one_was(learner, course, enrolment):
    learner.get(f"{BASE}khoa-nho/bai/bai-2/")
    assert Place.objects.get().page_key == course.lesson_keys[1]
    learner.get(f"{BASE}khoa-nho/bai/bai-1/")
    assert Place.objects.get().page_key == course.lesson_keys[0]


def test_finishing_a_lesson_leads_to_the_next_and_then_to_the_test(learner, course, enrolment):
    first = learner.post(f"{BASE}khoa-nho/bai/bai-1/xong/")
    assert first.url == f"{BASE}khoa-nho/bai/bai-2/"
    assert learner.post(f"{BASE}khoa-nho/bai/bai-2/xong/").url == f"{BASE}khoa-nho/thi/"
    assert LessonDone.objects.count() == 2


def test_a_lesson_that_does_not_exist_is_not_found(learner, course, enrolment):
    assert learner.get(f"{BASE}khoa-nho/bai/bai-9/").status_code == 404


def test_my_learning_says_where_to_go_on_and_what_remains(learner, course, enrolment, now):
    tiny_course("khoa-hai", "Khoá thứ hai")
    finish_lesson(enrolment=enrolment, page_key=course.lesson_keys[0], at=now)
    page = learner.get(reverse("my_learning"))
    assert page.context["current"].lesson.title == "Bài hai"
    assert [step.code for step in page.context["steps"]] == ["lessons", "activities", "final_test"]
    assert [card.title for card in page.context["cards"]] == ["Khoá thứ hai"]


def test_my_learning_of_somebody_new_invites(learner, course):
    page = learner.get(reverse("my_learning"))
    assert page.context["current"] is None
    assert course.family.title in text(page)


def test_an_english_page_falls_back_to_the_course_as_written(learner, course, enrolment):
    assert "Chào bạn" in text(learner.get("/en/khoa-hoc/khoa-nho/bai/bai-1/"))


def test_one_learners_place_is_not_anothers(client, course, enrolment, now):
    other = make_learner("Trần Văn Bình")
    enrol(person=other.person, family=course.family, reason="self", by=other, at=now)
    client.force_login(other)
    client.get(f"{BASE}khoa-nho/bai/bai-1/")
    assert Place.objects.get().enrolment.person == other.person


def test_a_confirmed_account_costs_two_queries_more_and_stays_within_the_budget(
    learner, lan, course, enrolment, now, django_assert_max_num_queries
):
    lan.link = lan.Link.CONFIRMED
    lan.save(update_fields=["link"])
    take_quiz(course, enrolment, now)
    address = f"{BASE}khoa-nho/bai/bai-1/"
    learner.get(address)
    with django_assert_max_num_queries(8):
        learner.get(address)
