"""A completed course becomes evidence and an award, in one transaction, once."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from certificates.models import Award, Evidence
from courses.learning import complete_if_due
from courses.models import Completion
from courses.signals import course_completed
from tests.courses.builder import TinyCourse, tiny_course
from tests.courses.conftest import make_learner, take_quiz, take_test


@pytest.fixture
def course(db) -> TinyCourse:
    """A released course."""
    return tiny_course()


@pytest.fixture
def completion(course) -> Completion:
    """Lan has completed the course."""
    return complete(course, timezone.now())


def complete(course: TinyCourse, at: dt.datetime) -> Completion:
    """Take a new learner through the whole course."""
    from courses.learning import enrol, finish_lesson

    user = make_learner("Nguyễn Thị Lan")
    enrolment = enrol(person=user.person, family=course.family, reason="self", by=user, at=at)
    take_quiz(course, enrolment, at)
    for key in course.lesson_keys:
        finish_lesson(enrolment=enrolment, page_key=key, at=at)
    take_test(course, enrolment, at)
    found = complete_if_due(enrolment=enrolment, at=at)
    assert found is not None
    return found


def test_completing_gives_evidence_and_an_award_of_the_day(completion) -> None:
    award = Award.objects.get()
    assert award.evidence.source_ref == f"completion:{completion.pk}"
    assert (award.grade, award.rule_version) == (2, completion.rule_version)
    assert award.valid_from == timezone.localdate(completion.at)
    assert award.facts["name"] == "Nguyễn Thị Lan"


def test_hearing_of_the_same_completion_again_changes_nothing(completion) -> None:
    before = list(Award.objects.values())
    course_completed.send(sender=Completion, completion=completion)
    complete_if_due(enrolment=completion.enrolment, at=timezone.now() + dt.timedelta(days=400))
    assert list(Award.objects.values()) == before
    assert Evidence.objects.count() == 1


def test_no_completion_without_its_award(course, monkeypatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("certificates.listeners.issue", refuse)
    with pytest.raises(RuntimeError), transaction.atomic():
        complete(course, timezone.now())
    assert not Completion.objects.exists()
    assert not Evidence.objects.exists()


def test_the_document_is_made_after_the_transaction(
    course, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        complete(course, timezone.now())
    assert Award.objects.get().documents.count() == 1
