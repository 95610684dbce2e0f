"""Markdown of the course files to the editor's rich text."""

import unicodedata

from markdown_it import MarkdownIt

from courses.blocks.html import clean

_markdown = MarkdownIt("commonmark", {"html": False}).enable("linkify", ignoreInvalid=True)
# The editor writes <b> and <i>; to write them too means that opening a page changes nothing.
_EDITOR_TAGS = (("strong>", "b>"), ("em>", "i>"))


def plain(value: object) -> str:
    """Return a line of text in NFC, without the line breaks of YAML."""
    return " ".join(unicodedata.normalize("NFC", str(value or "")).split())


def lines(values: object) -> str:
    """Return a list as a line each."""
    return (
        "\n".join(plain(value) for value in values) if isinstance(values, list) else plain(values)
    )


def rich(value: object) -> str:
    """Return Markdown as rich text."""
    html = clean(_markdown.render(unicodedata.normalize("NFC", str(value or ""))))
    for ours, editors in _EDITOR_TAGS:
        html = html.replace(ours, editors)
    return html.replace(' rel="noopener noreferrer"', "").replace(">\n<", "><")
