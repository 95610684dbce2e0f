"""Rich text to HTML that is safe to keep for ever and to print without a second look."""

from typing import Any

import nh3
from wagtail.rich_text import RichText, expand_db_html

TAGS = {"p", "h3", "h4", "b", "i", "strong", "em", "ul", "ol", "li", "a", "br"}
FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link"]
SHORT_FEATURES = ["bold", "link"]


def safe_html(value: RichText | str | Any) -> str:
    """Return the text with links to our own pages resolved and all but plain tags removed."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    return clean(expand_db_html(source))


def clean(html: str) -> str:
    """Return ``html`` with only the tags that a lesson needs, and links only to the web."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "tel"},
        link_rel="noopener noreferrer",
    ).strip()
