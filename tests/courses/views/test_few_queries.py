"""How much pages ask of the database: counted, never timed."""

import uuid

import pytest
from django.urls import reverse

from tests.courses.builder import right_answer
from tests.courses.conftest import take_quiz

JSON_HEADERS = {"headers": {"accept": "application/json"}}
LESSON = "/vi/khoa-hoc/khoa-nho/bai/bai-1/"


@pytest.fixture
def learner(client, lan, enrolment):
    lan.link = lan.Link.CONFIRMED
    lan.save(update_fields=["link"])
    client.force_login(lan)
    # The session is kept in the cache from here on, the place in the course is remembered.
    client.get(LESSON)
    return client


def test_a_lesson_takes_six_reads(learner, course, enrolment, now, django_assert_num_queries):
    """Account, rights, enrolment, attempts, answers, finished lessons."""
    take_quiz(course, enrolment, now)
    learner.get(LESSON)
    with django_assert_num_queries(6) as seen:
        learner.get(LESSON)
    assert [row["sql"].lstrip("(")[:6] for row in seen] == ["SELECT"] * 6


def test_an_answer_takes_seven_reads_and_one_write(
    learner, course, enrolment, django_assert_max_num_queries
):
    """In one transaction, without a savepoint; its beginning and end are the rest."""
    address = reverse("activity_event", args=[enrolment.pk, course.lesson_keys[0], course.quiz_id])
    right = right_answer(course.quiz_key("q1"))

    def send():
        form = {"asked-q1": "1", "answer-q1": right, "id": str(uuid.uuid4())}
        return learner.post(address, form, **JSON_HEADERS)

    send()
    with django_assert_max_num_queries(10) as seen:
        assert send().json()["saved"]
    asked = [row["sql"] for row in seen]
    assert sum(sql.lstrip("(").startswith("SELECT") for sql in asked) == 7
    assert [sql.split('"')[1] for sql in asked if sql.startswith("INSERT")] == ["courses_response"]
    assert not [sql for sql in asked if sql.startswith("UPDATE")]
