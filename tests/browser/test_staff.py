"""Leader, officer, trainer and reviewer in a real browser."""

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from courses.models import CoursePage
from tests.browser.acts import Visitor
from tests.browser.chromium import DESK
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Come = Callable[..., Visitor]


def test_a_leader_sees_the_own_team_and_calls(somebody: Come, cast: Cast) -> None:
    """The strip sums to the roster; the neighbour's team stays closed."""
    lan = somebody("lan")
    page = lan.go("/vi/to/")
    counts = page.locator(".board-part strong").all_inner_texts()
    assert sum(int(count) for count in counts) == 2
    assert page.locator("a[href^='tel:']").count() >= 1
    answer = lan.context.request.get(f"{lan.address}/vi/to/{cast.next_team.pk}/")
    assert answer.status in (403, 404)


def test_an_officer_gets_from_the_number_to_the_names_and_the_file(somebody: Come) -> None:
    """The file says what the page says."""
    dung = somebody("dung", size=DESK)
    seen = dung.indicator("officials-trained")
    page = dung.page
    link = page.locator("a[href*='/csv/']").first.get_attribute("href")
    answer = dung.context.request.get(f"{dung.address}{link}")
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    units = [row for row in rows if row["unit_kind"] != "province"]
    for part in ("numerator", "denominator"):
        assert sum(int(row[part]) for row in units) == seen[part]
    page = dung.go("/vi/chi-tieu/officials-trained/danh-sach/?phan=chua")
    assert "Phạm Minh Tâm" in page.inner_text("main")


def test_a_trainer_begins_a_course_and_sees_it_at_phone_size(somebody: Come) -> None:
    """From the menu to a saved draft and its preview; nothing else is needed."""
    trang = somebody("trang", size=DESK)
    page = trang.go("/quan-tri/courses/")
    page.locator("a[href*='/pages/add/'], a[href*='/add_subpage/']").first.click()
    page.wait_for_load_state()
    page.fill("#id_title", "Khoá thử của Trang")
    page.fill("#id_summary", "Một khoá ngắn để thử.")
    page.locator("button[type=submit].action-save").first.click()
    page.wait_for_url("**/edit/")
    course = CoursePage.objects.exclude(slug="lam-quen-voi-vneid").get(locale__language_code="vi")
    assert course.title == "Khoá thử của Trang"
    assert course.slug == "khoa-thu-cua-trang"
    assert not course.live
    page.locator("[data-side-panel-toggle=preview]").first.click()
    frame = page.locator("iframe.w-preview__iframe, #w-preview-iframe").first
    frame.wait_for()
    expect(frame.content_frame.get_by_text("Khoá thử của Trang").first).to_be_visible()
    assert frame.evaluate("frame => frame.contentWindow.innerWidth") <= 420
