"""Axe on what one meets only on the way: questions, results, feedback, codes, certificates."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from certificates.evidence import NewEvidence, record
from certificates.register import NewAward, issue, revoke
from courses.models import CourseFamily
from tests.browser.acts import LOGIN, SIGNUP, Visitor
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "lam-quen-voi-vneid"
Come = Callable[..., Visitor]


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds, and whether the page runs off the side of a phone."""
    found = [(page.url, each["id"]) for each in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append((page.url, "wider than the screen"))
    return found


def test_from_a_question_to_its_result(somebody: Come) -> None:
    """A lesson with feedback, a question of the test, the overview, the result."""
    learner = somebody("minh", bypass_csp=True)
    page = learner.go(f"/vi/khoa-hoc/{SLUG}/")
    lesson = page.locator("a[href*='/bai/']").first.get_attribute("href")
    page = learner.go(lesson)
    form = page.locator("form.question[data-send]").first
    form.locator("input[type=radio], input[type=checkbox]").first.check(force=True)
    form.locator("button[type=submit]").click()
    page.wait_for_selector(".feedback")
    found = faults(page)
    learner.go(f"/vi/khoa-hoc/{SLUG}/thi/")
    learner.submit("form[action$='/bat-dau/'] button")
    found += faults(page)
    learner.submit("button[name=go][value=overview]")
    found += faults(page)
    learner.submit("form[action$='/nop/'] button")
    found += faults(page)
    assert found == []


def test_signing_up_and_in_with_mistakes(somebody: Come) -> None:
    """The form with messages, the page of the code, a wrong code."""
    visitor = somebody(bypass_csp=True)
    page = visitor.go(SIGNUP)
    visitor.submit()
    found = faults(page)
    page.fill("input[name=name]", "Nguyễn Thị Mới")
    page.fill("input[name=contact]", "0911222333")
    page.fill("input[name=birth_year]", "1956")
    page.check("input[name=consent]")
    visitor.submit()
    found += faults(page)
    page = visitor.go(LOGIN)
    page.fill("input[name=login]", "0901000002")
    visitor.submit()
    found += faults(page)
    page.fill("input[name=code]", "000000")
    visitor.submit()
    found += faults(page)
    found += faults(visitor.go("/vi/hop-thu-thu/"))
    assert found == []


def test_certificates_in_force_and_revoked(somebody: Come, cast: Cast) -> None:
    """The holder's page and the public one, valid, revoked and unknown; what officers see."""
    binh, day = cast.persons["binh"], timezone.localdate()
    family = CourseFamily.objects.get(slug=SLUG)
    award = issue(
        NewAward.for_evidence(
            record(NewEvidence(binh.pk, family.pk, "course", "test:1", 2, day)), rule_version=1
        )
    )
    learner, visitor = somebody("binh", bypass_csp=True), somebody(bypass_csp=True)
    found = faults(learner.go("/vi/chung-nhan/"))
    found += faults(learner.go(f"/vi/chung-nhan/{award.pk}/"))
    found += faults(visitor.go(f"/vi/kiem-tra/{award.check_code}/"))
    revoke(award=award, on=day, reason="fraud", voids_evidence=True, by=None)
    found += faults(visitor.go(f"/vi/kiem-tra/{award.check_code}/"))
    found += faults(visitor.go("/vi/kiem-tra/000000000000/"))
    officer, administrator = somebody("tam", bypass_csp=True), somebody("quy", bypass_csp=True)
    found += faults(officer.go("/vi/xac-nhan-tai-khoan/"))
    found += faults(administrator.go("/vi/vai-tro/"))
    assert found == []
