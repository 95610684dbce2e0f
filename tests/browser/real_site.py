"""A site with real settings, seen by people who get their codes from its gateway of messages."""

import json
import os
import re
import time
import urllib.request
from typing import Any

from playwright.sync_api import Browser

from tests.browser.acts import Visitor

PATIENCE_SECONDS = 60
STAFF = "Lê Thị Thu Hà"
STAFF_PHONE = "0988777666"
COLLEAGUES = (("Trần Văn Phúc", "0977666555", 1979), ("Đỗ Thị Mỹ Ái", "0966555444", 1990))


class Inbox:
    """The messages that a gateway took for all phones."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.read = 0

    def newest_code(self) -> str:
        """Wait for a code that nobody has read yet and return it.

        Raises:
            TimeoutError: none came: the worker or the gateway doesn't work.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with urllib.request.urlopen(self.address, timeout=10) as answer:
                texts = [message["text"] for message in json.load(answer)]
            codes = [
                found[0] for text in texts if (found := re.search(r"(?<!\d)\d{6}(?!\d)", text))
            ]
            if len(codes) > self.read:
                self.read = len(codes)
                return codes[-1]
            time.sleep(0.2)
        raise TimeoutError("no code reached the gateway")


class Caller(Visitor):
    """Somebody with a browser who reads codes on a phone."""

    def __init__(self, browser: Browser, address: str, inbox: Inbox, **options: Any) -> None:
        # The stack's certificate is signed by an authority that only the stack knows.
        super().__init__(browser, address, ignore_https_errors=True, **options)
        self.inbox = inbox

    def newest_code(self) -> str:
        """Return the code that just came by message."""
        return self.inbox.newest_code()

    def become_province_staff(self) -> None:
        """Sign up, be given the role by whoever has the server, set up the second factor."""
        from django.core.management import call_command

        self.sign_up(name=STAFF, phone=STAFF_PHONE, birth_year=1985)
        call_command("grant_role", phone=STAFF_PHONE, role="province_staff")
        page = self.go("/vi/chi-tieu/")
        secret = page.input_value("#authenticator_secret")
        page.fill("input[name=code]", _code_of(secret))
        self.submit("main form:has(input[name=code]) button[type=submit]")
        assert "/recovery-codes/" in self.page.url, self.page.inner_text("main")
        self.go("/vi/chi-tieu/")
        assert "/2fa/" not in self.page.url, "the gate lets nobody through"

    def indicator(self, code: str) -> dict[str, int]:
        """Return numerator and denominator, and say what the page said when they aren't on it."""
        try:
            return super().indicator(code)
        except ValueError as error:
            raise AssertionError(f"{self.page.url}: {self.page.inner_text('body')}") from error


def load_django() -> None:
    """Set Django up with the settings of the site, for what no page may show."""
    # Playwright's loop runs in this thread; the database is read between its calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    import django

    django.setup()


def found_department() -> None:
    """Put officials who haven't learnt yet into a department, as the roster of a province has."""
    from people.accounts.phone import normalised
    from people.dated import today
    from people.queries import memberships_on, units_on
    from people.registry import add_person, join

    if memberships_on(today(), category="official").exists():
        return
    states = units_on(today(), kind="department").select_related("unit").order_by("code")
    department = states.filter(name="Sở Khoa học và Công nghệ")[0].unit
    for name, phone, birth_year in COLLEAGUES:
        person = add_person(
            name=name,
            birth_year=birth_year,
            contact_phone=normalised(phone),
            source="roster",
            by=None,
        )
        join(person=person, unit=department, category="official", since=today(), by=None)


def _code_of(secret: str) -> str:
    """Return what an authenticator app shows for ``secret`` now."""
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
