"""The event endpoint: forms and JSON, replays, junk, other people's exercises."""

import json
import uuid

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Attempt, Response, Result
from tests.courses.builder import right_answer
from tests.courses.conftest import make_learner

JSON_HEADERS = {"headers": {"accept": "application/json"}}


@pytest.fixture
def learner(client, lan):
    client.force_login(lan)
    return client


@pytest.fixture
def address(course, enrolment) -> str:
    return reverse("activity_event", args=[enrolment.pk, course.lesson_keys[0], course.quiz_id])


def send(client, address, **event):
    event = {"id": str(uuid.uuid4()), "kind": "answer", **event}
    return client.post(address, json.dumps(event), content_type="application/json")


def test_a_form_answer_comes_back_to_the_question_with_its_feedback(learner, course, address):
    right = right_answer(course.quiz_key("q1"))
    answer = learner.post(address, {"asked-q1": "1", "answer-q1": right})
    assert answer.url == "/vi/khoa-hoc/khoa-nho/bai/bai-1/#luyen-tap-q1"
    page = learner.get(answer.url).content.decode()
    assert "Góp ý a q1" in page
    assert "Giải thích q1" in page
    assert "Góp ý b q1" not in page


def test_the_same_form_twice_is_one_answer_and_a_changed_one_is_another(learner, address):
    for said in ("true", "true", "false"):
        learner.post(address, {"asked-q2": "1", "answer-q2": said})
    assert [row.payload for row in Response.objects.order_by("received_at")] == ["true", "false"]
    assert Attempt.objects.count() == 1


def test_several_questions_in_one_form_finish_the_exercise(learner, course, address):
    steps = right_answer(course.quiz_key("q3"))
    form = {f"place-q3-{step}": str(n) for n, step in enumerate(steps, 1)}
    form |= {"asked-q1": "1", "answer-q1": "nonsense", "asked-q2": "1", "answer-q2": "true"}
    learner.post(address, {**form, "asked-q3": "1"})
    assert Result.objects.get().points == 2


def test_a_forgotten_answer_is_asked_for_beside_the_question_and_the_rest_is_kept(learner, address):
    answer = learner.post(address, {"asked-q1": "1", "asked-q2": "1", "answer-q2": "true"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="error-q1"' in page
    assert 'value="true" checked' in page


def test_an_order_with_a_number_twice_is_explained_and_what_was_typed_stays(
    learner, course, address
):
    steps = course.quiz_key("q3")["right"]
    form = {f"place-q3-{step}": "2" for step in steps}
    answer = learner.post(address, {"asked-q3": "1", **form})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="error-q3"' in page
    assert page.count('value="2" selected') == 4
    assert not Response.objects.exists()


def test_a_json_answer_gets_feedback_and_a_replay_changes_nothing(learner, course, address):
    """E2 13."""
    told = str(uuid.uuid4())
    right = right_answer(course.quiz_key("q1"))
    first = send(learner, address, id=told, item="q1", payload=right)
    assert first.json()["feedback"]["q1"]["tone"] == "right"
    again = send(learner, address, id=told, item="q1", payload="other")
    assert again.status_code == 200
    assert Response.objects.get().payload == right


def test_a_finished_exercise_takes_no_more_answers_until_begun_again(learner, course, address):
    for item in ("q1", "q2", "q3"):
        send(learner, address, item=item, payload=right_answer(course.quiz_key(item)))
    assert Result.objects.get().passed
    late = send(learner, address, item="q1", payload="x")
    assert (late.status_code, late.json()["error"]) == (409, "closed")
    again = str(uuid.uuid4())
    for _time in range(2):
        assert send(learner, address, kind="again", id=again).status_code == 200
    assert Attempt.objects.count() == 2
    assert send(learner, address, item="q1", payload="x").json()["finished"] is False


def test_the_pages_script_gets_the_exercise_as_html(learner, address):
    sent = {"asked-q2": "1", "answer-q2": "true", "id": str(uuid.uuid4())}
    answer = learner.post(address, sent, **JSON_HEADERS)
    assert "data-exercise" in answer.json()["html"]


def test_a_task_is_done_when_its_learner_says_so(learner, course, enrolment):
    address = reverse("activity_event", args=[enrolment.pk, course.lesson_keys[0], course.task_id])
    learner.post(address, {"asked-done": "1", "answer-done": "1"})
    assert Result.objects.get().passed


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"id": "x", "item": "q1", "payload": 1}',
        b'{"id": "8c7d6a50-0000-4000-8000-000000000000", "item": 5, "payload": 1}',
        b'{"id": "8c7d6a50-0000-4000-8000-000000000000", "item": "q1"}',
        b'{"id": "8c7d6a50-0000-4000-8000-000000000000", "item": "q1", "payload": NaN}',
        b'{"id": "8c7d6a50-0000-4000-8000-000000000000", "item": "q1", "payload": 1e999}',
        b'{"id": "8c7d6a50-0000-4000-8000-000000000000", "item": "q1", "payload": "\\u0000"}',
        b'{"id": "8c7d6a50-0000-4000-8000-000000000000", "item": "q1", "payload": "\\ud800"}',
        b'{"id": "8c7d6a50-0000-4000-8000-000000000000", "item": "zz", "payload": 1}',
        b"[" * 9_000,
        b'"' + b"x" * 30_000 + b'"',
        b"\xff\xfe",
    ],
)
def test_junk_is_answered_with_400_and_a_message(learner, address, body):
    answer = learner.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert not body or answer.json()["message"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    payload=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=6,
    ),
    item=st.sampled_from(["q1", "q2", "q3", "zz"]),
)
def test_no_payload_breaks_the_server(learner, address, payload, item):
    assert send(learner, address, item=item, payload=payload).status_code in (200, 400, 409)


def test_junk_forms_are_refused_kindly(learner, address):
    assert learner.post(address, {"kind": "explode"}).status_code == 400
    assert learner.post(address, {"kind": "explode"}, **JSON_HEADERS).json()["error"] == "bad_event"
    assert learner.get(address).status_code == 405


def test_an_exercise_of_somebody_else_is_not_found(client, course, address):
    client.force_login(make_learner("Trần Văn Bình"))
    assert send(client, address, item="q1", payload="x").status_code == 404
    assert not Response.objects.exists()


def test_a_block_that_is_no_exercise_is_not_found(learner, course, enrolment):
    for block_id in ("mo-dau", "never"):
        address = reverse("activity_event", args=[enrolment.pk, course.lesson_keys[0], block_id])
        assert send(learner, address, item="q1", payload="x").status_code == 404


def test_a_score_that_a_browser_claims_counts_for_nothing(learner, course, address):
    """E2 24, 14: a learner writes answers, never points or completions."""
    claim = {"score": 100, "points": 3, "passed": True, "completed": True}
    body = {"id": str(uuid.uuid4()), "item": "q1", "payload": claim, **claim}
    learner.post(address, json.dumps(body), content_type="application/json")
    for item in ("q2", "q3"):
        send(learner, address, item=item, payload=claim)
    assert Result.objects.get().points == 0
