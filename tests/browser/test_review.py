"""From a trainer's change through review and release to the learner's page; impatient fingers."""

from collections.abc import Callable

import pytest

from courses.models import Attempt, CoursePage, Edition, Result
from tests.browser.acts import Visitor
from tests.browser.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "lam-quen-voi-vneid"
NEW = "Bản mới do Trang sửa, Phúc duyệt."
Come = Callable[..., Visitor]


def test_learners_see_a_change_once_it_is_reviewed_and_released(somebody: Come) -> None:
    """Trang changes and submits, Phúc and Yến approve, Phúc releases; until then learners see the old."""
    course = CoursePage.objects.get(slug=SLUG, locale__language_code="vi")
    trang, phuc = somebody("trang", size=DESK), somebody("phuc", size=DESK)
    edit = f"/quan-tri/pages/{course.pk}/edit/"
    page = trang.go(edit)
    page.fill("#id_summary", NEW)
    page.locator("[data-w-dropdown-target=toggle]:visible").last.click()
    with page.expect_navigation():
        page.locator("button[name=action-submit]").click()
    _approve(phuc, edit)
    course.refresh_from_db()
    assert course.summary != NEW, "a second reader looks at the wording"
    _approve(somebody("yen", size=DESK), edit)
    course.refresh_from_db()
    assert course.summary == NEW
    learner = somebody("binh")
    path = f"/vi/khoa-hoc/{SLUG}/"
    assert NEW not in learner.go(path).inner_text("main")
    page = phuc.go(f"/quan-tri/courses/{course.pk}/release/")
    phuc.submit("form:has([name=change]) button[type=submit]")
    assert Edition.objects.filter(family__slug=SLUG).count() == 2
    assert NEW in learner.go(path).inner_text("main")


def _approve(reader: Visitor, edit: str) -> None:
    page = reader.go(edit)
    if not page.locator("button[data-workflow-action-name=approve]:visible").count():
        page.locator("[data-w-dropdown-target=toggle]:visible").last.click()
    with page.expect_navigation():
        page.locator("button[data-workflow-action-name=approve]:visible").first.click()


def test_pressing_twice_hands_in_once(somebody: Come) -> None:
    """A double click on the last button gives one result."""
    learner = somebody("minh")
    learner.go(f"/vi/khoa-hoc/{SLUG}/thi/")
    learner.submit("form[action$='/bat-dau/'] button")
    learner.submit("button[name=go][value=overview]")
    page = learner.page
    page.locator("form[action$='/nop/'] button").first.dblclick(no_wait_after=True)
    page.wait_for_url("**/ket-qua/")
    assert Result.objects.get().attempt == Attempt.objects.get()
