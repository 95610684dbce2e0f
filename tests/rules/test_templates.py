"""Every template compiles and holds nothing that a strict content policy refuses."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

FOLDER: Path = settings.BASE_DIR / "templates"
TEMPLATES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt"}
)
# Shown by mail programs, which drop style sheets; no page of the site includes them.
MAILS = {"people/mail.html"}
INLINE = re.compile(
    r"<[^>]+\sstyle\s*=|<style[\s>]|<script(?![^>]*\ssrc=)[^>]*>|<[^>]+\son[a-z]+\s*=",
    re.IGNORECASE,
)

INCLUDE = re.compile(r'{% include "([^"]+)"([^%]*)%}')


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles_and_has_nothing_inline(name: str) -> None:
    """No inline style, script or event attribute."""
    engines["django"].get_template(name)
    if name in MAILS:
        return
    found = INLINE.search((FOLDER / name).read_text(encoding="utf-8"))
    assert found is None, found.group(0)


def test_forms_in_pieces_are_given_their_token() -> None:
    """``only`` shuts the token out: whoever includes a piece that needs it passes it on."""
    texts = {name: (FOLDER / name).read_text(encoding="utf-8") for name in TEMPLATES}
    needs = {name for name, text in texts.items() if "csrf_token %}" in text}
    lost = [
        f"{name} includes {piece}"
        for name, text in texts.items()
        for piece, rest in INCLUDE.findall(text)
        if piece in needs and rest.split()[-1:] == ["only"] and "csrf_token=" not in rest
    ]
    assert lost == []
