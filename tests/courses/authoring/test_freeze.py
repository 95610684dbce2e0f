"""An edition is plain JSON: the same for the same content, without keys, out of reach of edits."""

import json
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from courses.authoring.freeze import freeze
from courses.authoring.source import Loaded
from courses.models import CoursePage, EditionPage, LessonPage
from courses.models.stream import LessonStreamBlock, QuestionStreamBlock


def test_freezing_twice_gives_the_same_digest(course: CoursePage) -> None:
    assert freeze(course) == freeze(CoursePage.objects.get(pk=course.pk))
    assert freeze(course).sha256 == freeze(course).sha256


def test_what_a_browser_gets_holds_no_key(loaded: Loaded) -> None:
    for page in loaded.edition.pages.all():
        text = json.dumps(page.body, ensure_ascii=False)
        for secret in ("correct", "feedback", "Vì a.", "answer", "explanation"):
            assert secret not in text
    assert EditionPage.objects.filter(kind="lesson").exclude(keys={}).count() == 2
    for item in loaded.edition.items.all():
        assert "Vì a." not in json.dumps(item.public, ensure_ascii=False)
        assert "Vì a." in json.dumps(item.key, ensure_ascii=False)


def test_text_is_safe_and_tidy(loaded: Loaded) -> None:
    body = loaded.edition.pages.get(slug="bai-mot").body
    assert body[0]["value"]["html"] == "<h3>Mở đầu</h3><p>Bạn <b>giữ kín</b> mã.</p>"
    assert body[1]["value"]["checked_on"] == "2026-11-23"


def test_a_script_in_the_text_is_taken_out(course: CoursePage) -> None:
    lesson = LessonPage.objects.get(slug="bai-mot")
    block = LessonPage.body.field.stream_block
    evil = '<p onclick="x()">a</p><script>x()</script><a href="javascript:x()">b</a>'
    lesson.body = block.to_python([{"type": "text", "value": evil, "id": "x"}])
    html = lesson.frozen_body()[0]["value"]["html"]
    assert "script" not in html
    assert "onclick" not in html


def test_the_picture_of_an_edition_outlives_the_library(loaded: Loaded) -> None:
    src = loaded.edition.pages.get(slug="bai-mot").facts["drawing"]["src"]
    name = src.removeprefix("/media/")
    for image in get_image_model().objects.all():
        image.delete()
    assert default_storage.exists(name)


def test_purging_revisions_leaves_those_of_editions(course: CoursePage) -> None:
    held = set(EditionPage.objects.values_list("revision_id", flat=True))
    for page in Page.objects.descendant_of(course, inclusive=True).specific():
        page.save_revision()
    call_command("purge_revisions", verbosity=0)
    assert held <= set(Revision.objects.values_list("pk", flat=True))


def test_deleting_a_page_is_refused_by_the_database(course: CoursePage) -> None:
    before = EditionPage.objects.count()
    with pytest.raises((models.ProtectedError, IntegrityError)), transaction.atomic():
        course.delete()
    assert CoursePage.objects.filter(pk=course.pk).exists()
    assert EditionPage.objects.count() == before


@pytest.mark.parametrize(
    ("name", "block"),
    [*LessonStreamBlock().child_blocks.items(), *QuestionStreamBlock().child_blocks.items()],
)
def test_every_block_says_what_it_is_for_and_previews(name: str, block: Any) -> None:
    from django.template.loader import render_to_string

    assert block.get_description()
    context = block.get_preview_context(block.get_preview_value())
    html = render_to_string(context["block_template"], {"block": context["frozen"]})
    assert len(html.strip()) > 20
    assert f"{name}_block.html" in context["block_template"] or "quiz" in context["block_template"]


def test_a_block_without_description_is_refused_at_start() -> None:
    from wagtail import blocks

    from courses.blocks.described import blocks_are_described, faults

    assert blocks_are_described(None) == []
    assert [error.id for error in faults([("bare", blocks.CharBlock())])] == [
        "courses.E001",
        "courses.E002",
        "courses.E003",
    ]
