"""What a visitor does after opening a page, for page types that have no address of their own."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.browser.acts import Visitor
from tests.screens.cards import PIN
from tests.screens.world import PHONES, World

SEND = "main form button[type=submit]"


def open_menu(visitor: Visitor, world: World) -> None:
    """Open the folded menu."""
    visitor.page.locator(".site-menu summary").click()


def open_later(visitor: Visitor, world: World) -> None:
    """Open the first card's reasons for putting it off."""
    visitor.page.locator(".today-later summary").first.click()


def counter_nameless(visitor: Visitor, world: World) -> None:
    """Begin to help somebody who gives no name, whatever was under way."""
    if visitor.page.locator("input[value=bo]").count():
        visitor.submit("form:has(input[value=bo]) button")
    visitor.submit("form:has(input[value=khong-ten]) button")


def counter_task(visitor: Visitor, world: World) -> None:
    """Choose the first task."""
    counter_nameless(visitor, world)
    visitor.submit("form:has(input[value=viec]) button")


def send(visitor: Visitor, world: World) -> None:
    """Press the button without typing anything."""
    visitor.submit()


def send_without_token(visitor: Visitor, world: World) -> None:
    """Send a form whose token has gone."""
    visitor.page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(e => e.remove())"
    )
    visitor.submit("main form[method=post] button")


def to_question(visitor: Visitor, world: World) -> None:
    """Scroll to the first exercise."""
    visitor.page.locator("form[data-send]").first.scroll_into_view_if_needed()


def answer_rightly(visitor: Visitor, world: World) -> None:
    """Answer the first exercise; it is right or partly so."""
    _answer(visitor, last=False)


def answer_wrongly(visitor: Visitor, world: World) -> None:
    """Answer the first exercise with its last option."""
    _answer(visitor, last=True)


def _answer(visitor: Visitor, *, last: bool) -> None:
    form = visitor.page.locator("form[data-send]:has(input[type=radio]:enabled)").first
    if not form.count():
        return  # answered when the pictures were taken before
    options = form.locator("input[type=radio]")
    (options.last if last else options.first).check(force=True)
    form.locator("button[type=submit]").first.click()
    visitor.page.wait_for_load_state("networkidle")


def ask_for_code(visitor: Visitor, world: World) -> None:
    """Ask for a code to sign in with."""
    _ask(visitor, PHONES["finisher"])


def type_wrong_code(visitor: Visitor, world: World) -> None:
    """Type a code that isn't the one that was sent."""
    _ask(visitor, PHONES["struggler"])
    visitor.page.fill("input[name=code]", "000000")
    visitor.submit()


def to_second_factor(visitor: Visitor, world: World) -> None:
    """Sign in as staff up to the second factor."""
    phone = world.users["officer"].phone
    _ask(visitor, phone)
    _type_code(visitor, phone)


def to_who_learns(visitor: Visitor, world: World) -> None:
    """Sign in with a phone on which two people learn."""
    _ask(visitor, PHONES["newcomer"])
    _type_code(visitor, PHONES["newcomer"])


def sign_up(visitor: Visitor, world: World) -> None:
    """Sign up as somebody new up to the code."""
    page = visitor.page
    page.fill("input[name=name]", "Lâm Thị Út Mười")
    page.fill("input[name=contact]", "0911 399 999")
    page.fill("input[name=birth_year]", "1957")
    page.check("input[name=consent]")
    visitor.submit()


def open_pdf(visitor: Visitor, world: World) -> None:
    """Show the PDF's first page as the program of a phone would draw it."""
    address = visitor.page.url.split("#")[0] + "pdf/"
    body = visitor.context.request.get(address).body()
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "page"
        command = ["pdftoppm", "-png", "-r", "110", "-singlefile", "-", str(stem)]
        subprocess.run(command, input=body, check=True)
        picture = stem.with_suffix(".png").read_bytes()
    visitor.page.route(
        "**/page.png", lambda route: route.fulfill(body=picture, content_type="image/png")
    )
    visitor.page.set_content("<!doctype html><img src='/page.png' alt='' style='width:100%'>")
    visitor.page.wait_for_load_state("networkidle")


def _ask(visitor: Visitor, phone: str) -> None:
    visitor.page.fill("input[name=login]", f"0{phone[3:]}")
    visitor.submit()


def _type_code(visitor: Visitor, phone: str) -> None:
    """Type the newest code that was sent to ``phone``."""
    import re

    from people.models import Message

    text = Message.objects.filter(to=phone).latest("created_at").body
    visitor.page.fill("input[name=code]", re.search(r"\d{6}", text).group())
    visitor.submit()


def see_what_follows(visitor: Visitor, _world: World) -> None:
    """Fill in another name and its decision, and look at what follows."""
    page = visitor.page
    page.fill("#id_name", "Phường Nguyễn Thị Minh Khai")
    page.fill("#id_decision", "45/NQ-HĐND")
    page.fill("#id_decided_on", page.input_value("#id_on"))
    visitor.submit("button[name=preview]")


def type_pin(visitor: Visitor, _world: World) -> None:
    """Type the PIN of a card whose code stands in the address."""
    visitor.page.fill("#id_pin", PIN)
    visitor.submit("main form[method=post] button")


def make_cards(visitor: Visitor, _world: World) -> None:
    """Tick the last two people of the list and make their cards."""
    boxes = visitor.page.locator("input[name=person]:enabled")
    for place in (-1, -2):
        boxes.nth(place).check()
    visitor.submit("form.print > button")


def type_cards(visitor: Visitor, world: World) -> None:
    """Send the cards of a class: one that holds and one that is none."""
    visitor.page.locator("summary", has=visitor.page.locator("text=Ghi bằng thẻ")).click()
    visitor.page.fill("#class-cards", f"{world.names['new_card']}\n0123-4567-89AB")
    visitor.submit("form[action$='/the/'] button")


def open_card_form(visitor: Visitor, world: World) -> None:
    """Open the form in which a citizen confirms with a card."""
    visitor.page.locator("details:has(#visit-card) summary").click()


ACTS: dict[str, Callable[[Visitor, World], None]] = {
    act.__name__: act
    for act in (
        open_menu,
        open_later,
        counter_nameless,
        counter_task,
        send,
        send_without_token,
        to_question,
        answer_rightly,
        answer_wrongly,
        ask_for_code,
        type_wrong_code,
        to_second_factor,
        to_who_learns,
        sign_up,
        open_pdf,
        see_what_follows,
        type_pin,
        make_cards,
        type_cards,
        open_card_form,
    )
}
