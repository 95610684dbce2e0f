"""Completion: all gates, once, announced inside its transaction; progress within bounds."""

import uuid

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from courses.learning import Refusal, checklist, complete_if_due, finish_lesson
from courses.models import Completion, LessonDone
from courses.queries import percent_of
from courses.signals import course_completed
from tests.courses.conftest import take_quiz, take_test


@pytest.fixture
def announced():
    heard = []

    def listen(completion, **_kwargs):
        assert transaction.get_connection().in_atomic_block
        heard.append(completion)

    course_completed.connect(listen, weak=False)
    yield heard
    course_completed.disconnect(listen)


def finish_all(course, enrolment, now):
    for key in course.lesson_keys:
        finish_lesson(enrolment=enrolment, page_key=key, at=now)


def test_all_gates_in_any_order_complete_the_course_once(course, enrolment, now, announced):
    take_test(course, enrolment, now)
    take_quiz(course, enrolment, now)
    assert not Completion.objects.exists()
    finish_all(course, enrolment, now)
    completion = Completion.objects.get()
    assert announced == [completion]
    assert completion.score_percent == 100
    assert all(gate["done"] for gate in completion.explanation)
    take_test(course, enrolment, now)
    assert complete_if_due(enrolment=enrolment, at=now) == completion
    assert announced == [completion]


def test_a_failed_test_never_completes(course, enrolment, now):
    """E2 8."""
    finish_all(course, enrolment, now)
    take_quiz(course, enrolment, now)
    take_test(course, enrolment, now, right=3)
    assert complete_if_due(enrolment=enrolment, at=now) is None
    assert [gate.code for gate in checklist(enrolment).remaining] == ["final_test"]


def test_a_missing_lesson_or_exercise_does_not_complete(course, enrolment, now):
    take_test(course, enrolment, now)
    finish_lesson(enrolment=enrolment, page_key=course.lesson_keys[0], at=now)
    found = checklist(enrolment)
    assert [gate.code for gate in found.remaining] == ["lessons", "activities"]
    assert found.percent == 66
    assert not Completion.objects.exists()


def test_a_failing_listener_undoes_the_completion(course, enrolment, now):
    def fail(**_kwargs):
        raise RuntimeError("no award")

    finish_all(course, enrolment, now)
    take_quiz(course, enrolment, now)
    course_completed.connect(fail, weak=False)
    try:
        with pytest.raises(RuntimeError, match="no award"):
            take_test(course, enrolment, now)
    finally:
        course_completed.disconnect(fail)
    assert not Completion.objects.exists()


def test_finishing_a_lesson_twice_is_finishing_it_once(course, enrolment, now):
    for _time in range(2):
        finish_lesson(enrolment=enrolment, page_key=course.lesson_keys[0], at=now)
    assert LessonDone.objects.count() == 1


def test_a_lesson_of_another_course_cannot_be_finished(enrolment, now):
    with pytest.raises(Refusal) as refused:
        finish_lesson(enrolment=enrolment, page_key=uuid.uuid4(), at=now)
    assert refused.value.code == "no_such_lesson"


def test_the_checklist_says_in_words_what_remains(course, enrolment, now):
    take_test(course, enrolment, now, right=3)
    assert all(gate.words for gate in checklist(enrolment).gates)
    assert checklist(enrolment).gates[-1].have == 60


@given(st.integers(-5, 50), st.integers(-5, 50), st.booleans(), st.booleans())
def test_progress_stays_within_bounds(done, total, test_passed, is_complete):
    """E2 3; E2 2: without lessons there is no progress."""
    percent = percent_of(done, total, test_passed=test_passed, is_complete=is_complete)
    assert 0 <= percent <= 100
    assert (percent == 100) == is_complete
    if total < 1 and not is_complete:
        assert percent == 0
