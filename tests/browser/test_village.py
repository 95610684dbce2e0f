"""A class by QR code with two phones, a group on one device, the counter's clean screen."""

from collections.abc import Callable

import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from certificates.models import Evidence
from courses.models import Assistance
from courses.queries.quizzes import quizzes_of
from people.dated import today
from teams import classes
from teams.models import ClassSession, CounterHelp
from tests.browser.acts import Visitor
from tests.cast import Cast
from tests.teams.assessors import COURSE, TASK, make_assessor, marks
from tests.teams.test_assessing import observed
from tests.teams.test_classes import mark, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Come = Callable[..., Visitor]
COUNTER = "/vi/quay/"


def scanned(leader: Visitor, session: ClassSession) -> str:
    """Return the address in the square that the leader's screen shows, as a camera reads it."""
    page = leader.go(f"/vi/lop/{session.pk}/ma/")
    shown = page.locator(".class-square").get_attribute("src")
    token = classes.class_token(session.pk, timezone.now())
    path = reverse("class_join", args=[session.pk, token])
    code = segno.make(f"{leader.address}{path}", error="m", micro=False)
    assert shown == code.svg_data_uri(border=3, dark="#16232b", light="#ffffff")
    return path


def test_a_class_is_held_by_qr_code_with_two_phones(somebody: Come, cast: Cast) -> None:
    """One phone is signed in, the other signs in on the way; closing vouches for both."""
    lan = somebody("lan")
    page = lan.go(f"/vi/to/{cast.team.pk}/lop/")
    page.fill("input[name=topic]", "Cài VNeID")
    page.fill("input[name=place]", "Nhà văn hoá ấp 3")
    lan.submit("main form button[type=submit]")
    session = ClassSession.objects.get()
    path = scanned(lan, session)
    minh, binh = somebody("minh"), somebody()
    assert "Trần Văn Minh" in minh.go(path).inner_text("main")
    minh.submit()
    # Without an account on the phone: sign in first, then say yes, within a quarter of an hour.
    page = binh.go(path)
    page.fill("input[name=login]", "0901000009")
    binh.submit()
    page.fill("input[name=code]", binh.newest_code())
    binh.submit()
    assert path in page.url
    assert "Đặng Thanh Bình" in page.inner_text("main")
    binh.submit()
    assert [one.name for one in classes.attendees(session)] == ["Đặng Thanh Bình", "Trần Văn Minh"]
    page = lan.go(f"/vi/lop/{session.pk}/")
    expect(page.locator(".class-people li")).to_have_count(2)
    lan.submit("form:has(input[value=ket-thuc]) button")
    found = Evidence.objects.filter(source="attendance", on=today())
    assert set(found.values_list("person", flat=True)) == {
        cast.persons[who].pk for who in ("minh", "binh")
    }


def test_a_group_learns_on_one_device_without_scripts(somebody: Come, cast: Cast) -> None:
    """Names in large buttons, one turn each, the next name two taps away."""
    session = opened(cast)
    mark(cast, session, "minh", "binh")
    lan = somebody("lan", java_script_enabled=False)
    page = lan.go(f"/vi/lop/{session.pk}/hoc-chung/")
    for link in ("?khoa=", "/hoc-chung/lam-quen"):
        page.locator(f"main a[href*='{link}']").first.click()
    for name in ("Đặng Thanh Bình", "Trần Văn Minh"):
        page.locator(".group-names a", has_text=name).click()
        assert name in page.inner_text("h1")
        for question in page.locator("fieldset").all():
            question.locator("input[type=radio], input[type=checkbox]").first.check(force=True)
        page.locator("main form button[type=submit]").click()
        page.locator("main a.btn-primary").first.click()
    expect(page.locator(".group-names a.btn-primary")).to_have_count(0)
    assert set(Assistance.objects.values_list("attempt__enrolment__person", flat=True)) == {
        cast.persons[who].pk for who in ("minh", "binh")
    }
    height = page.locator(".group-names a").first.bounding_box()["height"]
    assert height >= 48


def test_the_counter_shows_nothing_of_the_last_person_on_the_way_back(
    somebody: Come, cast: Cast
) -> None:
    """Whoever sits down next and goes back finds an empty form."""
    tam = somebody("tam")
    page = tam.go(COUNTER)
    page.fill("input[name=phone]", "0901 000 002")
    tam.submit("form:has(input[value=so]) button")
    assert "Trần V. Minh" in page.inner_text("main")
    tam.submit("button[value=tra-cuu]")
    tam.submit("button[value=helped]")
    assert CounterHelp.objects.get().person == cast.persons["minh"]
    for _ in range(4):
        text = page.content()
        assert "Minh" not in text
        assert "901" not in page.locator("main").inner_html()
        page.go_back()
        if not page.url.startswith(tam.address):
            break


def test_the_pages_of_the_village_have_no_fault_that_axe_finds(
    cast: Cast, visit: Callable[..., Page]
) -> None:
    """At phone size in light and dark, and no wider than the phone at twice the text."""
    make_assessor(cast)
    session = opened(cast)
    mark(cast, session, "minh", "binh")
    row = observed(cast, marks=marks(qr="hint"))
    quiz = quizzes_of(COURSE, "vi")[0]
    group = f"/vi/lop/{session.pk}/hoc-chung/"
    exercise = f"{group}{COURSE}/{quiz.page_key}/{quiz.block_id}/"
    pages = [
        ("lan", f"/vi/lop/{session.pk}/"),
        ("lan", f"/vi/lop/{session.pk}/ma/"),
        ("lan", f"{group}?khoa={COURSE}"),
        ("lan", exercise),
        ("lan", f"{exercise}{cast.persons['minh'].pk}/"),
        ("lan", "/vi/danh-gia/"),
        ("lan", f"/vi/danh-gia/nguoi/{cast.persons['minh'].pk}/"),
        ("lan", f"/vi/danh-gia/nguoi/{cast.persons['minh'].pk}/{TASK}/"),
        ("minh", f"/vi/danh-gia/lan/{row.pk}/"),
        ("minh", "/vi/danh-gia/cua-toi/"),
        ("trang", "/vi/danh-gia/nguoi-moi/"),
        ("dung", "/vi/danh-gia/doi-chieu/"),
        ("tam", COUNTER),
    ]
    faults = []
    for who, path in pages:
        for scheme in ("light", "dark"):
            page = visit(who, path, scheme)
            faults += [
                (path, scheme, found["id"], found["nodes"][0]["html"])
                for found in Axe().run(page).response["violations"]
            ]
            page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append((path, scheme, "wider than the screen at twice the text", ""))
            page.context.close()
    assert faults == []
