"""The libraries' own messages are all in Vietnamese, so no screen falls back to English."""

import re
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "locale" / "upstream" / "vi" / "LC_MESSAGES"
OURS = FOLDER / "django.po"
OURS_SCRIPTS = FOLDER / "djangojs.po"
# Django's packages whose messages can reach a page of ours; the admin site isn't installed.
DJANGO = ("conf", "contrib/auth", "contrib/contenttypes", "contrib/humanize", "contrib/sessions")
# Wagtail's packages that are installed and speak to trainers; "" is Wagtail's core.
WAGTAIL = ("", "admin", "contrib/settings", "documents", "images", "snippets", "users")
NAMED = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
POSITIONAL = re.compile(r"(?<!%)%[a-z]\b|\{\}")
TAG = re.compile(r"</?[a-z][^>]*>")

Key = tuple[str | None, str]


def catalogue(path: Path) -> dict[Key, polib.POEntry]:
    """Read a catalogue's living entries by context and msgid; obsolete ones are left out."""
    return {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path)) if not e.obsolete}


def locale_file(package: str, folder: str, language: str, domain: str = "django") -> Path:
    """Find the catalogue that an installed package ships."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / folder / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def texts(entry: polib.POEntry) -> list[str]:
    """List what a reader may be shown for an entry: one text in Vietnamese, plural or not."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def faults(source: polib.POEntry, entry: polib.POEntry) -> list[str]:
    """Compare a translation with its source: placeholders, tags, and the newlines at its ends."""
    original = source.msgid_plural or source.msgid
    found = []
    for text in texts(entry):
        if set(NAMED.findall(original)) != set(NAMED.findall(text)):
            found.append("named placeholders")
        if POSITIONAL.findall(original) != POSITIONAL.findall(text):
            found.append("positional placeholders")
        if sorted(TAG.findall(original)) != sorted(TAG.findall(text)):
            found.append("tags")
        if [original[:1] == "\n", original[-1:] == "\n"] != [text[:1] == "\n", text[-1:] == "\n"]:
            found.append("newlines")
    return found


@pytest.fixture(scope="module")
def ours() -> dict[Key, polib.POEntry]:
    """Our Vietnamese for the libraries."""
    return catalogue(OURS)


@pytest.fixture(scope="module")
def allauth() -> dict[Key, polib.POEntry]:
    """What the installed allauth says: its French is complete, so it lists every msgid."""
    return catalogue(locale_file("allauth", "", "fr"))


@pytest.fixture(scope="module")
def django() -> dict[Key, polib.POEntry]:
    """What the installed Django says."""
    found: dict[Key, polib.POEntry] = {}
    for folder in (*DJANGO, "contrib/sites"):
        found |= catalogue(locale_file("django", folder, "en"))
    return found


@pytest.fixture(scope="module")
def wagtail() -> dict[Key, polib.POEntry]:
    """What the installed Wagtail says."""
    found: dict[Key, polib.POEntry] = {}
    for folder in WAGTAIL:
        found |= catalogue(locale_file("wagtail", folder, "en"))
    return found


@pytest.fixture(scope="module")
def localize() -> dict[Key, polib.POEntry]:
    """What the installed wagtail-localize says; its French lists every msgid."""
    return catalogue(locale_file("wagtail_localize", "", "fr"))


@pytest.fixture(scope="module")
def wagtail_vietnamese() -> dict[Key, polib.POEntry]:
    """What the installed Wagtail already says in Vietnamese, in any of its packages."""
    found: dict[Key, polib.POEntry] = {}
    for folder in WAGTAIL:
        theirs = catalogue(locale_file("wagtail", folder, "vi"))
        found |= {key: entry for key, entry in theirs.items() if entry.translated()}
    return found


def test_allauth_is_wholly_translated(
    ours: dict[Key, polib.POEntry], allauth: dict[Key, polib.POEntry]
) -> None:
    missing = [key for key in allauth if key not in ours or not ours[key].translated()]
    assert not missing


@pytest.mark.parametrize("folder", DJANGO)
def test_django_is_wholly_translated(folder: str, ours: dict[Key, polib.POEntry]) -> None:
    theirs = catalogue(locale_file("django", folder, "vi"))
    missing = [
        key
        for key in catalogue(locale_file("django", folder, "en"))
        if not any(key in known and known[key].translated() for known in (ours, theirs))
    ]
    assert not missing


@pytest.mark.parametrize("folder", WAGTAIL)
def test_wagtail_is_wholly_translated(
    folder: str,
    ours: dict[Key, polib.POEntry],
    wagtail_vietnamese: dict[Key, polib.POEntry],
) -> None:
    missing = [
        key
        for key in catalogue(locale_file("wagtail", folder, "en"))
        if key not in wagtail_vietnamese and not (key in ours and ours[key].translated())
    ]
    assert not missing


def test_the_translation_editor_is_wholly_translated(
    ours: dict[Key, polib.POEntry], localize: dict[Key, polib.POEntry]
) -> None:
    theirs = catalogue(locale_file("wagtail_localize", "", "vi"))
    missing = [
        key
        for key in localize
        if not any(key in known and known[key].translated() for known in (ours, theirs))
    ]
    assert not missing


def test_the_editors_scripts_are_wholly_translated() -> None:
    source = catalogue(locale_file("wagtail", "admin", "en", "djangojs"))
    source |= catalogue(locale_file("wagtail_localize", "", "fr", "djangojs"))
    theirs = catalogue(locale_file("wagtail", "admin", "vi", "djangojs"))
    scripts = catalogue(OURS_SCRIPTS)
    assert not [
        key
        for key in source
        if not any(key in known and known[key].translated() for known in (scripts, theirs))
    ]
    assert not [key for key in scripts if key not in source]
    assert not {key: wrong for key in scripts if (wrong := faults(source[key], scripts[key]))}


def test_translations_keep_placeholders_and_tags(
    ours: dict[Key, polib.POEntry],
    allauth: dict[Key, polib.POEntry],
    django: dict[Key, polib.POEntry],
    wagtail: dict[Key, polib.POEntry],
    localize: dict[Key, polib.POEntry],
) -> None:
    sources = localize | wagtail | django | allauth
    broken = {
        key: wrong
        for key, entry in ours.items()
        if key in sources and (wrong := faults(sources[key], entry))
    }
    assert not broken


def test_nothing_is_left_over_from_an_older_version(
    ours: dict[Key, polib.POEntry],
    allauth: dict[Key, polib.POEntry],
    django: dict[Key, polib.POEntry],
    wagtail: dict[Key, polib.POEntry],
    localize: dict[Key, polib.POEntry],
) -> None:
    known = allauth.keys() | django.keys() | wagtail.keys() | localize.keys()
    assert not [key for key in ours if key not in known]


@pytest.mark.parametrize("path", [OURS, OURS_SCRIPTS], ids=lambda path: path.name)
def test_the_catalogue_is_clean(path: Path) -> None:
    entries = list(polib.pofile(str(path)))
    assert not [e.msgid for e in entries if e.fuzzy or e.obsolete]
    assert len({(e.msgctxt, e.msgid) for e in entries}) == len(entries)
    for entry in entries:
        for text in texts(entry):
            assert unicodedata.is_normalized("NFC", text), entry.msgid
