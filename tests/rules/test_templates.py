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


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles_and_has_nothing_inline(name: str) -> None:
    """No inline style, script or event attribute."""
    engines["django"].get_template(name)
    if name in MAILS:
        return
    found = INLINE.search((FOLDER / name).read_text(encoding="utf-8"))
    assert found is None, found.group(0)
