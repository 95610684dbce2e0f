"""The first page, the menu, the switch of language, the pages of what went wrong."""

import pytest
from django.core.management import call_command
from django.template import loader
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import reverse

from learn.models import HomePage, StandardPage
from learn.views import errors
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Return the named cast."""
    return assemble()


def labels(page: str) -> str:
    """Return the main menu of a page."""
    return page.split('class="site-nav', 1)[1].split("</nav>", 1)[0]


def test_a_visitor_finds_three_doors(client: Client, cast: Cast) -> None:
    """Learn, lead, check; and no menu of those who are signed in."""
    page = client.get("/vi/").content.decode()
    for name in ("catalogue", "team", "verify"):
        assert 'class="card card-link door' in page
        assert f'href="{reverse(name)}"' in page
    assert reverse("indicators") not in labels(page)


def test_the_root_leads_to_the_default_language(client: Client, cast: Cast) -> None:
    """Vietnamese unless the browser asks for English."""
    assert client.get("/").headers["Location"] == "/vi/"
    assert client.get("/", headers={"accept-language": "en"}).headers["Location"] == "/en/"


def test_menus_follow_roles(cast: Cast) -> None:
    """What isn't theirs isn't shown."""
    leader = labels(cast.client("lan").get("/vi/").content.decode())
    province = labels(cast.client("dung").get("/vi/").content.decode())
    learner = labels(cast.client("binh").get("/vi/").content.decode())
    assert reverse("team") in leader
    assert reverse("indicators") not in leader
    assert reverse("indicators") in province
    assert reverse("team") not in learner


def test_switch_of_language_keeps_page_and_query(client: Client, cast: Cast) -> None:
    """The same page, the same search."""
    page = client.get("/vi/khoa-hoc/?q=vneid").content.decode()
    assert 'href="/en/khoa-hoc/?q=vneid"' in page
    assert 'hreflang="en"' in page


def test_a_learner_is_greeted_by_name(cast: Cast) -> None:
    """With few queries, also for somebody who has begun nothing."""
    page = cast.client("binh").get("/vi/").content.decode()
    assert cast.persons["binh"].name in page


def test_a_missing_page_says_what_to_do(client: Client, cast: Cast) -> None:
    """404, a way on, and nothing inline."""
    answer = client.get("/vi/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert reverse("catalogue") in answer.content.decode()


def test_a_fault_needs_no_database(django_assert_num_queries: object) -> None:
    """The page of our own faults stands when everything else lies."""
    with django_assert_num_queries(0):
        answer = errors.broken(RequestFactory().get("/vi/"))
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()


def test_a_form_without_its_token_is_answered_kindly(cast: Cast) -> None:
    """Pages stay open for days; the answer says to send it once more."""
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "x"})
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()


def test_patterns_show_only_where_nothing_is_real(client: Client, cast: Cast) -> None:
    """A deployment has no such page."""
    assert client.get("/vi/mau/").status_code == 200
    with override_settings(DEMO=False):
        assert client.get("/vi/mau/").status_code == 404


def test_nothing_comes_from_elsewhere(client: Client, cast: Cast) -> None:
    """Not a font, not a script, not a picture; and the policy says so."""
    answer = client.get("/vi/mau/")
    page = answer.content.decode()
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_a_page_of_plain_text_is_served(client: Client, cast: Cast) -> None:
    """The province writes it in the editor; it stands in the site's own frame."""
    call_command("ensure_site", verbosity=0)
    page = StandardPage(title="Giờ làm việc", slug="gio-lam-viec", body="<p>Từ thứ hai.</p>")
    HomePage.objects.get(locale__language_code="vi").add_child(instance=page)
    shown = client.get("/vi/gio-lam-viec/").content.decode()
    assert "Từ thứ hai." in shown
    assert 'class="site-footer"' in shown


def test_too_many_tries_are_told_when_to_come_back(rf: RequestFactory, cast: Cast) -> None:
    """429 is a page of ours too."""
    request = rf.get("/vi/")
    request.user = cast.users["binh"]
    assert "<h1>" in loader.render_to_string("429.html", {}, request)


def test_first_page_of_a_learner_is_cheap(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    """Session and account apart, what is asked doesn't grow with what was learnt."""
    client = cast.client("binh")
    client.get("/vi/")
    with django_assert_max_num_queries(13):
        client.get("/vi/")
