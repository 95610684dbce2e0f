"""A course's pages and questions in another language, as its files say."""

from typing import Any

from courses.authoring.source.bank import question_body, questions_of
from courses.authoring.source.pages import PageWriter, course_fields, lesson_fields, module_fields
from courses.authoring.source.read import Source
from courses.authoring.source.stream import key_of
from courses.authoring.source.translate import Translator
from courses.models import BankQuestion, CoursePage, LessonPage, ModulePage, Pool


def translate_course(
    translator: Translator,
    writer: PageWriter,
    mirrored: Source,
    pool: Pool,
    images: dict[str, int],
) -> None:
    """Translate the pages that ``writer`` brought up to date, and the questions of ``pool``.

    What somebody edited since the last load is not translated either: the words of the files
    would not belong to it.

    Raises:
        BadSource: a text of the translation has other paragraphs than the original.
    """
    shadows = _shadows(mirrored, pool, images)
    for page in writer.written:
        shadow = shadows.get(page.translation_key)
        if shadow is not None and page.title not in writer.left_alone:
            translator.bring(page, shadow)
    rows = {row["key"]: row for row in mirrored.bank["questions"]}
    for question in questions_of(pool, writer.locale):
        edited = question.latest_revision is not None and question.latest_revision.user_id
        if question.key in rows and question.live and not edited:
            body = question_body(rows[question.key], pool)
            translator.bring(question, BankQuestion(pool=pool, key=question.key, body=body))


def _shadows(mirrored: Source, pool: Pool, images: dict[str, int]) -> dict[Any, Any]:
    """Return unsaved pages with the translated words, by the key of the page they translate."""
    slug = mirrored.slug
    shadows: dict[Any, Any] = {
        key_of(slug): CoursePage(**course_fields(mirrored.course, pool, images))
    }
    for module in mirrored.course["modules"]:
        shadows[key_of(f"{slug}/{module['slug']}")] = ModulePage(**module_fields(module))
    for lesson in mirrored.lessons.values():
        name = f"{slug}/lesson/{lesson['slug']}"
        shadows[key_of(name)] = LessonPage(**lesson_fields(lesson, name, images))
    return shadows
