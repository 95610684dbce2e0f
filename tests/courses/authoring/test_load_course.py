"""Courses come from files: checked as a whole, written once, never over an author's work."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.authoring.source import BadSource, Loaded, course_folders, load
from courses.authoring.source.read import read
from courses.models import BankQuestion, CourseFamily, Edition, EditionPage, LessonPage, Run
from tests.courses.authoring import tiny_course

WRITES = ("INSERT", "UPDATE", "DELETE")


def test_a_load_makes_pages_questions_and_an_edition(loaded: Loaded) -> None:
    edition = loaded.edition
    assert edition.number == 1
    assert edition.change == "first"
    assert [page.kind for page in edition.pages.order_by("position")] == [
        "course",
        "module",
        "lesson",
        "lesson",
    ]
    assert edition.items.count() == 4
    assert len(edition.rules["counting"]) == 4
    family = CourseFamily.objects.get(slug="khoa-nho")
    assert Run.objects.get(family=family).is_open


def test_a_second_load_writes_nothing(loaded: Loaded, folder: Path) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = load(folder)
    written = [row["sql"] for row in queries if row["sql"].startswith(WRITES)]
    assert written == []
    assert (again.changed, again.edition) == (0, None)


def test_ids_and_keys_are_the_same_on_another_machine(loaded: Loaded, folder: Path) -> None:
    before = list(EditionPage.objects.order_by("position").values_list("page_key", "sha256"))
    blocks = [block["id"] for page in EditionPage.objects.all() for block in page.body]
    assert len(blocks) == len(set(blocks)) == 16
    LessonPage.objects.update(body="[]")
    load(folder)
    pages = EditionPage.objects.filter(edition=Edition.objects.get(number=1)).order_by("position")
    assert before == list(pages.values_list("page_key", "sha256"))
    assert Edition.objects.count() == 1


def test_a_changed_file_makes_the_next_edition(loaded: Loaded, folder: Path) -> None:
    files = tiny_course.files()
    files["lessons/01-a.yaml"]["blocks"][0]["body"] = "Chữ mới."
    again = load(tiny_course.write(folder, files))
    assert again.edition.number == 2
    assert again.edition.change == "clarifying"
    assert again.changed == 1


def test_what_somebody_edited_is_left_alone(loaded: Loaded, folder: Path, staff: Any) -> None:
    lesson = LessonPage.objects.get(slug="bai-mot")
    lesson.title = "Tên mới của cô giáo"
    lesson.save_revision(user=staff("Reviewers")).publish()
    files = tiny_course.files()
    files["lessons/01-a.yaml"]["title"] = "Tên trong tệp"
    tiny_course.write(folder, files)
    again = load(folder)
    lesson.refresh_from_db()
    assert lesson.title == "Tên mới của cô giáo"
    assert again.left_alone == ["Tên mới của cô giáo"]
    load(folder, overwrite=True)
    lesson.refresh_from_db()
    assert lesson.title == "Tên trong tệp"


def test_a_dropped_lesson_and_question_are_unpublished(loaded: Loaded, folder: Path) -> None:
    files = tiny_course.files()
    files["course.yaml"]["modules"][0]["lessons"] = ["02-b"]
    files["bank.yaml"]["questions"].pop()
    again = load(tiny_course.write(folder, files))
    assert not LessonPage.objects.get(slug="bai-mot").live
    assert not BankQuestion.objects.get(key="cau-4").live
    assert again.edition.change == "grading"
    assert again.edition.items.count() == 3


def _break(name: str, change: Any) -> dict[str, Any]:
    files = tiny_course.files()
    change(files[name])
    return files


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("course.yaml", lambda it: it.pop("title"), "course.yaml: title is missing"),
        ("course.yaml", lambda it: it.update(colour=1), "colour is not known here"),
        ("course.yaml", lambda it: it["final_test"].update(pool="x"), "bank.yaml: pool is 'nho'"),
        ("course.yaml", lambda it: it["final_test"].update(questions=9), "the final test needs 9"),
        ("lessons/01-a.yaml", lambda it: it.update(slug="Có dấu"), "slug must be of small"),
        ("lessons/01-a.yaml", lambda it: it.update(drawing="x.svg"), "x.svg is not there"),
        ("lessons/01-a.yaml", lambda it: it["blocks"][0].pop("body"), "block mo-dau: body is"),
        ("lessons/01-a.yaml", lambda it: it["blocks"][1].update(id="mo-dau"), "used twice"),
        ("lessons/01-a.yaml", lambda it: it["blocks"][0].update(type="video"), "type must be one"),
        ("lessons/01-a.yaml", lambda it: it["blocks"][3].update(tone="loud"), "tone must be"),
        ("lessons/02-b.yaml", lambda it: it.update(slug="bai-mot"), "lesson slug 'bai-mot' twice"),
        ("bank.yaml", lambda it: it["questions"][0]["options"][1].pop("feedback"), "no feedback"),
        (
            "bank.yaml",
            lambda it: it["questions"][0]["options"][1].update(correct=True),
            "one right",
        ),
    ],
)
def test_a_fault_names_file_and_block(tmp_path: Path, name: str, change: Any, said: str) -> None:
    folder = tiny_course.write(tmp_path / "nho", _break(name, change))
    with pytest.raises(BadSource) as refused:
        read(folder)
    assert said in str(refused.value)


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    folder = tiny_course.write(tmp_path / "nho")
    (folder / "bank.yaml").write_text("pool: nho\ntitle: [", encoding="utf-8")
    with pytest.raises(BadSource, match=r"bank.yaml, line 2"):
        read(folder)


def test_a_drawing_with_a_script_is_refused(site: None, folder: Path) -> None:
    drawing = folder / "drawings" / "canh.svg"
    drawing.write_text(tiny_course.DRAWING.replace("<rect", "<script>1</script><rect"))
    with pytest.raises(BadSource, match="script"):
        load(folder)
    assert not LessonPage.objects.exists()


@pytest.mark.parametrize("folder", course_folders(), ids=lambda path: path.name)
def test_the_courses_that_come_along_load(site: None, folder: Path) -> None:
    assert load(folder).edition.number == 1
    assert load(folder).changed == 0
