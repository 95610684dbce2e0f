"""What a person does on the site, step by step, in a browser; shared by all flows."""

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Page

from people.text import tidy
from tests.browser.chromium import PHONE

LOGIN = "/vi/tai-khoan/login/"
SIGNUP = "/vi/tai-khoan/signup/"


def load_django(folder: Path) -> None:
    """Set Django up on the database of the running site, for what no page may show."""
    os.environ["HOCSO_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "learn.settings.dev"
    # Playwright's loop runs in this thread; the database is read between its calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    import django

    django.setup()


def put_on_roster(*, name: str, phone: str, birth_year: int) -> None:
    """Add a new official of a department to the registry."""
    from people.accounts.phone import normalised
    from people.dated import today
    from people.queries import units_on
    from people.registry import add_person, join

    department = (
        units_on(today(), kind="department").select_related("unit").order_by("code").first()
    )
    person = add_person(
        name=name, birth_year=birth_year, contact_phone=normalised(phone), source="roster", by=None
    )
    join(
        person=person,
        unit=department.unit,
        category="official",
        since=today(),
        by=None,
    )


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        size = options.pop("size", PHONE)
        # In which language they learn; signing in and staff pages are opened in Vietnamese.
        self.language: str = options.pop("language", "vi")
        self.context = browser.new_context(viewport=size, locale="vi-VN", **options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)

    def enter(self, client: Client) -> None:
        """Take over the session of a test client that is signed in."""
        key = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": key, "url": self.address}])

    def go(self, path: str) -> Page:
        """Open ``path`` and return the page."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def submit(self, selector: str = "main form button[type=submit]") -> None:
        """Press the first button that ``selector`` finds and wait for the next page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    # Signing in and up

    def newest_code(self) -> str:
        """Return the newest code of the demo's outbox, as read by somebody at the machine."""
        other = self.context.new_page()
        other.goto(f"{self.address}/vi/hop-thu-thu/")
        code = other.locator(".code").first.inner_text().strip()
        other.close()
        return code

    def sign_in(self, phone: str) -> None:
        """Sign in with a phone number and the code sent to it."""
        page = self.go(LOGIN)
        page.fill("input[name=login]", phone)
        self.submit()
        page.fill("input[name=code]", self.newest_code())
        self.submit()

    def sign_in_demo(self, who: str) -> None:
        """Sign in as one of the demo's accounts, with the second factor where there is one."""
        from learn.demo import accounts

        sign_in = getattr(accounts, who)
        self.sign_in(f"0{sign_in.phone[3:]}")
        if sign_in.role:
            self.page.fill("input[name=code]", accounts.current_codes()[sign_in])
            self.submit()

    def sign_up(self, *, name: str, phone: str, birth_year: int) -> None:
        """Sign up as the form asks, ticking consent oneself."""
        page = self.go(SIGNUP)
        page.fill("input[name=name]", name)
        page.fill("input[name=contact]", phone)
        page.fill("input[name=birth_year]", str(birth_year))
        assert not page.is_checked("input[name=consent]"), "consent must not be pre-ticked"
        page.check("input[name=consent]")
        self.submit()
        page.fill("input[name=code]", self.newest_code())
        self.submit()

    # Learning

    def enrol(self, slug: str) -> None:
        """Enrol in an open course from its page."""
        self.go(f"/{self.language}/khoa-hoc/{slug}/")
        self.submit("form[action$='/ghi-danh/'] button")

    def take_lessons(self, slug: str) -> int:
        """Read every lesson, answer its practice, tick its task; return how many there were."""
        self.go(f"/{self.language}/khoa-hoc/{slug}/")
        paths = self.page.eval_on_selector_all(
            "a[href*='/bai/']", "links => [...new Set(links.map(a => a.getAttribute('href')))]"
        )
        for path in paths:
            self.take_lesson(path)
        return len(paths)

    def take_lesson(self, path: str) -> None:
        """Do one lesson: every exercise on the page, then "finished"."""
        page = self.go(path)
        count = page.locator("form[data-send]").count()
        for index in range(count):
            form = page.locator("form[data-send]").nth(index)
            self._fill(form)
            button = form.locator("button[type=submit]").first
            if not button.count() or not button.is_visible():
                continue  # answered before: a task is done once
            with page.expect_response(re.compile("/hoat-dong/")) as answered:
                button.click()
            assert answered.value.status < 400
            page.wait_for_load_state()
        self.submit("form[action$='/xong/'] button")

    def _fill(self, form: Any) -> None:
        """Give some answer: practice teaches whatever is chosen."""
        selects = form.locator("select")
        for place in range(selects.count()):
            selects.nth(place).select_option(str(place + 1))
        if form.locator("input[type=radio]").count():
            form.locator("input[type=radio]").first.check(force=True)
        elif form.locator("input[type=checkbox]").count():
            form.locator("input[type=checkbox]").first.check(force=True)

    def answer_somehow(self) -> None:
        """Give some answer to the question on the page."""
        self._fill(self.page.locator("main form").first)

    def fail_test(self, slug: str) -> None:
        """Hand the final test in without an answer to anything but the first question."""
        self.go(f"/{self.language}/khoa-hoc/{slug}/thi/")
        self.submit("form[action$='/bat-dau/'] button")
        self.submit("button[name=go][value=overview]")
        self.submit("form[action$='/nop/'] button")

    def pass_test(self, slug: str) -> None:
        """Take the final test, answering as the key says."""
        self.go(f"/{self.language}/khoa-hoc/{slug}/thi/")
        self.submit("form[action$='/bat-dau/'] button")
        while re.search(r"/thi/[0-9a-f-]+/\d+/$", self.page.url):
            self._answer_rightly()
            self.submit("button[name=go][value=next]")
        self.submit("form[action$='/nop/'] button")
        assert "/ket-qua/" in self.page.url, self.page.url

    def _answer_rightly(self) -> None:
        asked = self.page.locator("input[name^='asked-']").first.get_attribute("name")
        item = asked.removeprefix("asked-")
        key = _answer_key(re.search(r"/thi/([0-9a-f-]+)/", self.page.url)[1], item)
        right = key["right"]
        if key["kind"] == "order":
            for place, option in enumerate(right, start=1):
                self.page.select_option(f"select[name='place-{item}-{option}']", str(place))
        elif isinstance(right, bool):
            self._tick(item, "true" if right else "false")
        else:
            for option in right:
                self._tick(item, option)

    def _tick(self, item: str, value: str) -> None:
        self.page.locator(f"input[name='answer-{item}'][value='{value}']").check(force=True)

    # Certificate and numbers

    def open_certificate(self) -> dict[str, str]:
        """Open the newest certificate from the list; return its number, check code and path."""
        self.go("/vi/chung-nhan/")
        path = self.page.locator("main a[href*='/chung-nhan/']").first.get_attribute("href")
        self.go(path)
        check = self.page.locator("main a[href*='/kiem-tra/']").first.get_attribute("href")
        return {
            "path": path,
            "number": re.search(r"[A-Z]+-\d{4}-\d+", self.page.inner_text(".paper-facts")).group(),
            "code": check.rstrip("/").rsplit("/", 1)[1],
        }

    def pdf_holds(self, certificate: dict[str, str], name: str) -> bool:
        """Return whether the PDF is one and says the name and the number as text."""
        from pypdf import PdfReader

        answer = self.context.request.get(f"{self.address}{certificate['path']}pdf/")
        body = answer.body()
        text = tidy(" ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages))
        return body[:5] == b"%PDF-" and name in text and certificate["number"] in text

    def verifies(self, certificate: dict[str, str], name: str) -> bool:
        """Return whether the address in the QR code says name, number and that it stands."""
        self.go(f"/v/{certificate['code']}")
        text = tidy(self.page.inner_text("main"))
        stands = self.page.locator(".verdict-valid").count() == 1
        return stands and name in text and certificate["number"] in text

    def indicator(self, code: str) -> dict[str, int]:
        """Return numerator and denominator of the whole province, as the page shows them."""
        self.go(f"/vi/chi-tieu/{code}/")
        cells = self.page.locator("tfoot td.num").all_inner_texts()
        numerator, denominator = (int(cell.replace(".", "")) for cell in cells[:2])
        return {"numerator": numerator, "denominator": denominator}


def _answer_key(attempt_id: str, item: str) -> dict[str, Any]:
    """Return the key of an item of an attempt, read from the database: no page shows it."""
    from courses.models import Attempt, EditionItem

    edition = Attempt.objects.get(pk=attempt_id).edition_id
    return EditionItem.objects.get(edition_id=edition, item_key=item, language="vi").key
