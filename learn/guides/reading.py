"""From the Markdown of a guide to what its page shows."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from people.text import fold

TEXTS = Path(__file__).parent / "vi"
PICTURES = Path(__file__).parents[1] / "static" / "learn" / "guides"
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_PAGE, _GUIDE = "url:", "guide:"


@dataclass(frozen=True)
class Section:
    """One task of a guide: its place on the page, its heading and its HTML."""

    anchor: str
    title: str
    html: SafeString


@dataclass(frozen=True)
class Reading:
    """A guide as its page shows it."""

    title: str
    lead: SafeString
    sections: tuple[Section, ...]


@lru_cache(maxsize=32)
def read(slug: str, language: str) -> Reading:
    """Return the guide with the addresses of the site in ``language``; its text is rendered once.

    Raises:
        FileNotFoundError: there is no such guide, or a picture of it is missing.
        NoReverseMatch: it leads to a page that the site doesn't have.
    """
    tokens = _markdown.parse((TEXTS / f"{slug}.md").read_text(encoding="utf-8"))
    with override(language):
        head, *parts = _cut(_dressed(tokens))
        return Reading(
            title=head[1].content,
            lead=_html(head[3:]),
            sections=tuple(_section(part) for part in parts),
        )


def _cut(tokens: list[Token]) -> list[list[Token]]:
    """Return the tokens in pieces, each beginning with a heading of a guide or of a task."""
    pieces: list[list[Token]] = []
    for token in tokens:
        if token.type == "heading_open" and token.tag in {"h1", "h2"}:
            pieces.append([])
        pieces[-1].append(token)
    return pieces


def _section(tokens: list[Token]) -> Section:
    title = tokens[1].content
    return Section(anchor=slugify(fold(title)), title=title, html=_html(tokens[3:]))


def _html(tokens: list[Token]) -> SafeString:
    # Our own files, and the renderer passes no HTML of theirs on.
    return mark_safe(_markdown.renderer.render(tokens, _markdown.options, {}))  # noqa: S308


def _dressed(tokens: list[Token]) -> list[Token]:
    """Return the tokens with the site's addresses, classes and figures in them."""
    dressed: list[Token] = []
    heading = ""
    for place, token in enumerate(tokens):
        if token.type == "inline":
            _lead_to_pages(token.children or [])
            if tokens[place - 1].type == "heading_open":
                heading = token.content
        if _is_picture(token):
            dressed[-1] = _raw(_figure(token.children[0]))  # type: ignore[index]
        elif token.type == "paragraph_close" and _is_picture(tokens[place - 1]):
            continue
        elif token.type == "table_open":
            dressed.append(_raw(_table_open(heading)))
        elif token.type == "table_close":
            dressed.append(_raw("</table></div>\n"))
        else:
            dressed.append(_classed(token))
    return dressed


def _classed(token: Token) -> Token:
    if token.type.startswith("blockquote"):
        token.tag = "div"
        if token.nesting == 1:
            token.attrSet("class", "notice notice-tip guide-note")
    return token


def _lead_to_pages(children: list[Token]) -> None:
    for child in children:
        to = str(child.attrGet("href") or "")
        if to.startswith(_PAGE):
            child.attrSet("href", reverse(to.removeprefix(_PAGE)))
        elif to.startswith(_GUIDE):
            child.attrSet("href", reverse("guide", args=[to.removeprefix(_GUIDE)]))


def _is_picture(token: Token) -> bool:
    children = token.children or []
    return token.type == "inline" and len(children) == 1 and children[0].type == "image"


def _figure(image: Token) -> str:
    name = str(image.attrs["src"])
    with Image.open(PICTURES / name) as picture:
        width, height = picture.size
    address = static(f"learn/guides/{name}")
    shown = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
        address,
        width,
        height,
        image.content,
    )
    # A wide screen is too small to read on a phone, so it opens by itself.
    is_wide = width > height
    return format_html(
        '<figure class="guide-picture guide-picture-{}">{}<figcaption>{}</figcaption></figure>\n',
        "desk" if is_wide else "phone",
        format_html('<a href="{}">{}</a>', address, shown) if is_wide else shown,
        image.attrs.get("title", ""),
    )


def _table_open(heading: str) -> str:
    return format_html(
        '<div class="table-wrap" tabindex="0" role="region" aria-label="{}"><table class="data">\n',
        heading,
    )


def _raw(html: str) -> Token:
    return Token("html_block", "", 0, content=html)
