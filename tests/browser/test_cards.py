"""A card from the leader's phone to a shared device: given, used for the first time, left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from people.models import PersonCard, User
from tests.browser.acts import Visitor
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Come = Callable[..., Visitor]
PIN = "482915"


def test_a_card_is_given_and_learnt_with(somebody: Come, cast: Cast) -> None:
    """Minh has no phone today: Lan makes him a card, he chooses the PIN and learns in the hall."""
    lan, minh = somebody("lan"), cast.persons["minh"]
    page = lan.go(f"/vi/the/don-vi/{cast.team.pk}/")
    page.locator(f"a[href='/vi/the/nguoi/{minh.pk}/']").click()
    page.fill("#id_pin", PIN)
    page.fill("#id_again", PIN)
    lan.submit("main form.form button[type=submit]")
    code = page.locator(".paper-code").inner_text()
    assert PersonCard.objects.get().person == minh
    hall = somebody()
    page = hall.go(f"/vi/tai-khoan/the/{code}/")
    page.fill("#id_pin", PIN)
    hall.submit("main form[method=post] button")
    page.check("#id_consent")
    hall.submit("main form[method=post] button")
    expect(page.locator(".messages, main").first).to_contain_text(minh.name)
    assert User.objects.get(link="card").person == minh
    # The lesson that he began with his phone goes on.
    page.locator(".resume-card a, .resume-card button").first.click()
    expect(page.locator("#card-leave")).to_be_visible()
    hall.submit("#card-leave button")
    expect(page.locator("h1")).to_contain_text("Đăng nhập bằng thẻ")
    assert "login" in hall.go("/vi/hoc-cua-toi/").url
