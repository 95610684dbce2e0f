"""Learning together on one device: recorded under the learner's name, never counted as unaided."""

import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from courses.learning import Refusal, checklist, complete_if_due, finish_lesson, practise
from courses.learning.reading import practices_of
from courses.learning.scores import scores_of
from courses.learning.together import (
    Helped,
    edition_for,
    learn_together,
    scores_together,
    seed_of,
)
from courses.models import Assistance, Attempt, Completion, Enrolment
from courses.queries import stuck
from courses.queries.quizzes import quizzes_of, served_quiz
from tests.courses.builder import right_answer, tiny_course
from tests.courses.conftest import make_learner, take_quiz, take_test

HERE = "class:1"


@pytest.fixture
def leader(db):
    return make_learner("Phạm Thị Hạnh")


def helped_by(course, leader, person, *, right=True, **given):
    items = ("q1", "q2", "q3")
    answers = {key: right_answer(course.quiz_key(key)) for key in items} if right else {}
    answers = answers or {"q1": "c", "q2": False, "q3": ["d", "c", "b", "a"]}
    return Helped(
        id=given.pop("id", None) or uuid.uuid4(),
        person=person,
        family=course.family,
        page_key=course.lesson_keys[0],
        block_id=given.pop("block_id", course.quiz_id),
        answers=given.pop("answers", answers),
        occasion=HERE,
        assisted_by=given.pop("assisted_by", leader.person),
    )


def test_a_result_says_whose_it_is_and_who_helped(course, leader, lan, now):
    helped = helped_by(course, leader, lan.person)
    attempt = learn_together(helped=helped, by=leader, at=now)
    assert learn_together(helped=helped, by=leader, at=now) == attempt
    row = Assistance.objects.get()
    assert (row.attempt, row.assisted_by, row.how) == (attempt, leader.person, "group")
    enrolment = Enrolment.objects.get(person=lan.person)
    assert (enrolment.reason, enrolment.by) == ("leader", leader)
    found = scores_together(HERE, course.lesson_keys[0], course.quiz_id, [lan.person.pk])
    assert (found[lan.person.pk].right, found[lan.person.pk].total) == (3, 3)
    assert scores_together("class:2", course.lesson_keys[0], course.quiz_id, [lan.person.pk]) == {}


def test_help_satisfies_no_gate_and_completes_nothing(course, enrolment, leader, lan, now):
    learn_together(helped=helped_by(course, leader, lan.person), by=leader, at=now)
    for key in course.lesson_keys:
        finish_lesson(enrolment=enrolment, page_key=key, at=now)
    take_test(course, enrolment, now)
    assert scores_of(enrolment)[0].kind == "final_test"
    found = checklist(enrolment)
    assert not found.is_complete
    assert [gate.code for gate in found.remaining] == ["activities"]
    assert not Completion.objects.exists()
    take_quiz(course, enrolment, now)
    assert Completion.objects.count() == 1


def test_the_courses_own_rule_may_count_help(db, leader, lan, now):
    course = tiny_course("cho-ca-nha", helped_counts=True)
    learn_together(helped=helped_by(course, leader, lan.person), by=leader, at=now)
    enrolment = Enrolment.objects.get(person=lan.person)
    for key in course.lesson_keys:
        finish_lesson(enrolment=enrolment, page_key=key, at=now)
    take_test(course, enrolment, now)
    assert complete_if_due(enrolment=enrolment, at=now) is not None


def test_the_own_exercise_is_left_to_be_done_alone(course, enrolment, leader, lan, now):
    page = course.lesson_keys[0]
    learn_together(helped=helped_by(course, leader, lan.person), by=leader, at=now)
    assert practices_of(enrolment, page) == {}
    practice = practise(
        enrolment=enrolment, page_key=page, block_id=course.quiz_id, answers={"q1": "a"}, at=now
    )
    assert practice is not None
    assert not practice.is_finished
    # Nor does the group go on with what somebody began alone.
    again = learn_together(helped=helped_by(course, leader, lan.person), by=leader, at=now)
    assert again != practice.attempt
    assert sorted(Attempt.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"block_id": "final"}, "no_such_activity"),
        ({"block_id": "viec-can-lam"}, "no_such_activity"),
        ({"answers": {"q1": "a"}}, "unanswered"),
    ],
)
def test_only_whole_practice_is_recorded(course, leader, lan, now, given, code):
    with pytest.raises(Refusal) as refused:
        learn_together(helped=helped_by(course, leader, lan.person, **given), by=leader, at=now)
    assert refused.value.code == code
    assert not Attempt.objects.exists()


def test_nobody_helps_themselves_and_no_id_is_taken_over(course, leader, lan, now):
    with pytest.raises(Refusal) as refused:
        learn_together(
            helped=helped_by(course, leader, lan.person, assisted_by=lan.person), by=lan, at=now
        )
    assert refused.value.code == "own_help"
    first = learn_together(helped=helped_by(course, leader, lan.person), by=leader, at=now)
    other = make_learner("Trần Văn Bình")
    with pytest.raises(Refusal) as refused:
        learn_together(
            helped=helped_by(course, leader, other.person, id=first.pk), by=leader, at=now
        )
    assert refused.value.code == "id_taken"


def test_the_page_shows_what_the_act_serves(course, leader, lan, now):
    helped = helped_by(course, leader, lan.person)
    edition = edition_for(lan.person.pk, course.family)
    quiz = served_quiz(edition, helped.page_key, helped.block_id, seed_of(helped.id))
    assert learn_together(helped=helped, by=leader, at=now).served == quiz.served
    (line,) = quizzes_of(course.slug, "vi")
    assert (line.lesson, line.questions) == ("Bài một", 3)


def test_wrong_answers_in_company_make_nobody_stuck(course, leader, lan, now):
    for _ in range(3):
        learn_together(helped=helped_by(course, leader, lan.person, right=False), by=leader, at=now)
    assert stuck([lan.person.pk], now) == {}


@pytest.mark.django_db(transaction=True)
def test_one_turn_sent_twice_at_once_is_one_attempt() -> None:
    course, leader, lan = tiny_course(), make_learner("Phạm Thị Hạnh"), make_learner("Lan")
    helped, start = helped_by(course, leader, lan.person), threading.Barrier(2)
    found: list[Attempt] = []

    def send() -> None:
        try:
            start.wait()
            found.append(learn_together(helped=helped, by=leader, at=timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] == found[1]
    assert (Attempt.objects.count(), Enrolment.objects.count()) == (1, 1)
