"""Every page type in a real browser at phone size: axe finds nothing, nothing runs off the side."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from courses.queries import catalogue, course
from tests.browser.chromium import DESK, PHONE
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Who looks ("" is a visitor) and where; {slug}, {lesson} and {team} are those of the test.
PAGES = [
    ("", "/vi/"),
    ("", "/vi/mau/"),
    ("", "/vi/khoa-hoc/"),
    ("", "/vi/khoa-hoc/?q=khong-co-gi"),
    ("", "/vi/kiem-tra/"),
    ("", "/vi/quyen-rieng-tu/"),
    ("", "/vi/tai-khoan/login/"),
    ("", "/vi/tai-khoan/signup/"),
    ("", "/vi/khong-co-trang-nay/"),
    ("minh", "/vi/"),
    ("minh", "/vi/hoc-cua-toi/"),
    ("minh", "/vi/khoa-hoc/{slug}/"),
    ("minh", "/vi/khoa-hoc/{slug}/bai/{lesson}/"),
    ("minh", "/vi/khoa-hoc/{slug}/thi/"),
    ("minh", "/vi/chung-nhan/"),
    ("minh", "/vi/ho-so/"),
    ("lan", "/vi/to/{team}/"),
    ("dung", "/vi/to/"),
    ("dung", "/vi/chi-tieu/"),
    ("dung", "/vi/chi-tieu/officials-trained/"),
    ("dung", "/vi/chi-tieu/officials-trained/danh-sach/"),
]


def test_every_page_type(cast: Cast, visit: Callable[..., Page]) -> None:
    """Zero violations in light and dark; no page is wider than the phone, at twice the text."""
    card = catalogue("vi")[0]
    lesson = course(card.slug, "vi").lessons[0]
    names = {"slug": card.slug, "lesson": lesson.slug, "team": cast.team.pk}
    faults = []
    for who, pattern in PAGES:
        path = pattern.format(**names)
        for scheme in ("light", "dark"):
            page = visit(who, path, scheme)
            violations = Axe().run(page).response["violations"]
            faults += [
                (path, scheme, found["id"], found["nodes"][0]["html"]) for found in violations
            ]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append((path, scheme, "wider than the screen", ""))
            page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append((path, scheme, "wider than the screen at twice the text", ""))
            page.context.close()
    assert faults == []


def test_larger_letters_stay(visit: Callable[..., Page]) -> None:
    """Chosen once, on every page after."""
    page = visit("", "/vi/")
    page.locator(".site-menu summary").click()
    page.locator(".menu-button[data-text-size]").click()
    assert page.evaluate("document.documentElement.dataset.text") == "large"
    page.locator(".door").first.click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.dataset.text") == "large"


def test_menus_under_the_thumb_and_on_a_desk(visit: Callable[..., Page]) -> None:
    """The bar stands at the foot of a phone and in the head of a wide screen."""
    phone = visit("lan", "/vi/").locator(".site-nav-bar").bounding_box()
    assert phone["y"] > PHONE["height"] - 100
    desk = visit("lan", "/vi/", size=DESK).locator(".site-nav-bar").bounding_box()
    assert desk["y"] < 100


def test_targets_are_large_enough(visit: Callable[..., Page]) -> None:
    """Buttons, answers and places of the menu are at least 44 px high."""
    low = "els => els.filter(e => e.offsetParent && e.offsetHeight < 44).map(e => e.outerHTML)"
    for path in ("/vi/", "/vi/mau/", "/vi/tai-khoan/signup/"):
        page = visit("", path)
        found = page.locator(".btn, .option, .site-nav a, summary").evaluate_all(low)
        assert found == [], path
