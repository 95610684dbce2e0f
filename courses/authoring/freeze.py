"""Freezing a course: its published pages and questions become plain, keyless JSON.

The frozen form (read by ``courses.queries`` and ``courses.learning``):

* a page's ``body`` is a list of ``{"type", "id", "value"}``; an activity's value is the public part
  made by its type, and ``keys`` maps the block's id to what grades it;
* ``rules`` holds the pass rule, the lessons in order and the activities that count.

Only what is published is frozen; a draft stays the author's own.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.activities import activity_type, is_activity
from courses.authoring.frozen import Frozen, FrozenItem, FrozenPage, Json, Problem
from courses.authoring.languages import courses_of, language_problems, published_parts
from courses.blocks import keep_image
from courses.models import BankQuestion, CourseFamily, CoursePage, EditionPage, LessonPage
from courses.questions import question_kind
from courses.questions.kind import BadQuestion

RULES_VERSION = 1
Kind = EditionPage.Kind


def freeze(page: CoursePage) -> Frozen:
    """Return what a release of ``page`` would contain now, with what is wrong with it.

    Args:
        page: the course in the language it was written in; its translations come along.
    """
    problems: list[Problem] = []
    pages: list[FrozenPage] = []
    for course in courses_of(page):
        pages += _course_pages(course, page, problems)
    languages = {frozen.language for frozen in pages}
    items = _items(page, languages, problems)
    rules = _rules(page, pages)
    problems += _shortcomings(page, pages, items)
    problems += language_problems(page, pages, items)
    return Frozen(rules=rules, pages=pages, items=items, problems=problems)


def _course_pages(
    course: CoursePage, source: CoursePage, problems: list[Problem]
) -> Iterator[FrozenPage]:
    """Yield the pages of one language in the order, and at the addresses, of the source."""
    family = CourseFamily.objects.filter(key=source.translation_key).first()
    # The address of a released course stays, whatever becomes of its page's slug.
    slug = family.slug if family else source.slug
    spoken = {**published_parts(course), course.translation_key: course}
    for position, (part, parent, kind) in enumerate(_parts(source)):
        page = spoken.get(part.translation_key)
        if page is not None:
            address = part.slug if parent else slug
            yield _page(page, kind, parent, position, problems, slug=address)


def _parts(source: CoursePage) -> Iterator[tuple[Page, Page | None, str]]:
    yield source, None, Kind.COURSE
    for module in source.get_children().live():
        yield module, source, Kind.MODULE
        for lesson in module.get_children().live():
            yield lesson, module, Kind.LESSON


def _page(
    page: Any,
    kind: str,
    parent: Page | None,
    position: int,
    problems: list[Problem],
    slug: str,
) -> FrozenPage:
    body, keys = _body(page, problems) if kind == Kind.LESSON else ([], {})
    return FrozenPage(
        page=page,
        language=page.locale.language_code,
        page_key=str(page.translation_key),
        parent_key=str(parent.translation_key) if parent else None,
        kind=str(kind),
        position=position,
        slug=slug,
        title=page.title,
        facts=page.frozen_facts(keep_image),
        body=body,
        keys=keys,
    )


def _body(lesson: LessonPage, problems: list[Problem]) -> tuple[list[Json], Json]:
    """Return the lesson's blocks without keys, and the keys by block id."""
    body, keys = [], {}
    for block in lesson.frozen_body():
        if is_activity(block["type"]):
            try:
                public, key = activity_type(block["type"]).split(block["value"])
            except BadQuestion as error:
                problems.append(_bad_question(lesson.title, error, lesson))
                continue
            keys[block["id"]] = key
            body.append({**block, "value": public})
        else:
            body.append(block)
    return body, keys


def _items(page: CoursePage, languages: set[str], problems: list[Problem]) -> list[FrozenItem]:
    """Return the pool's published questions in ``languages``; none without the one translated."""
    if page.pool_id is None:
        return []
    leading = page.locale.language_code
    questions = BankQuestion.objects.filter(
        pool_id=page.pool_id, live=True, locale__language_code__in=languages
    ).select_related("locale")
    written = {question.key for question in questions if question.locale.language_code == leading}
    items = []
    for question in sorted(questions, key=lambda row: (row.locale.language_code, row.key)):
        value = question.author_value()
        try:
            public, key = question_kind(str(value["kind"])).split(value)
        except BadQuestion as error:
            problems.append(_bad_question(str(question), error))
            continue
        if question.key in written:
            items.append(
                FrozenItem(
                    language=question.locale.language_code,
                    item_key=question.key,
                    kind=value["kind"],
                    skill=question.skill,
                    public=public,
                    key=key,
                )
            )
    known = {item.item_key for item in items if item.language == leading}
    return [item for item in items if item.item_key in known]


def _rules(page: CoursePage, pages: Iterable[FrozenPage]) -> Json:
    lessons = [
        frozen
        for frozen in pages
        if frozen.kind == Kind.LESSON and frozen.language == page.locale.language_code
    ]
    counting = [
        [lesson.page_key, block["id"], block["type"], activity_type(block["type"]).version]
        for lesson in lessons
        for block in lesson.body
        if is_activity(block["type"])
    ]
    # Named only where it holds, so that editions without it stay the same.
    helped = {"helped_counts": True} if page.helped_counts else {}
    return {
        "version": RULES_VERSION,
        "course_key": str(page.translation_key),
        "pass_percent": page.pass_percent,
        "questions": page.test_questions,
        "attempts": page.test_attempts,
        "pause_hours": page.test_pause_hours,
        "valid_months": page.valid_months,
        "lessons": [lesson.page_key for lesson in lessons],
        "counting": counting,
        **helped,
    }


def _shortcomings(
    page: CoursePage, pages: list[FrozenPage], items: list[FrozenItem]
) -> Iterator[Problem]:
    """Say what would make a bad edition, and what is left out of it."""
    if not page.live:
        yield Problem(_("The course page itself is not published."), page=page)
    lessons = [frozen for frozen in pages if frozen.kind == Kind.LESSON]
    if not lessons:
        yield Problem(_("The course has no published lesson."), page=page)
    if page.pool_id is None:
        yield Problem(_("Choose the pool from which the final test is drawn."), page=page)
    elif (there := _leading(page, items)) < page.test_questions:
        yield Problem(
            _("The pool has %(there)s published questions; the final test needs %(wanted)s.")
            % {"there": there, "wanted": page.test_questions},
            page=page,
        )
    yield from _empty_or_twice(pages, lessons)
    yield from _left_out(page)


def _leading(page: CoursePage, items: list[FrozenItem]) -> int:
    return sum(item.language == page.locale.language_code for item in items)


def _empty_or_twice(pages: list[FrozenPage], lessons: list[FrozenPage]) -> Iterator[Problem]:
    parents = {lesson.parent_key for lesson in lessons}
    for frozen in pages:
        if frozen.kind == Kind.MODULE and frozen.page_key not in parents:
            text = _("Chapter “%(title)s” has no published lesson.") % {"title": frozen.title}
            yield Problem(text, page=frozen.page)
    seen: set[tuple[str, str]] = set()
    for lesson in lessons:
        if not lesson.body:
            text = _("Lesson “%(title)s” is empty.") % {"title": lesson.title}
            yield Problem(text, page=lesson.page)
        if (lesson.language, lesson.slug) in seen:
            text = _("Two lessons have the same address part “%(slug)s”.") % {"slug": lesson.slug}
            yield Problem(text, page=lesson.page)
        seen.add((lesson.language, lesson.slug))


def _left_out(page: CoursePage) -> Iterator[Problem]:
    for part in page.get_descendants(inclusive=True):
        if not part.live:
            text = _("“%(title)s” is not published and is left out.") % {"title": part.title}
        elif part.has_unpublished_changes:
            text = _("“%(title)s” has changes that are not published; they are left out.") % {
                "title": part.title
            }
        else:
            continue
        yield Problem(text, is_blocking=False, page=part)


def _bad_question(where: str, error: BadQuestion, page: Page | None = None) -> Problem:
    text = _("A question of “%(where)s” can't be asked: %(why)s") % {"where": where, "why": error}
    return Problem(text, page=page)
