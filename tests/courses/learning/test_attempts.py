"""Attempts and answers: saved one by one, replayed without harm, limited, graded over the served."""

import datetime as dt
import math
import uuid

import pytest
from django.db import connection

from courses.learning import Refusal, answer, enrol, open_attempt, regrade, submit
from courses.learning.attempts import FINAL_BLOCK, practice_seed
from courses.learning.limits import allowance
from courses.learning.scores import best_test, scores_of
from courses.models import Attempt, EditionItem, Response, Result
from people.append_only import install, remove
from tests.courses.builder import edition, right_answer
from tests.courses.conftest import make_learner, take_quiz, take_test


@pytest.fixture
def sitting(course, enrolment, now):
    return open_attempt(
        enrolment=enrolment, page_key=course.course_key, block_id=FINAL_BLOCK, at=now
    )


def say(attempt, item, payload, at, response_id=None):
    return answer(
        attempt=attempt,
        item_key=item,
        payload=payload,
        response_id=response_id or uuid.uuid4(),
        at=at,
    )


def test_opening_again_finds_the_open_attempt(course, enrolment, sitting, now):
    again = open_attempt(
        enrolment=enrolment, page_key=course.course_key, block_id=FINAL_BLOCK, at=now
    )
    assert again == sitting
    assert len(sitting.served["items"]) == 5


def test_beginning_with_the_same_id_begins_once(course, enrolment, now):
    begun = {"page_key": course.course_key, "block_id": FINAL_BLOCK, "attempt_id": uuid.uuid4()}
    first = open_attempt(enrolment=enrolment, at=now, **begun)
    submit(attempt=first, at=now)
    assert open_attempt(enrolment=enrolment, at=now, **begun) == first
    assert Attempt.objects.count() == 1


def test_an_attempt_of_somebody_else_cannot_be_opened_by_its_id(course, sitting, now):
    other = make_learner("Trần Văn Bình")
    theirs = enrol(person=other.person, family=course.family, reason="self", by=other, at=now)
    with pytest.raises(Refusal) as refused:
        open_attempt(
            enrolment=theirs,
            page_key=course.course_key,
            block_id=FINAL_BLOCK,
            at=now,
            attempt_id=sitting.pk,
        )
    assert refused.value.code == "id_taken"


def test_a_replayed_answer_changes_nothing(sitting, now):
    """E2 13."""
    item, told = sitting.served["items"][0]["key"], uuid.uuid4()
    first = say(sitting, item, "x", now, told)
    assert say(sitting, item, "y", now, told) == first
    assert Response.objects.get().payload == "x"


def test_a_replay_after_submission_is_still_a_no_op_but_a_new_answer_is_refused(sitting, now):
    item, told = sitting.served["items"][0]["key"], uuid.uuid4()
    say(sitting, item, "x", now, told)
    submit(attempt=sitting, at=now)
    assert say(sitting, item, "x", now, told).pk == told
    with pytest.raises(Refusal) as refused:
        say(sitting, item, "y", now)
    assert refused.value.code == "closed"


@pytest.mark.parametrize(
    "payload",
    [math.nan, math.inf, "\x00", "\ud800", ["x" * 4_000], {1, 2}],
    ids=lambda value: repr(value)[:12],
)
def test_an_answer_no_database_could_keep_is_refused(sitting, now, payload):
    with pytest.raises(Refusal) as refused:
        say(sitting, sitting.served["items"][0]["key"], payload, now)
    assert refused.value.code == "unreadable"


def test_only_served_questions_can_be_answered(sitting, now):
    with pytest.raises(Refusal) as refused:
        say(sitting, "never-served", "x", now)
    assert refused.value.code == "not_served"


def test_the_grade_is_over_the_served_questions_and_the_latest_answers(course, sitting, now):
    """E2 4: an omission counts, a second answer to a question replaces the first."""
    items = [item["key"] for item in sitting.served["items"]]
    later = now + dt.timedelta(seconds=1)
    for item in items[:4]:
        say(sitting, item, "wrong", now)
        say(sitting, item, right_answer(course.bank_key(item)), later)
    result = submit(attempt=sitting, at=later)
    assert (result.points, result.max_points, result.passed) == (4, 5, True)


def test_points_never_exceed_the_maximum(course, enrolment, now):
    """E2 14."""
    result = take_test(course, enrolment, now)
    assert result.points == result.max_points == 5


def test_submitting_twice_gives_the_same_result(sitting, now):
    first = submit(attempt=sitting, at=now)
    assert submit(attempt=sitting, at=now) == first
    assert Result.objects.count() == 1


def test_a_result_keeps_no_key(course, enrolment, now):
    result = take_test(course, enrolment, now)
    assert all(set(row) == {"points", "max", "right"} for row in result.detail.values())


def test_three_attempts_then_a_pause_then_three_more(course, enrolment, now):
    for left in (3, 2, 1):
        assert allowance(enrolment, now).left == left
        take_test(course, enrolment, now, right=0)
    with pytest.raises(Refusal) as refused:
        take_test(course, enrolment, now, right=0)
    assert refused.value.code == "paused"
    assert refused.value.facts["until"] == now + dt.timedelta(hours=24)
    tomorrow = now + dt.timedelta(hours=24)
    assert allowance(enrolment, tomorrow).left == 3
    take_test(course, enrolment, tomorrow, right=0)
    assert allowance(enrolment, tomorrow).left == 2


def test_practice_is_not_limited_and_its_order_is_known_before(course, enrolment, now):
    for number in range(1, 6):
        take_quiz(course, enrolment, now)
        seed = practice_seed(enrolment.pk, course.lesson_keys[0], course.quiz_id, number)
        assert Attempt.objects.get(number=number).seed == seed


def test_a_worse_attempt_lowers_nothing_and_a_better_one_erases_nothing(course, enrolment, now):
    """E2 9."""
    for right in (2, 4, 1):
        take_test(course, enrolment, now, right=right)
    scores = scores_of(enrolment)
    assert best_test(scores).points == 4
    assert sorted(score.points for score in scores) == [1, 2, 4]


def test_a_regrade_adds_a_revision_and_drops_what_the_edition_dropped(course, enrolment, now):
    result = take_test(course, enrolment, now)
    newer = edition(course.family, "Bản hai", number=2)
    dropped = result.attempt.served["items"][0]["key"]
    remove(connection, [EditionItem])
    EditionItem.objects.filter(edition=newer, item_key=dropped).delete()
    install(connection, [EditionItem])
    again = regrade(attempt=result.attempt, at=now, edition=newer)
    assert (again.revision, again.points, again.max_points) == (2, 4, 4)
    assert Result.objects.get(revision=1).points == 5
    assert len(scores_of(enrolment)) == 1


def test_what_was_not_handed_in_is_not_regraded(sitting, now):
    with pytest.raises(Refusal) as refused:
        regrade(attempt=sitting, at=now)
    assert refused.value.code == "not_submitted"


def test_a_block_that_is_no_activity_is_refused(course, enrolment, now):
    for block_id in ("mo-dau", "never"):
        with pytest.raises(Refusal) as refused:
            open_attempt(
                enrolment=enrolment, page_key=course.lesson_keys[0], block_id=block_id, at=now
            )
        assert refused.value.code == "no_such_activity"
