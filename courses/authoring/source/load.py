"""Loads a course from its folder: read, check, write what differs, release if anything does."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from courses.authoring.catalogues import written_catalogue
from courses.authoring.release import NotReleasable, preview_release, release
from courses.authoring.source.bank import load_bank
from courses.authoring.source.errors import BadSource
from courses.authoring.source.mirror import read_mirror
from courses.authoring.source.mirrored import translate_course
from courses.authoring.source.pages import PageWriter
from courses.authoring.source.pictures import load_pictures
from courses.authoring.source.read import Source, read
from courses.authoring.source.translate import Translator
from courses.blocks.svg import svg_fault
from courses.models import CoursePage, Edition

CONTENT = Path(__file__).resolve().parents[2] / "content"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    """What a load did; ``edition`` is None when there was nothing to release."""

    slug: str
    changed: int
    left_alone: list[str]
    edition: Edition | None


def course_folders() -> list[Path]:
    """Return the folders of the courses that come with the site."""
    return sorted(path.parent for path in CONTENT.glob("*/course.yaml"))


def load(
    folder: Path,
    *,
    say: Say = lambda text: None,
    overwrite: bool = False,
    translated: bool = True,
) -> Loaded:
    """Bring pages, pictures and questions to what the files say, and release what changed.

    Args:
        folder: the course's folder.
        say: told what is being done.
        overwrite: also replace what somebody changed in the editor since the last load.
        translated: bring the translations too, which takes as long again.

    Raises:
        BadSource: with every fault of the files, or what prevents a release.
    """
    say(f"{folder.name}: reading")
    source = read(folder)
    names = _pictures(source)
    faults = [f"{folder.name}/{name}: {_fault(folder / name)}" for name in sorted(names)]
    faults = [fault for fault in faults if not fault.endswith(": ")]
    if faults:
        raise BadSource(faults)
    spoken = _spoken(source) if translated else {}
    try:
        with transaction.atomic():
            return _write(source, spoken, names, say, overwrite=overwrite)
    except NotReleasable as error:
        raise BadSource([f"{folder.name}: {message}" for message in error.messages]) from error


def _spoken(source: Source) -> dict[str, Source]:
    """Return the course in the other languages it comes in, by code."""
    faults: list[str] = []
    found = {}
    for language, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        if language != settings.LANGUAGE_CODE:
            mirrored, wrong = read_mirror(source, language)
            faults += wrong
            if mirrored is not None:
                found[language] = mirrored
    if faults:
        raise BadSource(faults)
    return found


def _write(
    source: Source, spoken: dict[str, Source], names: set[str], say: Say, *, overwrite: bool
) -> Loaded:
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    catalogue = written_catalogue()
    if catalogue is None:
        raise BadSource(["There is no catalogue page yet: run `manage.py ensure_site` first."])
    say(f"{source.slug}: {len(names)} drawings")
    images, new_images = load_pictures(source.folder, names)
    say(f"{source.slug}: {len(source.bank['questions'])} questions")
    pool, questions, left_alone = load_bank(source.bank, locale, overwrite=overwrite)
    say(f"{source.slug}: {len(source.lessons)} lessons")
    writer = PageWriter(source, locale, overwrite)
    page = writer.write(catalogue, pool, images)
    left_alone += writer.left_alone
    changed = new_images + len(questions) + len(writer.changed)
    for language, mirrored in spoken.items():
        say(f"{source.slug}: translation into {language}")
        translator = Translator(
            Locale.objects.get_or_create(language_code=language)[0], overwrite=overwrite
        )
        translate_course(translator, writer, mirrored, pool, images)
        left_alone += translator.left_alone
        changed += len(translator.changed)
    edition = _release(page)
    say(f"{source.slug}: edition {edition.number}" if edition else f"{source.slug}: as released")
    return Loaded(slug=source.slug, changed=changed, left_alone=left_alone, edition=edition)


def _release(page: CoursePage) -> Edition | None:
    impact = preview_release(page).impact
    if impact.changes_nothing:
        return None
    return release(page=page, change=impact.proposed, note="", by=None)


def _pictures(source: Source) -> set[str]:
    names = {source.course.get("drawing"), *(row.get("drawing") for row in source.lessons.values())}
    for lesson in source.lessons.values():
        names |= {block["file"] for block in lesson["blocks"] if block["type"] == "drawing"}
    return {name for name in names if name}


def _fault(path: Path) -> str:
    return svg_fault(path.read_bytes()) if path.suffix == ".svg" else ""
