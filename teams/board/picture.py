"""The strip as a picture for the team's group chat: figures, never a name."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from certificates.documents.typesetting import set_page

# 270 points at this density are 1,080 pixels: sharp on a phone, about 60 kB.
_DENSITY = 288
# As the site's light scheme has them; a picture has one scheme.
COLOURS = {
    "done": "#0b6b5b",
    "doing": "#e0a100",
    "todo": "#4a5a63",
    "silent": "#b5265a",
    "none": "#d9cfbf",
}


def picture(words: dict[str, Any]) -> bytes:
    """Return the picture as PNG, 1,080 pixels wide.

    Args:
        words: what it says, already in the reader's language: site, language, name, place, done,
            total, sentence, as_of, note and parts (state, count, label, share in percent).
    """
    parts = [part | {"colour": COLOURS[part["state"]]} for part in words["parts"]]
    return set_page(_layout(), words | {"parts": parts}, format="png", ppi=_DENSITY)


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return (Path(__file__).parent / "layouts" / "strip.typ").read_bytes()
