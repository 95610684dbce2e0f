"""A course in several languages: one edition, one order, one way of grading.

The language a course was written in leads. A translation adds words to pages and questions; what is
not translated is read in the leading language, page by page and question by question.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.authoring.frozen import FrozenItem, FrozenPage, Json, Problem
from courses.models import CoursePage, EditionPage

# What a key says to the learner, as against what decides whether an answer is right.
_WORDS = {"feedback", "explanation"}


def courses_of(source: CoursePage) -> list[CoursePage]:
    """Return the course in the language it was written in, then its published translations."""
    others = source.get_translations().live().filter(alias_of=None).specific()
    return [source, *others.order_by("locale__language_code")]


def published_parts(course: CoursePage) -> dict[Any, Page]:
    """Return the published pages of a course in its own language, by translation key."""
    parts = course.get_descendants(inclusive=True).live().filter(alias_of=None).specific()
    return {part.translation_key: part for part in parts}


def graded_part(key: Any) -> Any:
    """Return ``key`` without its words: two keys that agree in this grade alike."""
    if isinstance(key, dict):
        return {name: graded_part(value) for name, value in key.items() if name not in _WORDS}
    return key


def language_problems(
    source: CoursePage, pages: list[FrozenPage], items: list[FrozenItem]
) -> Iterator[Problem]:
    """Say what a translation lacks, and refuse one that would be graded differently."""
    leading = source.locale.language_code
    keys: dict[Any, Json] = {page.page_key: page.keys for page in pages if page.language == leading}
    known: dict[Any, Json] = {item.item_key: item.key for item in items if item.language == leading}
    for page in pages:
        if page.language != leading and graded_part(page.keys) != graded_part(keys[page.page_key]):
            text = _("“%(title)s” has other questions than the lesson it translates.")
            yield Problem(text % {"title": page.title}, page=page.page)
    for item in items:
        if item.language != leading and graded_part(item.key) != graded_part(known[item.item_key]):
            text = _("The translation of question %(key)s would be graded differently.")
            yield Problem(text % {"key": item.item_key})
    yield from _missing(leading, pages, items)


def _missing(leading: str, pages: list[FrozenPage], items: list[FrozenItem]) -> Iterator[Problem]:
    written = [page for page in pages if page.kind == EditionPage.Kind.LESSON]
    lessons = _counted(page.language for page in written)
    questions = _counted(item.language for item in items)
    for language in sorted(_counted(page.language for page in pages).keys() - {leading}):
        there = (lessons.get(language, 0), questions.get(language, 0))
        if there != (lessons.get(leading, 0), questions.get(leading, 0)):
            text = _(
                "Not all is translated into “%(language)s”: %(lessons)s of %(all_lessons)s lessons, "
                "%(questions)s of %(all_questions)s questions. The rest is read as written."
            ) % {
                "language": language,
                "lessons": there[0],
                "all_lessons": lessons.get(leading, 0),
                "questions": there[1],
                "all_questions": questions.get(leading, 0),
            }
            yield Problem(text, is_blocking=False)


def _counted(languages: Iterator[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for language in languages:
        counts[language] = counts.get(language, 0) + 1
    return counts
