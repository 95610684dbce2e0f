"""What is kept of lessons for everybody holds nothing of anybody."""

import re
import uuid

import pytest
from django.urls import reverse

from courses.learning import enrol, finish_lesson
from people.kept import everything
from tests.courses.builder import edition, right_answer
from tests.courses.conftest import make_learner, take_quiz

LESSON = "/vi/khoa-hoc/khoa-nho/bai/bai-1/"
TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def learner(client, lan, enrolment):
    client.force_login(lan)
    return client


def kept_text() -> str:
    """Return all that the process keeps, as text."""
    return "\n".join(repr(getattr(value, "_texts", value)) for value in everything())


def body(response) -> str:
    """Return a page with its token, which is another at every request, taken out."""
    page = response.content.decode()
    return TOKENS.sub("", page)


def test_no_byte_of_a_person_is_in_what_is_kept(learner, course, lan, enrolment, now):
    """Neither name, ids, addresses with an enrolment, tokens, sessions nor answers."""
    take_quiz(course, enrolment, now)
    page = learner.get(LESSON).content.decode()
    tokens = set(TOKENS.findall(page))
    assert len(tokens) == 1
    address = reverse("activity_event", args=[enrolment.pk, course.lesson_keys[0], course.quiz_id])
    assert address in page
    kept = kept_text()
    assert "Chào bạn" in kept
    cookies = [morsel.value for morsel in learner.cookies.values() if morsel.value]
    personal = [lan.person.name, lan.username, address, f"/hoat-dong/{enrolment.pk}/"]
    for own in [*personal, *tokens, *cookies]:
        assert own not in kept


def test_two_learners_get_their_own_page_from_the_same_pieces(
    client, learner, course, enrolment, now
):
    """Progress, answers, token and addresses of one are never those of the other."""
    take_quiz(course, enrolment, now)
    finish_lesson(enrolment=enrolment, page_key=course.lesson_keys[0], at=now)
    first = learner.get(LESSON).content.decode()
    other = make_learner("Trần Văn Bình")
    theirs = enrol(person=other.person, family=course.family, reason="self", by=other, at=now)
    client.force_login(other)
    second = client.get(LESSON).content.decode()
    assert f"/hoat-dong/{enrolment.pk}/" in first
    assert f"/hoat-dong/{enrolment.pk}/" not in second
    assert f"/hoat-dong/{theirs.pk}/" in second
    assert "Giải thích" in first
    assert "Giải thích" not in second
    assert set(TOKENS.findall(first)).isdisjoint(TOKENS.findall(second))
    assert 'value="1" max="2"' in first
    assert 'value="0" max="2"' in second


def test_a_kept_page_is_the_page_that_is_rendered_anew(learner, course, enrolment, now):
    """First rendered, then put together from what is kept, with a message rendered anew."""
    take_quiz(course, enrolment, now)
    fresh, kept = learner.get(LESSON), learner.get(LESSON)
    assert body(fresh) == body(kept)
    address = reverse("lesson_done", args=["khoa-nho", "bai-1"])
    closed = reverse("activity_event", args=[enrolment.pk, course.lesson_keys[0], course.quiz_id])
    learner.post(closed, {"asked-q1": "1", "answer-q1": "a"})
    told = body(learner.get(LESSON))
    assert 'class="messages stack"' in told
    assert body(learner.get(LESSON)) == body(kept)
    assert address in told


def test_another_language_or_edition_is_another_page(learner, course, enrolment, now):
    """What a page depends on is in the name under which it is kept."""
    vietnamese = learner.get(LESSON).content.decode()
    english = learner.get(LESSON.replace("/vi/", "/en/")).content.decode()
    assert '<html lang="en">' in english
    assert '<html lang="vi">' in vietnamese
    newer = edition(course.family, "Khoá nhỏ, bản mới", number=2)
    renewed = learner.get(LESSON).content.decode()
    enrolment.refresh_from_db()
    assert enrolment.edition == newer
    assert "Khoá nhỏ, bản mới" in renewed
    assert "Khoá nhỏ, bản mới" not in vietnamese


def test_every_question_shows_the_answer_of_its_learner(learner, course, enrolment):
    """Also when somebody else answered the same question otherwise a moment before."""
    address = reverse("activity_event", args=[enrolment.pk, course.lesson_keys[0], course.quiz_id])
    right = right_answer(course.quiz_key("q1"))
    json_headers = {"headers": {"accept": "application/json"}}
    told = learner.post(
        address, {"asked-q1": "1", "answer-q1": right, "id": str(uuid.uuid4())}, **json_headers
    ).json()
    assert told["html"].count("checked") == 1
    assert "Góp ý a q1" in told["html"]
    assert address in told["html"]


def test_a_token_is_masked_anew_for_every_page(learner):
    """Compressed pages would otherwise give it away by their length."""
    pages = [set(TOKENS.findall(learner.get(LESSON).content.decode())) for _time in range(2)]
    assert pages[0].isdisjoint(pages[1])
