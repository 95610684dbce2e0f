"""Learning together on one device: each result under its learner's name, marked as helped.

Helped results teach; they satisfy no gate of the course unless its own rule ``helped_counts`` says
so, are never a final test's, and leave the learner's own exercises to be answered alone.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.learning.attempts import FINAL_BLOCK, write_answer
from courses.learning.enrol import enrol
from courses.learning.grading import answers_of
from courses.learning.locks import locked, touch
from courses.learning.newest import float_to_newest
from courses.learning.reading import enrolment_for
from courses.learning.refusal import Refusal
from courses.learning.submit import submit
from courses.models import Assistance, Attempt, CourseFamily, Edition, Enrolment, Result
from courses.queries.quizzes import served_quiz
from people.queries import records_of_all

if TYPE_CHECKING:
    from people.models import Person, User


@dataclass(frozen=True)
class Helped:
    """What a group session records: who did which exercise, with which answers, helped by whom.

    ``id`` is the client's; it also decides the order in which options are shown.
    """

    id: uuid.UUID
    person: "Person"
    family: CourseFamily
    page_key: uuid.UUID
    block_id: str
    answers: Mapping[str, Any]
    occasion: str = ""
    assisted_by: "Person | None" = None
    how: str = Assistance.How.GROUP


@dataclass(frozen=True)
class Score:
    """What somebody's newest helped attempt was worth, in questions."""

    right: int
    total: int


@transaction.atomic
def learn_together(*, helped: Helped, by: "User", at: dt.datetime) -> Attempt:
    """Return the attempt, answered and graded now, or by the same form before.

    Whoever isn't on the course yet is enrolled on it by ``by``.

    Raises:
        Refusal: ``no_such_activity``, ``unanswered``, ``id_taken``, ``own_help`` or
            ``not_released``.
    """
    if helped.assisted_by is not None and helped.assisted_by.pk == helped.person.pk:
        raise Refusal("own_help", _("Nobody helps themselves: answer on your own phone."))
    enrolment = enrolment_for(helped.person.pk, helped.family.slug) or enrol(
        person=helped.person, family=helped.family, reason=Enrolment.Reason.LEADER, by=by, at=at
    )
    held = locked(enrolment.pk)
    known = Attempt.objects.filter(pk=helped.id).first()
    if known is not None:
        if known.enrolment_id != held.pk or not is_helped(known):
            raise Refusal("id_taken", _("Something went wrong. Please begin again."))
        return known
    float_to_newest(held, at)
    attempt = _opened(held, helped, at)
    Assistance.objects.create(
        attempt=attempt,
        assisted_by=helped.assisted_by,
        how=helped.how if helped.how in Assistance.How.values else Assistance.How.GROUP,
        occasion=helped.occasion,
        by=by,
        at=at,
    )
    for item in attempt.served["items"]:
        if item["key"] not in helped.answers:
            raise Refusal("unanswered", _("Choose an answer to every question."))
        write_answer(
            held=held,
            attempt=attempt,
            item_key=item["key"],
            payload=helped.answers[item["key"]],
            response_id=uuid.uuid4(),
            at=at,
        )
    submit(attempt=attempt, at=at)
    touch(held, at)
    return attempt


def is_helped(attempt: Attempt) -> bool:
    """Return whether the attempt was made with help."""
    return Assistance.objects.filter(attempt=attempt).exists()


def edition_for(person_id: int, family: CourseFamily) -> Edition | None:
    """Return the edition on which the person would answer now; None when nothing is released."""
    newest = Edition.objects.filter(family=family).select_related("family").order_by("-number")
    enrolment = enrolment_for(person_id, family.slug)
    if enrolment is None:
        return newest.first()
    is_fixed = enrolment.has_begun or hasattr(enrolment, "completion")  # type: ignore[attr-defined]
    return enrolment.edition if is_fixed else newest.first()


def helped_attempt(attempt_id: uuid.UUID, person_id: int, occasion: str) -> Attempt | None:
    """Return the person's helped attempt of an occasion."""
    mine = records_of_all([person_id])
    rows = Attempt.objects.filter(
        pk=attempt_id, enrolment__person_id__in=mine, assistance__occasion=occasion
    )
    return rows.select_related("edition__family", "enrolment__edition__family").first()


def scores_together(
    occasion: str, page_key: uuid.UUID, block_id: str, person_ids: Collection[int]
) -> dict[int, Score]:
    """Return by person what their newest attempt of an occasion at an exercise was worth."""
    rows = (
        Result.objects.filter(
            attempt__assistance__occasion=occasion,
            attempt__page_key=page_key,
            attempt__block_id=block_id,
            attempt__enrolment__person_id__in=records_of_all(person_ids),
        )
        .order_by("attempt__opened_at", "revision")
        .values_list(
            "attempt__enrolment__person_id",
            "attempt__enrolment__person__merged_into_id",
            "detail",
        )
    )
    return {
        owner or record: Score(sum(bool(row["right"]) for row in detail.values()), len(detail))
        for record, owner, detail in rows
    }


def helped_answers(attempt: Attempt) -> dict[str, Any]:
    """Return the answers that were given in a helped attempt, by item."""
    return answers_of(attempt)


def ways_of_helping() -> list[tuple[str, str]]:
    """Return (value, label) of the ways in which somebody can be helped."""
    return [(value, str(label)) for value, label in Assistance.How.choices]


def seed_of(attempt_id: uuid.UUID) -> int:
    """Return the seed of a helped attempt: the page shows what the act will serve."""
    return attempt_id.int % 2**62


def _opened(held: Enrolment, helped: Helped, at: dt.datetime) -> Attempt:
    quiz = None
    if helped.block_id != FINAL_BLOCK:
        quiz = served_quiz(held.edition, helped.page_key, helped.block_id, seed_of(helped.id))
    if quiz is None:
        raise Refusal("no_such_activity", _("This exercise isn't part of the lesson any more."))
    where = {"page_key": helped.page_key, "block_id": helped.block_id}
    before = Attempt.objects.filter(enrolment=held, **where).count()
    return Attempt.objects.create(
        id=helped.id,
        enrolment=held,
        edition=held.edition,
        number=before + 1,
        kind=quiz.kind,
        kind_version=quiz.version,
        seed=seed_of(helped.id),
        served=quiz.served,
        opened_at=at,
        **where,
    )
