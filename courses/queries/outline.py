"""The shape of an edition: its course, modules and lessons, without bodies."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property

from courses.models import Edition, EditionPage
from people.kept import Kept


@dataclass(frozen=True)
class LessonView:
    """A lesson in its course: ``number`` counts from 1 through all modules."""

    page_key: uuid.UUID
    slug: str
    title: str
    number: int
    minutes: int
    # In which it is written: what isn't translated is read as it was written.
    language: str
    objectives: list[str] = field(default_factory=list)
    drawing: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ModuleView:
    """A chapter and its lessons in order."""

    page_key: uuid.UUID
    slug: str
    title: str
    lessons: list[LessonView]


@dataclass(frozen=True)
class CourseView:
    """A course as one edition froze it, in one language."""

    family_id: int
    edition_id: int
    edition_number: int
    sha256: str
    slug: str
    language: str
    page_key: uuid.UUID
    title: str
    facts: dict[str, Any]
    modules: list[ModuleView]
    rules: dict[str, Any]

    @cached_property
    def lessons(self) -> list[LessonView]:
        """Return all lessons in order."""
        return [lesson for module in self.modules for lesson in module.lessons]

    def lesson(self, slug: str) -> LessonView | None:
        """Return the lesson with this address, if there is one."""
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)


_outlines: Kept[CourseView | None] = Kept(most=200)


def outline(edition: Edition, language: str) -> CourseView | None:
    """Return the edition's shape in ``language``, or in the site's own where that is missing.

    Kept by content: an edition never changes (its course's address may). None when it has no course page.

    Args:
        edition: with its ``family`` at hand.
    """
    name = (edition.pk, edition.sha256, edition.family.slug, language)
    return _outlines.get(name, lambda: _shape(edition, _pages(edition.pk, language)))


def _pages(edition_id: int, language: str) -> list[dict[str, Any]]:
    names = ("language", "page_key", "parent_key", "kind", "slug", "title", "facts")
    rows = list(
        EditionPage.objects.filter(
            edition_id=edition_id, language__in={language, settings.LANGUAGE_CODE}
        )
        .order_by("position")
        .values(*names)
    )
    # What isn't translated is read in the site's own language, in its place.
    spoken = {row["page_key"]: row for row in rows if row["language"] == language}
    written = [row for row in rows if row["language"] == settings.LANGUAGE_CODE]
    return [spoken.get(row["page_key"], row) for row in written or rows]


def _shape(edition: Edition, pages: list[dict[str, Any]]) -> CourseView | None:
    top = next((page for page in pages if page["kind"] == EditionPage.Kind.COURSE), None)
    if top is None:
        return None
    lessons: dict[uuid.UUID, list[LessonView]] = {}
    chapters = [page for page in pages if page["kind"] == EditionPage.Kind.MODULE]
    rank = {page["page_key"]: place for place, page in enumerate(chapters)}
    written = [page for page in pages if page["kind"] == EditionPage.Kind.LESSON]
    written.sort(key=lambda page: rank.get(page["parent_key"], len(rank)))
    for number, page in enumerate(written, start=1):
        lessons.setdefault(page["parent_key"], []).append(_lesson(page, number))
    modules = [
        ModuleView(page["page_key"], page["slug"], page["title"], lessons.get(page["page_key"], []))
        for page in chapters
    ]
    return CourseView(
        family_id=edition.family_id,
        edition_id=edition.pk,
        edition_number=edition.number,
        sha256=edition.sha256,
        slug=edition.family.slug,
        language=top["language"],
        page_key=top["page_key"],
        title=top["title"],
        facts=top["facts"],
        modules=modules,
        rules=edition.rules,
    )


def _lesson(page: dict[str, Any], number: int) -> LessonView:
    facts = page["facts"]
    return LessonView(
        page_key=page["page_key"],
        slug=page["slug"],
        title=page["title"],
        number=number,
        minutes=facts.get("minutes") or 0,
        language=page["language"],
        objectives=facts.get("objectives") or [],
        drawing=facts.get("drawing") or {},
    )
