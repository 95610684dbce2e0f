"""Writes a course's pages, touching only what differs from the files."""

from typing import Any

from wagtail.models import Locale, Page

from courses.authoring.source.read import Json, Source
from courses.authoring.source.stream import key_of, lesson_stream
from courses.authoring.source.text import lines, plain
from courses.models import CoursePage, LessonPage, ModulePage, Pool


class PageWriter:
    """Brings pages to what the files say, and remembers what it did."""

    def __init__(self, source: Source, locale: Locale, overwrite: bool) -> None:
        self.source = source
        self.locale = locale
        self.overwrite = overwrite
        self.changed: list[str] = []
        self.left_alone: list[str] = []
        self.written: list[Page] = []

    def write(self, catalogue: Page, pool: Pool, images: dict[str, int]) -> CoursePage:
        """Write course, chapters and lessons in order; return the course's page."""
        slug = self.source.slug
        fields = course_fields(self.source.course, pool, images)
        course = self._put(CoursePage, catalogue, key_of(slug), fields)
        kept = {course.translation_key}
        for module in self.source.course["modules"]:
            where = f"{slug}/{module['slug']}"
            chapter = self._put(ModulePage, course, key_of(where), module_fields(module))
            kept.add(chapter.translation_key)
            for name in module["lessons"]:
                lesson = self.source.lessons[name]
                # Named by course and slug: a lesson keeps its key when it moves to a chapter.
                key = f"{slug}/lesson/{lesson['slug']}"
                fields = lesson_fields(lesson, key, images)
                page = self._put(LessonPage, chapter, key_of(key), fields)
                kept.add(page.translation_key)
            self._order(chapter, [self._lesson_key(name) for name in module["lessons"]])
        self._order(course, [key_of(f"{slug}/{m['slug']}") for m in self.source.course["modules"]])
        self._withdraw(course, kept)
        return CoursePage.objects.get(pk=course.pk)

    def _lesson_key(self, name: str) -> Any:
        return key_of(f"{self.source.slug}/lesson/{self.source.lessons[name]['slug']}")

    def _put(self, model: type[Page], parent: Page, key: Any, fields: Json) -> Any:
        page = self._brought(model, parent, key, fields)
        self.written.append(page)
        return page

    def _brought(self, model: type[Page], parent: Page, key: Any, fields: Json) -> Any:
        page = model.objects.filter(translation_key=key, locale=self.locale).first()
        if page is None:
            page = model(translation_key=key, locale=self.locale, live=False, **fields)
            Page.objects.get(pk=parent.pk).add_child(instance=page)
            return self._publish(page)
        if not self.overwrite and _was_edited(page):
            self.left_alone.append(page.title)
            return page
        if page.get_parent().pk != parent.pk:
            page.move(Page.objects.get(pk=parent.pk), pos="last-child")
            page = model.objects.get(pk=page.pk)
            self.changed.append(page.title)
        if page.live and all(_same(page, name, value) for name, value in fields.items()):
            return page
        for name, value in fields.items():
            setattr(page, name, value)
        return self._publish(page)

    def _publish(self, page: Page) -> Page:
        page.save_revision().publish()
        self.changed.append(page.title)
        return page

    def _order(self, parent: Page, keys: list[Any]) -> None:
        """Bring the children into the files' order; others come after them."""
        children = list(Page.objects.child_of(Page.objects.get(pk=parent.pk)))
        rank = {key: number for number, key in enumerate(keys)}
        wanted = sorted(children, key=lambda child: rank.get(child.translation_key, len(rank)))
        if [child.pk for child in wanted] == [child.pk for child in children]:
            return
        for child in wanted:
            Page.objects.get(pk=child.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
        self.changed.append(parent.title)

    def _withdraw(self, course: Page, kept: set[Any]) -> None:
        """Unpublish what the files dropped; what somebody wrote in the editor stays."""
        parts = Page.objects.descendant_of(Page.objects.get(pk=course.pk)).live()
        for page in parts.exclude(translation_key__in=kept):
            if not page.revisions.filter(user__isnull=False).exists():
                page.specific.unpublish()
                self.changed.append(page.title)


def course_fields(course: Json, pool: Pool, images: dict[str, int]) -> Json:
    """Return the fields of a course's page."""
    test = course["final_test"]
    return {
        "title": plain(course["title"]),
        "slug": course["slug"],
        "summary": plain(course["summary"]),
        "audience": plain(course.get("audience")),
        "outcomes": lines(course["outcomes"]),
        "minutes": course["minutes"],
        "gives": plain(course.get("gives")),
        "competences": ", ".join(map(str, course.get("competences", []))),
        "drawing_id": images.get(course.get("drawing", "")),
        "pool_id": pool.pk,
        "test_questions": test["questions"],
        "pass_percent": test.get("pass_percent", 80),
        "test_attempts": test.get("attempts", 3),
        "test_pause_hours": test.get("pause_hours", 24),
        "valid_months": course.get("valid_months"),
    }


def module_fields(module: Json) -> Json:
    """Return the fields of a chapter's page."""
    return {"title": plain(module["title"]), "slug": module["slug"]}


def lesson_fields(lesson: Json, key: str, images: dict[str, int]) -> Json:
    """Return the fields of a lesson's page; ``key`` is its lasting name."""
    stream = lesson_stream(lesson["blocks"], key, images)
    return {
        "title": plain(lesson["title"]),
        "slug": lesson["slug"],
        "minutes": lesson["minutes"],
        "objectives": lines(lesson.get("objectives", [])),
        "drawing_id": images.get(lesson.get("drawing", "")),
        "drawing_alt": plain(lesson.get("drawing_alt")),
        "body": LessonPage.body.field.stream_block.to_python(stream),
    }


def _same(page: Page, name: str, value: Any) -> bool:
    current = getattr(page, name)
    if name == "body":
        return list(current.get_prep_value()) == list(value.get_prep_value())
    return current == value


def _was_edited(page: Page) -> bool:
    return page.latest_revision is not None and page.latest_revision.user_id is not None
