"""The table of invariants names tests that exist."""

import re

from django.conf import settings

TABLE = settings.BASE_DIR / "docs" / "invariants.md"


def test_every_test_of_the_table_exists() -> None:
    """A test that is renamed or removed takes its line along."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TABLE.read_text(encoding="utf-8"))
    assert len(named) > 20
    gone = [
        f"{path}::{test}"
        for path, test in named
        if f"def {test}(" not in (settings.BASE_DIR / path).read_text(encoding="utf-8")
    ]
    assert gone == []
