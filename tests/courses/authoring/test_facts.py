"""Facts to re-check: the report, its export, and the act of having looked again."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import PageSubscription

from courses.authoring.facts import BOTH, DRAFT, NEWER, RELEASED, FactGone, check_again, facts_of
from courses.authoring.release import preview_release
from courses.models import CoursePage, Edition, LessonPage
from people.dated import today
from people.scope.wagtail_groups import TRAINERS

FACT = {
    "statement": "Từ 1/7/2024 dùng được như bản giấy.",
    "source": "Nghị định 151/2024/NĐ-CP",
    "url": "",
    "valid_from": None,
    "checked_on": "2026-01-02",
    "recheck_on": "2026-04-02",
}

NUMBERS = ("minutes", "test_questions", "pass_percent", "test_attempts", "test_pause_hours")


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    """A lesson whose draft has one more fact than what is published."""
    page = LessonPage.objects.get(slug="bai-mot")
    page.body.append(("fact", page.body.stream_block.child_blocks["fact"].to_python(FACT)))
    page.save_revision()
    return LessonPage.objects.get(pk=page.pk)


@pytest.fixture
def trainer(staff: Callable[[str], Any], settings: Any) -> Client:
    # The second factor has tests of its own (tests/people).
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "people.accounts" not in name]
    client = Client()
    client.force_login(staff(TRAINERS))
    return client


def ours() -> Any:
    """Return the fact of the fixture, as the report has it."""
    return next(fact for fact in facts_of(LessonPage.objects.all()) if "151" in fact.source)


def publish(page: LessonPage) -> None:
    page.get_latest_revision().publish()


def test_a_fact_is_followed_from_draft_to_edition_and_beyond(
    course: CoursePage, lesson: LessonPage, staff: Callable[[str], Any]
) -> None:
    assert ours().state == DRAFT
    publish(lesson)
    _release(course)
    assert ours().state == BOTH
    found, day = ours(), today()
    assert found.is_overdue(day)
    draft = check_again(
        page=lesson,
        block_id=found.block_id,
        checked_on=day,
        recheck_on=day + dt.timedelta(days=90),
        by=staff(TRAINERS),
    )
    assert ours().state == NEWER
    assert not ours().is_overdue(day)
    publish(draft)
    assert preview_release(course).impact.proposed == "clarifying"
    page = LessonPage.objects.get(pk=lesson.pk)
    del page.body[len(page.body) - 1]
    page.save_revision()
    assert ours().state == RELEASED
    with pytest.raises(FactGone):
        check_again(
            page=page, block_id=found.block_id, checked_on=day, recheck_on=day, by=staff(TRAINERS)
        )


def test_the_report_says_where_and_when_and_leads_to_the_block(
    lesson: LessonPage, trainer: Client
) -> None:
    shown = trainer.get(reverse("courses_facts")).content.decode()
    assert FACT["statement"] in shown
    assert f"/pages/{lesson.pk}/edit/#block-{ours().block_id}-section" in shown
    before = trainer.get(reverse("courses_facts"), {"until": "01/04/2026"}).content.decode()
    assert FACT["statement"] not in before
    course = CoursePage.objects.get(slug="khoa-nho")
    inside = trainer.get(reverse("courses_facts"), {"course": course.pk}).content.decode()
    assert FACT["statement"] in inside
    assert FACT["statement"] in trainer.get(reverse("wagtailadmin_home")).content.decode()


def test_the_report_can_be_taken_away(lesson: LessonPage, trainer: Client) -> None:
    answer = trainer.get(reverse("courses_facts"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    assert FACT["source"] in text
    answer = trainer.get(reverse("courses_facts"), {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert FACT["source"] in [cell.value for row in book.active for cell in row]


def test_whoever_looked_says_so_in_a_form(lesson: LessonPage, trainer: Client) -> None:
    address = reverse("courses_check_fact", args=[lesson.pk, ours().block_id])
    assert trainer.get(address).status_code == 200
    day = today()
    again = day + dt.timedelta(days=60)
    wrong = {"checked_on": f"{day:%d/%m/%Y}", "recheck_on": f"{day:%d/%m/%Y}"}
    assert trainer.post(address, wrong).status_code == 200
    coming = {"checked_on": f"{again:%d/%m/%Y}", "recheck_on": f"{again:%d/%m/%Y}"}
    assert trainer.post(address, coming).status_code == 200
    assert ours().is_overdue(day)
    right = {"checked_on": f"{day:%d/%m/%Y}", "recheck_on": f"{again:%d/%m/%Y}"}
    assert trainer.post(address, right).status_code == 302
    assert ours().recheck_on == again
    assert LessonPage.objects.get(pk=lesson.pk).has_unpublished_changes
    gone = reverse("courses_check_fact", args=[lesson.pk, "none"])
    assert trainer.get(gone).status_code == 302


def test_who_submits_hears_of_comments(
    lesson: LessonPage, trainer: Client, staff: Callable[[str], Any]
) -> None:
    course = lesson.get_parent().get_parent().specific
    form = {
        "title": course.title,
        "slug": course.slug,
        "summary": "Một câu.",
        "outcomes": "Bạn biết.",
        "pool": course.pool_id,
        **{name: getattr(course, name) for name in NUMBERS},
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-submit": "1",
    }
    address = reverse("wagtailadmin_pages:edit", args=[course.pk])
    assert trainer.post(address, form).status_code == 302
    follows = PageSubscription.objects.get(page_id=course.pk, user=staff(TRAINERS))
    assert follows.comment_notifications


def test_what_is_under_review_is_not_changed_aside(
    lesson: LessonPage, trainer: Client, staff: Callable[[str], Any]
) -> None:
    lesson.get_workflow().start(lesson, staff(TRAINERS))
    address = reverse("courses_check_fact", args=[lesson.pk, ours().block_id])
    assert trainer.get(address).status_code == 302


def _release(course: CoursePage) -> Edition:
    from courses.authoring.release import release

    change = preview_release(course).impact.proposed
    return release(page=course, change=change, by=None)
