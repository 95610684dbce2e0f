"""Catalogues are compiled in Python, and the process that does it speaks the new words at once."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed

WORD = "A word of this test alone"
CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "A word of this test alone"
msgstr "Một từ chỉ của phép thử này"
"""


@pytest.fixture
def source(settings: Any, tmp_path: Path) -> Any:
    path = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    usual = settings.LOCALE_PATHS
    settings.LOCALE_PATHS = [tmp_path]
    yield path
    settings.LOCALE_PATHS = usual
    translation_file_changed(sender=None, file_path=path.with_suffix(".mo"))


def test_the_first_start_speaks_vietnamese(source: Path) -> None:
    """A fresh checkout has no compiled catalogue when the site begins to start."""
    with override("vi"):
        assert gettext(WORD) == WORD
        call_command("compile_catalogues", verbosity=0)
        assert gettext(WORD) == "Một từ chỉ của phép thử này"


def test_what_is_compiled_stays_until_the_source_changes(source: Path) -> None:
    call_command("compile_catalogues", verbosity=0)
    made = source.with_suffix(".mo").stat().st_mtime_ns
    call_command("compile_catalogues", verbosity=0)
    assert source.with_suffix(".mo").stat().st_mtime_ns == made
