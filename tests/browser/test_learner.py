"""A learner on a phone: signing up, learning with and without JavaScript, a lost connection."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from courses.models import Attempt, Completion, Enrolment, Response
from people.models import Consent, User
from tests.browser.acts import SIGNUP, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "lam-quen-voi-vneid"
Come = Callable[..., Visitor]


def test_sign_up_keeps_what_was_typed_and_asks_for_consent(somebody: Come) -> None:
    """Without consent and with a bad year: a message beside the field, nothing lost."""
    learner = somebody()
    page = learner.go(SIGNUP)
    page.fill("input[name=name]", "Nguyễn Thị Mới")
    page.fill("input[name=contact]", "0911 222 333")
    page.fill("input[name=birth_year]", "19")
    learner.submit()
    assert page.input_value("input[name=contact]") == "0911 222 333"
    assert page.locator(".field-error").count() >= 2
    assert not User.objects.filter(phone="+84911222333").exists()
    page.fill("input[name=birth_year]", "1956")
    page.check("input[name=consent]")
    learner.submit()
    page.fill("input[name=code]", "000000")
    learner.submit()
    assert page.locator(".field-error").count() == 1
    page.fill("input[name=code]", learner.newest_code())
    learner.submit()
    user = User.objects.get(phone="+84911222333")
    assert user.phone_verified
    assert Consent.objects.filter(person=user.person, act="given").exists()


def test_a_learner_finds_the_course_without_marks_and_resumes(somebody: Come) -> None:
    """ "lam quen" finds it; leaving in the second lesson, one goes on there."""
    learner = somebody("binh")
    page = learner.go("/vi/khoa-hoc/?q=lam+quen")
    assert page.locator(f"a[href$='/khoa-hoc/{SLUG}/']").count() >= 1
    learner.enrol(SLUG)
    page = learner.go(f"/vi/khoa-hoc/{SLUG}/")
    paths = page.eval_on_selector_all(
        "a[href*='/bai/']", "links => [...new Set(links.map(a => a.getAttribute('href')))]"
    )
    learner.take_lesson(paths[0])
    learner.go(paths[1])
    page = learner.go("/vi/hoc-cua-toi/")
    assert page.locator("main a.btn-primary").first.get_attribute("href") == paths[1]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_first_lesson_to_the_certificate(somebody: Come, scripts: bool) -> None:
    """All lessons, a failed test, a passed test, a certificate that can be checked."""
    learner = somebody("binh", java_script_enabled=scripts)
    learner.enrol(SLUG)
    assert learner.take_lessons(SLUG) == 10
    learner.fail_test(SLUG)
    assert not Completion.objects.exists()
    learner.pass_test(SLUG)
    assert Completion.objects.count() == 1
    certificate = learner.open_certificate()
    assert learner.pdf_holds(certificate, "Đặng Thanh Bình")
    assert somebody().verifies(certificate, "Đặng Thanh Bình")


def test_an_answer_given_without_signal_is_kept_and_sent_later(somebody: Come) -> None:
    """The phone says so, and the answer arrives once the signal is back."""
    learner = somebody("minh")
    learner.go(f"/vi/khoa-hoc/{SLUG}/thi/")
    learner.submit("form[action$='/bat-dau/'] button")
    page = learner.page
    learner.context.set_offline(True)
    learner.answer_somehow()
    told = page.locator("[data-state]").first
    expect(told).to_have_text(told.get_attribute("data-waiting"))
    assert Response.objects.count() == 0
    learner.context.set_offline(False)
    for _moment in range(50):
        if Response.objects.count():
            break
        page.wait_for_timeout(200)
    assert Response.objects.count() == 1
    assert page.evaluate("localStorage.getItem('hocso.unsent')") == "[]"


def test_two_tabs_share_one_attempt(somebody: Come) -> None:
    """Starting twice opens one sitting; handing in twice gives one result."""
    learner = somebody("minh")
    learner.go(f"/vi/khoa-hoc/{SLUG}/thi/")
    other = learner.context.new_page()
    other.goto(f"{learner.address}/vi/khoa-hoc/{SLUG}/thi/")
    learner.submit("form[action$='/bat-dau/'] button")
    with other.expect_navigation():
        other.locator("form[action$='/bat-dau/'] button").click()
    assert Attempt.objects.filter(enrolment=Enrolment.objects.get()).count() == 1
    assert re.search(r"/thi/[0-9a-f-]+/", other.url)[0] in learner.page.url


def test_a_lesson_is_light_and_asks_nobody_else(somebody: Come) -> None:
    """HTML, CSS and scripts of a first visit weigh at most 60 kB as sent; one origin."""
    learner = somebody("minh")
    page, sizes, strangers = learner.page, {}, []

    def weigh(response: object) -> None:
        if not response.url.startswith((learner.address, "data:")):
            strangers.append(response.url)
        if response.request.resource_type in ("document", "stylesheet", "script"):
            sizes[response.url] = response.request.sizes()["responseBodySize"]

    page.on("response", weigh)
    path = page.goto(f"{learner.address}/vi/khoa-hoc/{SLUG}/")
    assert path.ok
    sizes.clear()
    lesson = page.locator("a[href*='/bai/']").first.get_attribute("href")
    learner.context.clear_cookies(name="none")
    page.goto(learner.address + lesson, wait_until="networkidle")
    assert strangers == []
    assert 0 < sum(sizes.values()) <= 60_000, sizes
