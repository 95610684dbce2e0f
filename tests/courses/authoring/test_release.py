"""A release is an act: refused when something is missing, honest about whom it touches."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from courses.authoring import NotReleasable, preview_release, release
from courses.authoring.source import Loaded
from courses.models import (
    BankQuestion,
    CoursePage,
    Edition,
    Enrolment,
    EnrolmentMove,
    LessonPage,
    ModulePage,
    Run,
)
from courses.signals import edition_released
from people.models import AuditEntry, Person


@pytest.fixture
def learner(loaded: Loaded) -> Enrolment:
    person = Person.objects.create(name="Bùi Thị Hồng", source="self")
    run = Run.objects.get(family=loaded.edition.family)
    return Enrolment.objects.create(person=person, run=run, edition=loaded.edition, reason="self")


def change(page: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def edit_block(kind: str, **values: Any) -> None:
    lesson = LessonPage.objects.get(slug="bai-mot")
    raw = list(lesson.body.get_prep_value())
    block = next(block for block in raw if block["type"] == kind)
    block["value"].update(values)
    change(lesson, body=LessonPage.body.field.stream_block.to_python(raw))


def fresh(course: CoursePage) -> CoursePage:
    return CoursePage.objects.get(pk=course.pk)


def test_nothing_changed_is_refused(course: CoursePage) -> None:
    with pytest.raises(NotReleasable, match=r"."):
        release(page=course, change="cosmetic", note="", by=None)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("chosen", ["cosmetic", "clarifying", "safety"])
def test_those_under_way_go_over_with_a_row(
    course: CoursePage, learner: Enrolment, chosen: str
) -> None:
    change(LessonPage.objects.get(slug="bai-mot"), title="Tên hay hơn")
    edition = release(page=fresh(course), change=chosen, note="", by=None)
    learner.refresh_from_db()
    assert learner.edition == edition
    move = EnrolmentMove.objects.get(enrolment=learner)
    assert (move.edition, move.why) == (edition, chosen)


def test_a_completed_enrolment_stays_where_it_was(course: CoursePage, learner: Enrolment) -> None:
    from courses.models import Completion

    Completion.objects.create(
        enrolment=learner,
        edition=learner.edition,
        score_percent=90,
        rule_version=1,
        explanation=[],
        at=timezone.now() - dt.timedelta(days=1),
    )
    change(LessonPage.objects.get(slug="bai-mot"), title="Tên hay hơn")
    release(page=fresh(course), change="cosmetic", note="", by=None)
    learner.refresh_from_db()
    assert learner.edition.number == 1
    assert not EnrolmentMove.objects.exists()


def test_a_changed_answer_is_grading_and_moves_nobody(
    course: CoursePage, learner: Enrolment
) -> None:
    question = BankQuestion.objects.get(key="cau-1")
    raw = list(question.body.get_prep_value())
    options = raw[0]["value"]["options"]
    options[0]["value"]["correct"], options[1]["value"]["correct"] = False, True
    question.body = BankQuestion.body.field.stream_block.to_python(raw)
    question.save_revision().publish()
    impact = preview_release(fresh(course)).impact
    assert (impact.proposed, impact.allowed()) == ("grading", ["grading"])
    assert (impact.learning, impact.answered) == (1, 0)
    with pytest.raises(NotReleasable):
        release(page=fresh(course), change="clarifying", note="", by=None)
    edition = release(page=fresh(course), change="grading", note="", by=None)
    learner.refresh_from_db()
    assert (edition.number, learner.edition.number) == (2, 1)
    assert not EnrolmentMove.objects.exists()


@pytest.mark.parametrize(
    ("act", "proposed"),
    [
        (lambda: change(LessonPage.objects.get(slug="bai-mot"), minutes=5), "cosmetic"),
        (lambda: edit_block("notice", title="Chú ý"), "clarifying"),
        (lambda: edit_block("fact", statement="Luật đã đổi."), "safety"),
        (lambda: edit_block("quiz", questions=[]), "grading"),
        (lambda: change(CoursePage.objects.get(), pass_percent=90), "grading"),
        (lambda: LessonPage.objects.get(slug="bai-hai").unpublish(), "grading"),
        (lambda: BankQuestion.objects.get(key="cau-2").unpublish(), "grading"),
    ],
)
def test_the_diff_proposes_the_class(course: CoursePage, act: Any, proposed: str) -> None:
    act()
    preview = preview_release(fresh(course))
    assert preview.impact.proposed == proposed
    assert preview.impact.lines


def test_a_draft_changes_nothing_and_is_named(course: CoursePage) -> None:
    lesson = LessonPage.objects.get(slug="bai-mot")
    lesson.title = "Chưa xong"
    lesson.save_revision()
    preview = preview_release(fresh(course))
    assert preview.impact.changes_nothing
    assert [problem.page.slug for problem in preview.frozen.problems] == ["bai-mot"]
    assert not preview.frozen.blocking


@pytest.mark.parametrize(
    "act",
    [
        lambda: CoursePage.objects.update(pool=None),
        lambda: CoursePage.objects.update(test_questions=50),
        lambda: [page.unpublish() for page in LessonPage.objects.all()],
        lambda: LessonPage.objects.filter(slug="bai-mot").update(body="[]"),
        lambda: ModulePage.objects.get().unpublish(),
    ],
)
def test_what_is_missing_is_said(course: CoursePage, act: Any) -> None:
    act()
    with pytest.raises(NotReleasable) as refused:
        release(page=fresh(course), change="grading", note="", by=None)
    assert refused.value.messages
    assert Edition.objects.count() == 1


def test_a_release_is_recorded_and_announced(course: CoursePage, staff: Any) -> None:
    heard = []

    def hear(edition: Edition, **_kwargs: Any) -> None:
        heard.append(edition.number)

    edition_released.connect(hear)
    try:
        change(LessonPage.objects.get(slug="bai-mot"), minutes=6)
        reviewer = staff("Reviewers")
        release(page=fresh(course), change="cosmetic", note="Sửa số phút", by=reviewer)
    finally:
        edition_released.disconnect(hear)
    assert heard == [2]
    entry = AuditEntry.objects.filter(code="courses.released").latest("pk")
    assert entry.by == reviewer
    assert entry.data["change"] == "cosmetic"
