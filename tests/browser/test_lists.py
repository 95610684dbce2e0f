"""A commune's list of a team on the officer's desk: sent in, checked, taken in, the doubtful line settled."""

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from people.models import Job, Membership, Person
from people.text import tidy
from tests.browser.acts import Visitor
from tests.browser.chromium import DESK
from tests.cast import Cast
from tests.people.rosters.lists import SINCE, as_csv, done

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Come = Callable[..., Visitor]


def finish_work(officer: Visitor) -> None:
    """Let a worker do what waits, and follow the page to what came of it."""
    done(Job.objects.latest("created_at"))
    officer.page.reload()
    with officer.page.expect_navigation():
        officer.page.locator("main a.btn-primary").click()


def rejected(officer: Visitor) -> list[dict[str, str]]:
    """Return the lines of the file that comes back."""
    link = officer.page.locator("a[href$='/khong-nhan.csv']").get_attribute("href")
    body = officer.context.request.get(f"{officer.address}{link}").body()
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_a_list_is_taken_in_and_its_doubtful_line_settled(somebody: Come, cast: Cast) -> None:
    """One new member, one that may be Minh, one without a right phone."""
    minh = cast.persons["minh"]
    lines = [
        ["1", "Lý Thị Mới", "12/5/1980", "0987 654 321", "Thành viên"],
        ["2", minh.name, str((minh.birth_year or 0) + 1), f"0{minh.contact_phone[3:]}", ""],
        ["3", "Trương Văn Hai", "1975", "0123", ""],
    ]
    tam = somebody("tam", size=DESK)
    page = tam.go("/vi/danh-sach/")
    page.select_option("select[name=unit]", str(cast.team.pk))
    page.select_option("select[name=category]", "team_member")
    page.fill("input[name=since]", SINCE.isoformat())
    page.set_input_files(
        "input[name=file]",
        {"name": "tổ 3.csv", "mimeType": "text/csv", "buffer": as_csv(lines)},
    )
    tam.submit("form[enctype] button[type=submit]")
    expect(page.locator("main")).to_contain_text("Lý Thị Mới")
    tam.submit("form.form button[type=submit]")
    finish_work(tam)
    parts = page.locator(".recog-part strong").all_inner_texts()[:4]
    assert parts == ["3", "1", "1", "1"]
    assert not Person.objects.filter(name="Lý Thị Mới").exists()
    back = rejected(tam)
    assert len(back) == 1
    assert any("0123" in value for value in back[0].values())

    tam.submit("form[action$='/nhan/'] button")
    finish_work(tam)
    member = Membership.objects.get(person__name="Lý Thị Mới")
    assert (member.unit_id, member.valid_from) == (cast.team.pk, SINCE)

    page.locator("a[href='/vi/danh-sach/can-xem/']").first.click()
    page.locator(".recog-foot a").first.click()
    assert tidy(page.inner_text("main")).count(minh.name) >= 2
    tam.submit("main form button[type=submit]")
    page = tam.go("/vi/danh-sach/can-xem/")
    assert not page.locator(".recog-line").count()
    assert Person.objects.filter(name=minh.name).count() == 1
