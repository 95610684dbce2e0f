"""Size and names of modules: a reader meets one idea at a time."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
FORBIDDEN = {"utils", "helpers", "common", "core", "lib", "misc", "manager", "service", "handler"}
# Package registries and folders of one machine have no place in the repository.
HOSTS = re.compile(
    "py" r"pi\.org|python" r"hosted|npm" r"js\.(com|org)|deb\." r"debian|/wo" r"rk/|/ro" r"ot/"
)


def tracked(pattern: str) -> list[Path]:
    """Return the files of the tree that match, without what git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return [ROOT / line for line in listed if line and (ROOT / line).exists()]


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    """300 lines, 400 for tests; migrations are Django's."""
    too_long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in tracked("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines()))
        > (400 if "tests" in path.parts else 300)
    ]
    assert too_long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    """A module is named for a thing or an act."""
    assert [path for path in tracked("*.py") if path.stem in FORBIDDEN] == []


@pytest.mark.parametrize(
    "pattern", ["*.py", "*.html", "*.md", "*.lock", "*.json", "*.sh", "*.toml"]
)
def test_no_registry_and_no_machine_is_named(pattern: str) -> None:
    """Neither hosts of package registries nor folders of a machine."""
    named = [
        str(path.relative_to(ROOT))
        for path in tracked(pattern)
        if HOSTS.search(path.read_text(encoding="utf-8"))
    ]
    assert named == []


@pytest.mark.django_db
def test_migrations_have_telling_names_and_one_leaf() -> None:
    """No name made by a machine; two leaves would fail at somebody else's desk.

    A migration of wagtail-localize asks the database when it is imported.
    """
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    floors = {"people", "courses", "certificates", "teams", "indicators", "learn"}
    assert [key for key in loader.graph.nodes if key[0] in floors and "_auto_" in key[1]] == []
    assert loader.detect_conflicts() == {}
