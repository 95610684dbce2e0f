"""A course in two languages is one course: one edition, one progress, one way of grading."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail_localize.models import StringTranslation

from courses import queries
from courses.authoring.release import NotReleasable, preview_release, release
from courses.authoring.source import BadSource, Loaded, load
from courses.bank import draw
from courses.models import BankQuestion, CoursePage, Edition, LessonPage
from courses.queries.content import page_content
from tests.courses.authoring import tiny_course

WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def both(site: None, folder: Path) -> Loaded:
    tiny_course.write(folder, {**tiny_course.files(), **tiny_course.english()})
    return load(folder)


def test_one_edition_holds_both_languages(both: Loaded) -> None:
    edition = both.edition
    pages = {(page.language, page.kind, page.slug): page.title for page in edition.pages.all()}
    assert pages["vi", "lesson", "bai-mot"] == "Bài bai-mot"
    assert pages["en", "lesson", "bai-mot"] == "Lesson 1"
    assert len(pages) == 8
    assert edition.items.filter(language="en").count() == 4
    spoken = {block["id"] for page in edition.pages.filter(language="en") for block in page.body}
    assert {block_id for _page, block_id, *_kind in edition.rules["counting"]} <= spoken


def test_blocks_and_keys_are_the_same_in_both_languages(both: Loaded) -> None:
    vietnamese = both.edition.pages.get(language="vi", slug="bai-mot")
    english = both.edition.pages.get(language="en", slug="bai-mot")
    assert [row["id"] for row in vietnamese.body] == [row["id"] for row in english.body]
    quiz = vietnamese.body[-1]["id"]
    assert english.keys[quiz]["items"].keys() == vietnamese.keys[quiz]["items"].keys()
    for key, ours in vietnamese.keys[quiz]["items"].items():
        assert english.keys[quiz]["items"][key]["right"] == ours["right"]
    assert "<h3>Opening</h3><p>You <b>keep</b> the code.</p>" in english.body[0]["value"]["html"]


def test_a_second_load_writes_nothing(both: Loaded, folder: Path) -> None:
    with CaptureQueriesContext(connection) as caught:
        again = load(folder)
    assert [row["sql"] for row in caught if row["sql"].startswith(WRITES)] == []
    assert (again.changed, again.edition) == (0, None)


def test_new_words_make_a_clarifying_edition(both: Loaded, folder: Path) -> None:
    words = tiny_course.english()
    words["en/lessons/01-a.yaml"]["blocks"][0]["body"] = "### Start\n\nYou **guard** the code.\n"
    again = load(tiny_course.write(folder, words))
    assert again.changed == 1
    assert again.edition.change == Edition.Change.CLARIFYING


def test_a_language_that_comes_later_moves_everybody(site: None, folder: Path) -> None:
    load(folder)
    tiny_course.write(folder, tiny_course.english())
    assert load(folder).edition.change == Edition.Change.CLARIFYING


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("01-a", lambda words: words.pop("title"), "title is not translated"),
        ("01-a", lambda words: words["blocks"].pop(0), "mo-dau is not translated"),
        ("01-a", lambda words: words["blocks"][1].update(url="https://a.vn"), "url is not in"),
        ("01-a", lambda words: words["objectives"].pop(), "has 1 entries, the original 2"),
        ("02-b", lambda words: words["blocks"][0].update(id="moi"), "moi is not in the original"),
        ("02-b", lambda words: words["blocks"][0].update(body="One."), "paragraphs differ"),
    ],
)
def test_a_translation_that_does_not_fit_is_refused(
    site: None, folder: Path, name: str, spoil: Any, said: str
) -> None:
    words = tiny_course.english()
    spoil(words[f"en/lessons/{name}.yaml"])
    tiny_course.write(folder, {**tiny_course.files(), **words})
    with pytest.raises(BadSource, match=said):
        load(folder)
    assert not Edition.objects.exists()


def test_right_answers_can_not_be_translated(site: None, folder: Path) -> None:
    words = tiny_course.english()
    words["en/bank.yaml"]["questions"][0]["options"][0]["correct"] = False
    tiny_course.write(folder, {**tiny_course.files(), **words})
    with pytest.raises(BadSource, match="correct can't be translated"):
        load(folder)


def test_words_of_a_translator_stay(both: Loaded, folder: Path, staff: Any) -> None:
    string = StringTranslation.objects.get(data="Lesson 1")
    string.data, string.last_translated_by = "The first lesson", staff("Trainers")
    string.save()
    again = load(folder)
    assert again.left_alone == ["Bài bai-mot (en)"]
    string.refresh_from_db()
    assert string.data == "The first lesson"


def test_what_is_not_translated_is_read_as_written(both: Loaded) -> None:
    LessonPage.objects.get(slug="bai-hai", locale__language_code="en").unpublish()
    BankQuestion.objects.get(key="cau-2", locale__language_code="en").unpublish()
    course = CoursePage.objects.get(locale__language_code="vi")
    notes = [problem.message for problem in preview_release(course).frozen.problems]
    assert any("1" in note and "en" in note for note in notes)
    edition = release(page=course, change=Edition.Change.CLARIFYING, by=None)
    outline = queries.outline(edition, "en")
    assert [lesson.title for lesson in outline.lessons] == ["Lesson 1", "Bài bai-hai"]
    assert outline.lessons[1].slug == "bai-hai"
    assert page_content(edition, outline.lessons[1].page_key, "en").body
    keys = [item["key"] for item in draw.draw_test(edition, language="vi", seed=3)["items"]]
    assert draw.test_keys(edition, language="en", item_keys=keys)["items"].keys() == set(keys)


def test_a_translation_that_grades_differently_is_not_released(both: Loaded) -> None:
    question = BankQuestion.objects.get(key="cau-1", locale__language_code="en")
    options = question.body[0].value["options"]
    options[0]["correct"], options[1]["correct"] = False, True
    question.save_revision().publish()
    course = CoursePage.objects.get(locale__language_code="vi")
    with pytest.raises(NotReleasable, match="cau-1"):
        release(page=course, change=Edition.Change.GRADING, by=None)


def test_french_readers_get_the_course_as_written(both: Loaded) -> None:
    with override("fr"):
        course = queries.course("khoa-nho", "fr")
    assert course.title == "Khoá nhỏ"
    assert course.language == "vi"
