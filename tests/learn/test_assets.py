"""Icons, scenes and style sheets: what templates name is there, and it is small."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.test import Client

from learn.assets import ICONS, sprite

BASE = Path(settings.BASE_DIR)
STATIC = BASE / "learn" / "static" / "learn"
NAMED = re.compile(r"""{% icon ["']([a-z-]+)["']""")
SCENES = re.compile(r"""scene=["']([a-z-]+)["']""")


def used(pattern: re.Pattern) -> set[str]:
    """Return all names that templates use in ``pattern``."""
    return {
        name
        for path in (BASE / "templates").rglob("*.html")
        for name in pattern.findall(path.read_text(encoding="utf-8"))
    }


def test_icons_that_templates_name_are_in_the_sprite() -> None:
    """A misspelt icon would leave a hole in the page."""
    assert used(NAMED) - set(ICONS) == set()


def test_sprite_holds_each_icon_once() -> None:
    """One symbol a name, and the notice of whoever drew them."""
    text = sprite(BASE / "node_modules" / "lucide-static" / "icons")
    assert sorted(re.findall(r'<symbol id="([a-z-]+)"', text)) == sorted(ICONS)
    assert "Lucide" in text
    assert len(gzip.compress(text.encode())) < 5_000


def test_scenes_that_templates_name_are_drawn() -> None:
    """And each is small enough for a slow line."""
    for name in used(SCENES):
        drawing = (STATIC / "img" / f"scene-{name}.svg").read_bytes()
        assert len(gzip.compress(drawing)) < 6_000
        assert b"<text" not in drawing


def test_style_sheets_are_small() -> None:
    """All four together, as they travel."""
    together = b"".join(path.read_bytes() for path in sorted((STATIC / "css").glob("*.css")))
    assert len(gzip.compress(together)) < 14_000


def test_style_sheets_name_only_known_tokens() -> None:
    """A misspelt token silently falls back to nothing."""
    known = set(re.findall(r"(--[a-z0-9-]+):", (STATIC / "css" / "tokens.css").read_text()))
    for path in BASE.glob("*/static/**/*.css"):
        text = path.read_text(encoding="utf-8")
        own = set(re.findall(r"(--[a-z0-9-]+):", text))
        foreign = {name for name in re.findall(r"var\((--[a-z0-9-]+)", text) if "--w-" not in name}
        assert foreign - known - own == set(), path.name


def test_a_style_that_is_kept_isn_t_sent_again(client: Client) -> None:
    """Also when it is compressed on its way: a browser sends back the mark it was given."""
    address, packed = "/static/learn/css/base.css", {"Accept-Encoding": "gzip"}
    first = client.get(address, headers=packed)
    assert first["Content-Encoding"] == "gzip"
    again = client.get(address, headers={**packed, "If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert b"".join(again) == b""
