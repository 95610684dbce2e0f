"""One browser, and a small world with the VNeID course and the named cast in it."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright

from courses import learning
from courses.queries import families
from teams.assign import assign
from tests.browser.acts import Visitor
from tests.browser.chromium import PHONE, launch
from tests.cast import SINCE, Cast, assemble


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one browser for all pages."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, so Django thinks a coroutine calls it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture
def cast() -> Cast:
    """Return the cast, with the course that Minh has begun and all members are to take."""
    call_command("build_assets", verbosity=0)
    found = assemble()
    call_command("ensure_site", verbosity=0)
    call_command("load_definitions", verbosity=0)
    call_command("load_course", "vneid", untranslated=True, verbosity=0)
    person, user = found.persons["minh"], found.users["minh"]
    family = families().get()
    learning.enrol(person=person, family=family, reason="self", by=user)
    assign(
        family=family,
        unit=found.province,
        category="team_member",
        since=SINCE,
        due_on=None,
        by=None,
    )
    return found


@pytest.fixture
def visit(browser: Browser, cast: Cast, live_server: object) -> Callable[..., Page]:
    """Return a function that opens a page as somebody, on a screen, in light or dark."""

    def go(who: str, path: str, scheme: str = "light", size: dict | None = None) -> Page:
        visitor = Visitor(
            browser, live_server.url, size=size or PHONE, color_scheme=scheme, bypass_csp=True
        )
        if who:
            visitor.enter(cast.client(who))
        return visitor.go(path)

    return go


@pytest.fixture
def somebody(browser: Browser, cast: Cast, live_server: object) -> Callable[..., Visitor]:
    """Return a function that gives a visitor a browser of their own, signed in as one of the cast."""

    def come(who: str = "", **options: object) -> Visitor:
        visitor = Visitor(browser, live_server.url, **options)
        if who:
            visitor.enter(cast.client(who))
        return visitor

    return come
