"""Two communes become one: before and after, on the boards that people look at."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from people.dated import today
from people.models import Unit, UnitState
from tests.browser.acts import Visitor
from tests.browser.chromium import DESK
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def total(page: Page) -> int:
    """Return how many members the board's strip counts."""
    return sum(int(count) for count in page.locator(".board-part strong").all_inner_texts())


def test_merging_two_communes_leaves_yesterdays_boards_and_sums_todays(
    somebody: Callable[..., Visitor], cast: Cast
) -> None:
    """From the menu of the province to the teams that wait for a decision."""
    dung = somebody("dung", size=DESK)
    yesterday = today() - dt.timedelta(days=1)
    communes: list[Unit] = [cast.trang_bom, cast.xuan_loc]
    old = [f"/vi/xa/{unit.pk}/?ngay={yesterday}" for unit in communes]
    before = [total(dung.go(address)) for address in old]
    assert before == [2, 1]

    page = dung.go(f"/vi/don-vi/{cast.trang_bom.pk}/")
    page.click("a[href$='/nhap/']")
    page.select_option("#id_other1", str(cast.xuan_loc.pk))
    page.check("input[name=heir][value=new]")
    page.fill("#id_name", "Phường Trảng Xuân")
    page.fill("#id_code", "30001")
    page.fill("#id_on", today().isoformat())
    page.fill("#id_decision", "12/NQ-HĐND")
    page.fill("#id_decided_on", yesterday.isoformat())
    dung.submit("button[name=preview]")
    assert "Phường Trảng Xuân" in page.inner_text("main")
    assert not UnitState.objects.filter(name="Phường Trảng Xuân").exists()
    dung.submit("button[name=confirm]")
    new = UnitState.objects.get(name="Phường Trảng Xuân").unit_id

    page.click(f"a[href='/vi/xa/{new}/sap-xep-to/']")
    assert page.locator(".staff-card").count() == 2
    assert total(dung.go(f"/vi/xa/{new}/")) == sum(before)
    assert [total(dung.go(address)) for address in old] == before
    gone = dung.go(f"/vi/xa/{cast.xuan_loc.pk}/")
    gone.click(f"main a[href='/vi/xa/{new}/']")
    assert total(gone) == sum(before)

    tam = somebody("tam")
    assert total(tam.go(f"/vi/xa/{new}/")) == sum(before)
    assert total(tam.go(old[0])) == before[0]
