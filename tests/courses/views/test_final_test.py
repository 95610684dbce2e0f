"""The final test page by page."""

import uuid

import pytest
from django.urls import reverse

from courses.learning import finish_lesson
from courses.models import Attempt, Completion, Response, Result
from tests.courses.builder import right_answer
from tests.courses.conftest import make_learner, take_quiz, take_test

START = "/vi/khoa-hoc/khoa-nho/thi/bat-dau/"
INTRO = "/vi/khoa-hoc/khoa-nho/thi/"


@pytest.fixture
def learner(client, lan, enrolment):
    client.force_login(lan)
    return client


@pytest.fixture
def sitting(learner) -> Attempt:
    learner.post(START, {"id": str(uuid.uuid4())})
    return Attempt.objects.get()


def page_of(attempt, number):
    return reverse("test_question", args=[attempt.pk, number])


def form_for(course, item) -> dict:
    key, right = item["key"], right_answer(course.bank_key(item["key"]))
    form = {f"asked-{key}": "1"}
    if item["kind"] == "order":
        return form | {f"place-{key}-{option}": str(n) for n, option in enumerate(right, 1)}
    if isinstance(right, bool):
        return form | {f"answer-{key}": "true" if right else "false"}
    return form | {f"answer-{key}": right}


def answer_all(learner, course, attempt):
    for number, item in enumerate(attempt.served["items"], 1):
        answer = learner.post(page_of(attempt, number), form_for(course, item) | {"go": "next"})
        assert answer.status_code == 302
    return answer


def test_from_the_introduction_to_the_result(learner, course, sitting, enrolment, now):
    for key in course.lesson_keys:
        finish_lesson(enrolment=enrolment, page_key=key, at=now)
    take_quiz(course, enrolment, now)
    last = answer_all(learner, course, sitting)
    assert last.url == reverse("test_submit", args=[sitting.pk])
    assert learner.get(last.url).context["open_rows"] == []
    done = learner.post(last.url)
    result = learner.get(done.url)
    assert result.context["percent"] == 100
    assert result.context["is_complete"]
    assert reverse("my_certificates") in result.content.decode()
    assert Completion.objects.count() == 1


def test_starting_again_goes_on_at_the_first_open_question(learner, course, sitting):
    item = sitting.served["items"][0]
    learner.post(page_of(sitting, 1), form_for(course, item))
    assert learner.post(START).url == page_of(sitting, 2)
    assert Attempt.objects.count() == 1


def test_an_unanswered_question_may_be_passed_over_and_shows_in_the_overview(learner, sitting):
    key = sitting.served["items"][0]["key"]
    answer = learner.post(page_of(sitting, 1), {f"asked-{key}": "1", "go": "next"})
    assert answer.url == page_of(sitting, 2)
    overview = learner.get(reverse("test_submit", args=[sitting.pk]))
    assert len(overview.context["open_rows"]) == 5


def test_back_and_overview_keep_the_answer_too(learner, course, sitting):
    second = sitting.served["items"][1]
    back = learner.post(page_of(sitting, 2), form_for(course, second) | {"go": "back"})
    assert back.url == page_of(sitting, 1)
    look = learner.post(page_of(sitting, 2), form_for(course, second) | {"go": "overview"})
    assert look.url == reverse("test_submit", args=[sitting.pk])
    assert Response.objects.count() == 1
    assert learner.get(page_of(sitting, 2)).context["question"].is_answered


def test_handing_in_twice_gives_one_result_and_questions_lead_to_it(learner, sitting):
    address = reverse("test_submit", args=[sitting.pk])
    result = reverse("test_result", args=[sitting.pk])
    assert learner.post(address).url == learner.post(address).url == result
    assert Result.objects.count() == 1
    assert learner.get(page_of(sitting, 1)).url == result
    assert learner.get(address).url == result


def test_an_answer_after_handing_in_is_refused_politely(learner, course, sitting):
    learner.post(reverse("test_submit", args=[sitting.pk]))
    late = learner.post(page_of(sitting, 1), form_for(course, sitting.served["items"][0]))
    assert late.url == reverse("test_result", args=[sitting.pk])
    assert not Response.objects.exists()


def test_no_page_of_the_test_shows_a_key(learner, course, sitting):
    pages = [page_of(sitting, n) for n in range(1, 6)]
    pages.append(reverse("test_submit", args=[sitting.pk]))
    shown = "".join(learner.get(page).content.decode() for page in pages)
    learner.post(pages[-1])
    shown += learner.get(reverse("test_result", args=[sitting.pk])).content.decode()
    assert "Góp ý" not in shown
    assert "Giải thích" not in shown


def test_a_failed_test_says_how_many_attempts_are_left_and_then_when(
    learner, course, enrolment, now
):
    result = take_test(course, enrolment, now, right=1)
    page = learner.get(reverse("test_result", args=[result.attempt_id]))
    assert page.context["allowance"].left == 2
    assert not page.context["result"].passed
    for _time in range(2):
        take_test(course, enrolment, now, right=1)
    intro = learner.get(INTRO)
    assert not intro.context["allowance"].is_open
    assert learner.post(START).url == INTRO
    assert Attempt.objects.count() == 3


def test_the_test_of_somebody_else_is_not_found(client, sitting):
    client.force_login(make_learner("Trần Văn Bình"))
    for name, rest in (("test_question", [1]), ("test_submit", []), ("test_result", [])):
        address = reverse(name, args=[sitting.pk, *rest])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)
    assert client.get(INTRO).url == "/vi/khoa-hoc/khoa-nho/"


def test_a_page_beyond_the_last_question_is_not_found(learner, sitting):
    assert learner.get(page_of(sitting, 6)).status_code == 404
    assert learner.get(page_of(sitting, 0)).status_code == 404


def test_the_pages_script_saves_an_answer_under_its_id(learner, sitting):
    item = next(i for i in sitting.served["items"] if i["kind"] != "order")
    number = sitting.served["items"].index(item) + 1
    sent = {f"asked-{item['key']}": "1", f"answer-{item['key']}": "x", "id": str(uuid.uuid4())}
    for _time in range(2):
        answer = learner.post(
            page_of(sitting, number), sent, headers={"accept": "application/json"}
        )
        assert answer.json()["saved"]
    assert Response.objects.count() == 1
