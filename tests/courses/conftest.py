"""People and a tiny course for the courses' tests."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from hypothesis import settings

from courses.learning import answer, enrol, open_attempt, submit
from courses.learning.attempts import FINAL_BLOCK
from people.models import Person, User
from tests.courses.builder import TinyCourse, right_answer, tiny_course

# How long a database takes says nothing about right or wrong.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def course(db) -> TinyCourse:
    """A released course."""
    return tiny_course()


@pytest.fixture
def lan(db) -> User:
    """A learner's account."""
    return make_learner("Nguyễn Thị Lan")


@pytest.fixture
def now() -> dt.datetime:
    """One instant."""
    return timezone.now()


@pytest.fixture
def enrolment(course, lan, now):
    """Lan on the course."""
    return enrol(person=lan.person, family=course.family, reason="self", by=lan, at=now)


def make_learner(name: str) -> User:
    """Return an account of a new person."""
    person = Person.objects.create(name=name, source=Person.Source.SELF)
    return User.objects.create(username=uuid.uuid4().hex[:20], person=person)


def take_test(course: TinyCourse, enrolment, at, *, right: int | None = None):
    """Take the final test with ``right`` right answers (default: all); return the result."""
    attempt = open_attempt(
        enrolment=enrolment, page_key=course.course_key, block_id=FINAL_BLOCK, at=at
    )
    items = attempt.served["items"]
    for item in items[: len(items) if right is None else right]:
        answer(
            attempt=attempt,
            item_key=item["key"],
            payload=right_answer(course.bank_key(item["key"])),
            response_id=uuid.uuid4(),
            at=at,
        )
    return submit(attempt=attempt, at=at)


def take_quiz(course: TinyCourse, enrolment, at):
    """Answer the practice quiz of the first lesson rightly; return the result."""
    attempt = open_attempt(
        enrolment=enrolment, page_key=course.lesson_keys[0], block_id=course.quiz_id, at=at
    )
    for item in attempt.served["items"]:
        payload = right_answer(course.quiz_key(item["key"]))
        answer(
            attempt=attempt, item_key=item["key"], payload=payload, response_id=uuid.uuid4(), at=at
        )
    return submit(attempt=attempt, at=at)
