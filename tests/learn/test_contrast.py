"""Every pair of text and ground in the tokens is readable, light and dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "learn" / "static" / "learn" / "css"
GROUNDS = ("paper", "surface", "sunken")
TEXT = [(ink, ground) for ink in ("ink", "ink-soft", "leaf", "lotus") for ground in GROUNDS]
TEXT += [(ink, ground) for ink in ("done", "stuck", "late") for ground in ("paper", "surface")]
TEXT += [
    ("on-leaf", "leaf"),
    ("on-leaf", "leaf-strong"),
    ("on-deep", "deep"),
    ("leaf-strong", "surface"),
    ("leaf-strong", "leaf-soft"),
    ("doing", "leaf-soft"),
    ("paper", "ink"),
    ("stuck", "sun-soft"),
]
TEXT += [(ink, f"{ink}-soft") for ink in ("leaf", "lotus", "done", "stuck", "late")]
TEXT += [("ink", f"{tint}-soft") for tint in ("leaf", "lotus", "sun", "done", "stuck", "late")]
TEXT += [("ink-soft", "leaf-soft")]
# Edges of fields, rings of focus and bars need 3:1 beside what they stand on; a gap of 2 px
# keeps the ring off a button, so it is measured on the page.
GRAPHICS = [("edge", "paper"), ("edge", "surface"), ("focus", "paper"), ("focus", "surface")]
GRAPHICS += [("leaf", "line"), ("done", "surface")]


def tokens() -> dict[str, dict[str, str]]:
    """Return the colours of both schemes; dark inherits what it doesn't change."""
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    light_text, dark_text = text.split("@media (prefers-color-scheme: dark)")
    colour = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
    light = dict(colour.findall(light_text))
    return {"light": light, "dark": light | dict(colour.findall(dark_text))}


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (GRAPHICS, 3.0)])
def test_pairs_are_readable(scheme: str, pairs: list[tuple[str, str]], least: float) -> None:
    """Text 4.5:1, graphics 3:1."""
    colours = tokens()[scheme]
    poor = {
        (ink, ground): round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < least
    }
    assert poor == {}


def test_known_contrasts() -> None:
    """The measure itself: black on white is 21, a colour on itself 1."""
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert contrast("#0b6b5b", "#0b6b5b") == 1
