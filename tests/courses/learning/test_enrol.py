"""Enrolment: once, on the newest edition, floating until the first attempt."""

import pytest

from courses.learning import Refusal, checklist, enrol, open_attempt, visit
from courses.models import CourseFamily, Enrolment, EnrolmentMove, Place
from courses.signals import enrolled
from tests.courses.builder import edition


def test_a_second_enrolment_is_the_first_one(course, lan, enrolment, now):
    heard = []
    enrolled.connect(lambda **kwargs: heard.append(kwargs), weak=False, dispatch_uid="heard")
    again = enrol(person=lan.person, family=course.family, reason="leader", by=None, at=now)
    enrolled.disconnect(dispatch_uid="heard")
    assert again == enrolment
    assert again.reason == "self"
    assert heard == []
    assert Enrolment.objects.count() == 1


def test_a_course_without_an_edition_refuses(db, lan):
    family = CourseFamily.objects.create(slug="chua-co", title="Chưa có")
    with pytest.raises(Refusal) as refused:
        enrol(person=lan.person, family=family, reason="self", by=lan)
    assert refused.value.code == "not_released"


def test_an_enrolment_floats_to_the_newest_edition_until_the_first_attempt(course, enrolment, now):
    second = edition(course.family, "Bản hai", number=2)
    visit(enrolment, course.lesson_keys[0], now)
    assert Enrolment.objects.get().edition == second
    assert EnrolmentMove.objects.get().why == "floated"
    open_attempt(
        enrolment=enrolment, page_key=course.lesson_keys[0], block_id=course.quiz_id, at=now
    )
    edition(course.family, "Bản ba", number=3)
    visit(enrolment, course.lesson_keys[1], now)
    assert Enrolment.objects.get().edition == second
    assert EnrolmentMove.objects.count() == 1


def test_the_first_attempt_is_at_the_newest_edition(course, enrolment, now):
    second = edition(course.family, "Bản hai", number=2)
    attempt = open_attempt(
        enrolment=enrolment, page_key=course.lesson_keys[0], block_id=course.quiz_id, at=now
    )
    assert attempt.edition == second == Enrolment.objects.get().edition


def test_the_last_visited_lesson_is_where_one_resumes(course, enrolment, now):
    for key in course.lesson_keys:
        visit(enrolment, key, now)
    assert Place.objects.get().page_key == course.lesson_keys[1]


def test_an_empty_course_is_never_complete(course, enrolment):
    """E2 2."""
    enrolment.edition.rules = {**course.edition.rules, "lessons": [], "counting": []}
    found = checklist(enrolment)
    assert not found.is_complete
    assert found.percent == 0
