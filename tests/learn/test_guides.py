"""Guides open, in every language; nothing they show or lead to is missing."""

import itertools
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from learn.guides.reading import PICTURES, TEXTS, read
from learn.guides.shelf import GUIDES
from tests.cast import assemble

LARGEST, MOST = 40_000, 25
FOLDER = settings.BASE_DIR / "templates"
HELP = re.compile(r'help_link\.html" with guide="([\w-]+)" part="([\w-]*)"')


class Page(HTMLParser):
    """What a page has: heading levels, anchors, links, pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.pictures: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tests ask about."""
        values = {name: value or "" for name, value in attrs}
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in values:
            self.anchors.add(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        if tag == "img":
            self.pictures.append(values)


def page_of(slug: str, language: str = "vi") -> Page:
    """Return the page of a guide, without head and foot of the site."""
    with translation.override(language):
        response = Client().get(reverse("guide", args=[slug]))
    assert response.status_code == 200
    text = response.content.decode()
    return Page(text.split("<main", 1)[1].split("</main>", 1)[0])


def test_every_file_is_a_guide_on_the_shelf() -> None:
    """Nothing is written that nobody finds."""
    assert {path.stem for path in TEXTS.glob("*.md")} == set(GUIDES)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", GUIDES)
def test_headings_step_down_one_at_a_time(slug: str) -> None:
    """One title, and no level is skipped."""
    levels = page_of(slug).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


@pytest.mark.django_db
@pytest.mark.parametrize("slug", GUIDES)
def test_pictures_are_there_with_words_and_size(slug: str) -> None:
    """A picture waits to be scrolled to, keeps its place, and says what it shows."""
    pictures = page_of(slug).pictures
    assert pictures
    for picture in pictures:
        assert (PICTURES / picture["src"].rsplit("/", 1)[1]).exists()
        assert len(picture["alt"]) > 20
        assert int(picture["width"]) > 0
        assert int(picture["height"]) > 0
        assert picture["loading"] == "lazy"


def test_pictures_are_light_few_and_all_shown() -> None:
    """What a village's line must carry, and no file that no guide shows."""
    files = {path.name: path.stat().st_size for path in PICTURES.glob("*")}
    assert len(files) <= MOST
    assert [name for name, size in files.items() if size > LARGEST] == []
    texts = "".join(path.read_text(encoding="utf-8") for path in TEXTS.glob("*.md"))
    assert set(re.findall(r"\]\(([\w-]+\.webp)", texts)) == set(files)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", GUIDES)
def test_links_lead_somewhere(slug: str) -> None:
    """To anchors of the page and to addresses of the site; signing in on the way is fine."""
    page, client = page_of(slug), assemble().client("quy")
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.anchors
        elif link.endswith(".webp"):
            assert (PICTURES / link.rsplit("/", 1)[1]).exists()
        else:
            assert link.startswith(("/vi/", "/quan-tri/"))
            assert client.get(link).status_code in (200, 302, 403), link


def test_help_links_lead_to_parts_of_guides() -> None:
    """A template that offers help names a guide and a part that are there."""
    found = [
        match for path in FOLDER.rglob("*.html") for match in HELP.findall(path.read_text("utf-8"))
    ]
    assert found
    for slug, part in found:
        anchors = {section.anchor for section in read(slug, "vi").sections}
        assert not part or part in anchors, (slug, part)


@pytest.mark.django_db
def test_the_shelf_leads_to_every_guide(client: Client) -> None:
    """Four cards; the foot of every page leads to the shelf."""
    page = client.get("/vi/huong-dan/").content.decode()
    for slug in GUIDES:
        assert f'href="/vi/huong-dan/{slug}/"' in page
    assert 'href="/vi/huong-dan/"' in client.get("/vi/khoa-hoc/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_elsewhere_the_page_says_in_which_language_it_is(client: Client, language: str) -> None:
    """The words are marked as Vietnamese; links stay in the reader's language."""
    page = client.get(f"/{language}/huong-dan/nguoi-hoc/").content.decode()
    assert 'class="guide-body" lang="vi"' in page
    assert f'href="/{language}/tai-khoan/signup/"' in page


@pytest.mark.django_db
def test_an_unknown_guide_is_missing(client: Client) -> None:
    """Whatever else stands beside the texts."""
    assert client.get("/vi/huong-dan/khong-co/").status_code == 404
