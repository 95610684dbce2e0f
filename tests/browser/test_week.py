"""A leader's week on the phone, and the commune's approval at its end."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import expect

from certificates.models import Evidence
from people.dated import months_after, today
from people.models import Message
from teams.models import ClassSession, Nudge, ReportTurn, Visit
from tests.browser.acts import Visitor
from tests.browser.chromium import DESK
from tests.browser.test_village import scanned
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Come = Callable[..., Visitor]
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def morning(day: dt.date) -> dt.datetime:
    """Return nine o'clock of ``day``: reminders leave by day only."""
    return dt.datetime.combine(day, dt.time(9), HERE)


def remind(lan: Visitor, team: int) -> None:
    """Open the board and remind the first member whom a card allows to be reminded."""
    page = lan.go(f"/vi/to/{team}/")
    form = page.locator("form[action$='/nhac/']").first
    assert form.locator("xpath=ancestor::article").locator(".member-name").inner_text()
    lan.submit("form[action$='/nhac/'] button")
    expect(page.locator(".today .small", has_text="Đã nhắc").first).to_be_visible()


def hold_class(lan: Visitor, minh: Visitor, team: int) -> None:
    """Open a class, let a phone in by the square, close it."""
    page = lan.go(f"/vi/to/{team}/")
    page.locator(".team-menu summary").click()
    page.locator(f".team-menu a[href='/vi/to/{team}/lop/']").click()
    page.fill("input[name=topic]", "Cài VNeID")
    page.fill("input[name=place]", "Nhà văn hoá ấp 3")
    lan.submit("main form button[type=submit]")
    session = ClassSession.objects.get()
    minh.go(scanned(lan, session))
    minh.submit()
    lan.go(f"/vi/lop/{session.pk}/")
    lan.submit("form:has(input[value=ket-thuc]) button")


def help_somebody(lan: Visitor, team: int, topic: str, outcome: str) -> None:
    """Write a visit down: one tap for the topic, one for how it went."""
    page = lan.page
    if not page.url.endswith("/di-ho-tro/"):
        page = lan.go(f"/vi/to/{team}/di-ho-tro/")
    page.locator(f"a.visit-topic[href$='viec={topic}']").click()
    lan.submit(f"button[name=outcome][value={outcome}]")
    expect(page.locator("main")).to_contain_text("Đã ghi")


def test_a_leaders_week_and_the_communes_approval(somebody: Come, cast: Cast) -> None:
    """Board, reminder, class by QR, two visits in two taps each, the report, the approval."""
    team, day = cast.team.pk, today() + dt.timedelta(days=1)
    with time_machine.travel(morning(day)):
        lan = somebody("lan")
        remind(lan, team)
        assert Message.objects.filter(pk__in=Nudge.objects.values("message_id")).count() == 1
        hold_class(lan, somebody("minh"), team)
        attended = Evidence.objects.filter(source="attendance", on=day)
        assert attended.get().person == cast.persons["minh"]
        help_somebody(lan, team, "vneid", "alone")
        help_somebody(lan, team, "chong-lua-dao", "not_yet")
        assert Visit.objects.filter(team=team, by=cast.users["lan"]).count() == 2

    month = day.replace(day=1)
    with time_machine.travel(morning(months_after(month, 1))):
        address = f"/vi/to/{team}/bao-cao/{month:%Y-%m}/"
        lan = somebody("lan")
        page = lan.go(f"/vi/to/{team}/")
        page.locator(f".notice a[href='{address}']").click()
        expect(page.locator("main")).to_contain_text("Tổng số lượt")
        page.fill("textarea[name=note]", "Nhiều cụ chưa có điện thoại thông minh.")
        lan.submit("button[value=gui]")
        assert ReportTurn.objects.get().facts["visits"] == 2

        tam = somebody("tam", size=DESK)
        page = tam.go(f"/vi/xa/{cast.trang_bom.pk}/bao-cao-to/?thang={month:%Y-%m}")
        page.locator(f"a[href='{address}']").first.click()
        expect(page.locator("main")).to_contain_text("Nhiều cụ chưa có điện thoại thông minh.")
        page.fill("input[name=reason]", "Ghi thêm số người dự lớp.")
        tam.submit("button[value=tra-lai]")

        page = lan.go(address)
        expect(page.locator("main")).to_contain_text("Ghi thêm số người dự lớp.")
        lan.submit("button[value=gui]")
        tam.go(address)
        tam.submit("button[value=duyet]")
        page = lan.go(address)
        assert not page.locator("main form button[value=gui]").count()
        kinds = list(ReportTurn.objects.order_by("number").values_list("kind", flat=True))
        assert kinds == ["sent", "returned", "sent", "approved"]
        assert ReportTurn.objects.latest("number").facts["visits"] == 2
