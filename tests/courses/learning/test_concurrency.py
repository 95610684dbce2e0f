"""Many at once: no duplicate enrolment, attempt, result or completion (both databases)."""

import threading
import uuid

import pytest
from django.db import connection

from courses.learning import answer, enrol, finish_lesson, open_attempt, submit
from courses.learning.attempts import FINAL_BLOCK
from courses.models import Attempt, Completion, Enrolment, Response, Result
from tests.courses.builder import right_answer, tiny_course
from tests.courses.conftest import make_learner, take_quiz

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def at_once(act):
    """Run ``act`` in several threads that start together; return what they returned."""
    gate, found, failed = threading.Barrier(MANY), [], []

    def run():
        try:
            gate.wait()
            found.append(act())
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    return found


@pytest.fixture
def world(now):
    course, lan = tiny_course(), make_learner("Nguyễn Thị Lan")
    enrolment = enrol(person=lan.person, family=course.family, reason="self", by=lan, at=now)
    return course, enrolment


def test_enrolling_at_once_enrols_once(now):
    course, lan = tiny_course(), make_learner("Lê Thị Hoa")
    found = at_once(
        lambda: enrol(person=lan.person, family=course.family, reason="self", by=lan, at=now)
    )
    assert len({row.pk for row in found}) == 1 == Enrolment.objects.count()


def test_beginning_at_once_begins_one_attempt(world, now):
    course, enrolment = world
    found = at_once(
        lambda: open_attempt(
            enrolment=enrolment, page_key=course.course_key, block_id=FINAL_BLOCK, at=now
        )
    )
    assert len({row.pk for row in found}) == 1 == Attempt.objects.count()


def test_handing_in_at_once_grades_and_completes_once(world, now):
    course, enrolment = world
    for key in course.lesson_keys:
        finish_lesson(enrolment=enrolment, page_key=key, at=now)
    take_quiz(course, enrolment, now)
    attempt = open_attempt(
        enrolment=enrolment, page_key=course.course_key, block_id=FINAL_BLOCK, at=now
    )
    for item in attempt.served["items"]:
        payload = right_answer(course.bank_key(item["key"]))
        answer(
            attempt=attempt, item_key=item["key"], payload=payload, response_id=uuid.uuid4(), at=now
        )
    found = at_once(lambda: submit(attempt=attempt, at=now))
    assert len({row.pk for row in found}) == 1
    assert Result.objects.filter(attempt=attempt).count() == 1
    assert Completion.objects.count() == 1


def test_the_same_answer_arriving_at_once_is_kept_once(world, now):
    course, enrolment = world
    attempt = open_attempt(
        enrolment=enrolment, page_key=course.course_key, block_id=FINAL_BLOCK, at=now
    )
    item, told = attempt.served["items"][0]["key"], uuid.uuid4()
    at_once(lambda: answer(attempt=attempt, item_key=item, payload="x", response_id=told, at=now))
    assert Response.objects.count() == 1
