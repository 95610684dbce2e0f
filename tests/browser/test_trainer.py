"""A small course from nothing to its first reader, with nothing but the editor."""

from collections.abc import Callable

import pytest
from django.utils import translation

from courses.models import (
    BankQuestion,
    CataloguePage,
    CoursePage,
    Edition,
    LessonPage,
    ModulePage,
    Pool,
)
from tests.browser.acts import Visitor
from tests.browser.authors import EDITOR, Author
from tests.browser.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE, CHAPTER, LESSON = "Gọi video cho con cháu", "Chuẩn bị", "Mở cuộc gọi"
POOL, ASKED = "Bộ câu hỏi gọi video", "Cuộc gọi video cần có mạng."
COMMENT = "Bạn thêm cách tắt cuộc gọi nhé."
Enter = Callable[[str], Author]


@pytest.fixture
def author(browser, cast, live_server) -> Enter:
    """Return a function that sits one of the cast down at a desk."""

    def sit(who: str) -> Author:
        found = Author(browser, live_server.url, size=DESK)
        found.enter(cast.client(who))
        return found

    return sit


def labels(model: type) -> dict[str, str]:
    """Return the names of the blocks of ``model``'s body as the chooser shows them."""
    children = model.body.field.stream_block.child_blocks
    with translation.override("vi"):
        return {name: str(block.meta.label) for name, block in children.items()}


def page_edit(page: LessonPage | ModulePage | CoursePage) -> str:
    return f"{EDITOR}/pages/{page.pk}/edit/"


def test_a_trainer_builds_a_course_that_others_check_and_a_learner_opens(
    author: Enter, somebody: Callable[..., Visitor]
) -> None:
    """Trang writes, Phúc reviews and releases, Yến reads the wording, Bình opens the lesson."""
    trang, phuc, yen = author("trang"), author("phuc"), author("yen")
    question = _bank(trang)
    course, module = _course_and_chapter(trang)
    lesson = _lesson(trang, module)

    phuc.ask_for_changes(page_edit(lesson), COMMENT)
    home = trang.go(f"{EDITOR}/")
    assert COMMENT in home.locator(".author").inner_text()
    home.locator(".author a", has_text=LESSON).click()
    trang.fill("body-0-value", " Bấm nút đỏ để tắt.")
    trang.hand_in_again()

    places = [page_edit(page) for page in (course, module, lesson)]
    places.append(f"{EDITOR}/questions/edit/{question.pk}/")
    for edit in places:
        phuc.approve(edit)
        yen.approve(edit)
    assert LessonPage.objects.get(pk=lesson.pk).live
    assert BankQuestion.objects.get(pk=question.pk).live

    page = phuc.go(f"{EDITOR}/courses/{course.pk}/release/")
    shown = page.inner_text(".release")
    assert "1" in shown
    phuc.submit("form:has([name=change]) button[type=submit]")
    edition = Edition.objects.get(family__key=course.translation_key)
    assert edition.number == 1

    binh = somebody("binh")
    slug = edition.family.slug
    binh.enrol(slug)
    binh.go(f"/vi/khoa-hoc/{slug}/")
    binh.page.locator("a[href*='/bai/']").first.click()
    text = binh.page.inner_text("main")
    assert LESSON in text
    assert "Bấm nút đỏ để tắt." in text


def _bank(trang: Author) -> BankQuestion:
    """Make a pool and one question in it, and submit the question."""
    trang.write("/pools/add/", title=POOL, slug="goi-video")
    trang.save()
    assert Pool.objects.filter(slug="goi-video").exists()
    trang.go(f"{EDITOR}/questions/add/")
    trang.choose("pool", POOL)
    trang.add_block(labels(BankQuestion)["true_false"])
    trang.fill("body-0-value-prompt", ASKED)
    trang.fill("body-0-value-answer", "true")
    trang.fill("body-0-value-feedback_true", "Đúng vậy.")
    trang.fill("body-0-value-feedback_false", "Không có mạng thì không gọi được.")
    trang.hand_in()
    return BankQuestion.objects.get(summary=ASKED)


def _course_and_chapter(trang: Author) -> tuple[CoursePage, ModulePage]:
    """Begin from the trainer's own page; an empty course says what comes next."""
    trang.go(f"{EDITOR}/")
    catalogue = CataloguePage.objects.get(locale__language_code="vi")
    add = f"/quan-tri/pages/add/courses/coursepage/{catalogue.pk}/"
    trang.page.locator(f".author a[href='{add}']").click()
    trang.fill("title", TITLE)
    trang.fill("summary", "Nhìn thấy người thân khi nói chuyện.")
    trang.fill("outcomes", "Bạn gọi được một cuộc gọi video.")
    trang.choose("pool", POOL)
    trang.fill("test_questions", "1")
    trang.hand_in()
    course = CoursePage.objects.get(title=TITLE)
    trang.go(f"{EDITOR}/pages/{course.pk}/")
    trang.page.locator(".next-step a.button").click()
    trang.fill("title", CHAPTER)
    trang.hand_in()
    return course, ModulePage.objects.get(title=CHAPTER)


def _lesson(trang: Author, module: ModulePage) -> LessonPage:
    """Write a lesson of text, steps, a task and a quiz; look at it; submit it."""
    names, kinds = labels(LessonPage), labels(BankQuestion)
    trang.go(f"{EDITOR}/pages/{module.pk}/")
    trang.page.locator(".next-step a.button").click()
    trang.fill("title", LESSON)
    trang.fill("objectives", "Bạn biết nút nào mở cuộc gọi.")
    trang.add_block(names["text"])
    trang.fill("body-0-value", "Nút hình máy quay mở cuộc gọi video.")
    trang.add_block(names["steps"])
    trang.add_item("body-1-value-items")
    trang.fill("body-1-value-items-0-value-text", "Mở danh bạ.")
    trang.fill("body-1-value-items-1-value-text", "Bấm hình máy quay.")
    trang.add_block(names["task"])
    trang.fill("body-2-value-title", "Gọi thử một người thân")
    trang.fill("body-2-value-steps-0-value", "Gọi cho một người nhà.")
    trang.add_block(names["quiz"])
    trang.fill("body-3-value-title", "Bạn nhớ được gì?")
    trang.add_block(kinds["true_false"], "body-3-value-questions")
    trang.fill("body-3-value-questions-0-value-prompt", ASKED)
    trang.fill("body-3-value-questions-0-value-answer", "true")
    trang.fill("body-3-value-questions-0-value-feedback_true", "Đúng vậy.")
    trang.fill("body-3-value-questions-0-value-feedback_false", "Cần có mạng.")
    phone = trang.preview_width()
    assert phone == 360, "the phone comes first"
    trang.hand_in()
    return LessonPage.objects.get(title=LESSON)
