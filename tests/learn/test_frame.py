"""The frame is the same for all who may see the same, and holds nothing of anybody."""

import pytest
from django.test import Client

from people.kept import everything
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Return the named cast."""
    return assemble()


def frame(page: str) -> str:
    """Return header and footer."""
    return page.split("<main", 1)[0] + page.split("</main>", 1)[1]


def kept_text() -> str:
    """Return all that the process keeps."""
    return "\n".join(repr(getattr(value, "_texts", value)) for value in everything())


def test_nothing_of_anybody_is_kept(cast: Cast) -> None:
    """No name, no token, no session, no address with a query."""
    client = cast.client("lan")
    client.get("/vi/khoa-hoc/?q=chuyen-cua-lan")
    kept = kept_text()
    assert "site-header" in kept
    cookies = [morsel.value for morsel in client.cookies.values() if morsel.value]
    for own in ["chuyen-cua-lan", cast.persons["lan"].name, *cookies]:
        assert own not in kept


def test_whoever_comes_after_sees_their_own_places(client: Client, cast: Cast) -> None:
    """A leader, a visitor and a learner, one after the other, the same page."""
    frames = [
        frame(visitor.get("/vi/khoa-hoc/").content.decode())
        for visitor in (cast.client("lan"), client, cast.client("binh"), client)
    ]
    leader, visitor, learner, again = frames
    assert 'action="/vi/tai-khoan/logout/"' in leader
    assert "/vi/to/" in leader
    assert "/vi/to/" not in learner
    assert "logout" not in visitor
    assert visitor == again


def test_a_page_in_another_language_keeps_its_address_and_query(client: Client, cast: Cast) -> None:
    """And what was typed there is escaped."""
    page = client.get('/vi/khoa-hoc/?q="><b>&trang=2').content.decode()
    assert 'href="/en/khoa-hoc/?q=%22%3E%3Cb%3E&amp;trang=2"' in page
    other = client.get("/en/khoa-hoc/").content.decode()
    assert 'href="/vi/khoa-hoc/"' in other
    assert '<html lang="en">' in other
