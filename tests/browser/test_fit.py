"""Every page type with the longest names there are: nothing runs off a phone, nothing is cut."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from playwright.sync_api import Page

from courses.models import EditionPage
from people import append_only
from people.models import Person, UnitState
from tests.browser.acts import Visitor
from tests.cast import Cast
from tests.screens.acts import ACTS
from tests.screens.pages import EDITOR, MAIL, PAGES, Screen
from tests.screens.world import LONG_NAME, World, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_UNIT = (
    "Tổ công nghệ số cộng đồng khu dân cư nông thôn mới kiểu mẫu Nguyễn Thị Minh Khai số 12, "
    "ấp Phước Thuận Đông"
)
LONG_COURSE = (
    "Sử dụng ứng dụng định danh điện tử VNeID an toàn cho người cao tuổi vùng sâu, vùng xa"
)
ROLES = {
    "studying": "minh",
    "leader": "lan",
    "officer": "tam",
    "province": "dung",
    "trainer": "trang",
    "reviewer": "phuc",
    "administrator": "quy",
}
# The editor is Wagtail's; a mail and the picture of a PDF aren't pages of the site.
OURS = [row for row in PAGES if row.kind not in (EDITOR, MAIL) and row.act != "open_pdf"]
WAYS = {"as it is": "112.5%", "twice the text": "225%"}
# What sticks out to the right of the screen, and what a box of its own hides of its words.
CUT = """() => {
  const seen = (node) => node.checkVisibility() && !node.closest(".visually-hidden, .table-wrap");
  const name = (node) => node.outerHTML.slice(0, 90);
  const out = [...document.querySelectorAll("main *, header *")].filter(seen)
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1).map(name);
  const cut = [...document.querySelectorAll(".btn, .chip, summary, h1, h2, h3, .site-nav a")]
    .filter(seen)
    .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth).map(name);
  const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
  return [...wide, ...out.slice(0, 2), ...cut.slice(0, 2)];
}"""


@pytest.fixture
def world(cast: Cast, settings: object) -> World:
    """Return the pages' world in a small province whose names are as long as names get."""
    settings.ROOT_URLCONF = "tests.screens.urls"
    Person.objects.update(name=Concat(Value(f"{LONG_NAME} "), "name"))
    # The database of the test is thrown away, and with it what its locks would have kept.
    append_only.remove(connection, [EditionPage, UnitState])
    UnitState.objects.filter(unit=cast.team).update(name=LONG_UNIT)
    EditionPage.objects.filter(kind="course").update(title=LONG_COURSE)
    EditionPage.objects.filter(kind="lesson").update(
        title=Concat("title", Value(f" {LONG_COURSE}"))
    )
    users = {role: cast.users[name] for role, name in ROLES.items()}
    return furnish(users, cast.team.pk)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_cut(world: World, somebody: Callable[..., Visitor], way: str) -> None:
    """At 360 px and at twice the text, on every page type."""
    faults = []
    for screen in OURS:
        visitor = somebody(bypass_csp=True)
        if screen.role:
            visitor.context.add_cookies(
                [{"name": "sessionid", "value": world.session(screen.role), "url": visitor.address}]
            )
        faults += [(screen.name, fault) for fault in cut(visitor, world, screen, WAYS[way])]
        visitor.context.close()
    assert not faults, "\n".join(f"{name}: {fault}" for name, fault in faults)


def cut(visitor: Visitor, world: World, screen: Screen, size: str) -> list[str]:
    """Return what doesn't fit on the page when letters are of ``size``."""
    page: Page = visitor.go(screen.path.format(**world.names))
    if screen.act:
        ACTS[screen.act](visitor, world)
    page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", size)
    return page.evaluate(CUT)
