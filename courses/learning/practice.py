"""Practice inside a lesson: answers one by one, graded as soon as everything is answered."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from courses.learning.attempts import open_attempt, write_answer
from courses.learning.grading import answers_of
from courses.learning.locks import locked
from courses.learning.reading import Practice
from courses.learning.refusal import Refusal
from courses.learning.submit import submit
from courses.models import Attempt, Enrolment, Response, Result
from people.prepared import Prepared, Slot


def _last_attempts() -> QuerySet[Attempt]:
    return (
        Attempt.objects.filter(
            enrolment_id=Slot("enrolment", Enrolment._meta.pk),
            page_key=Slot("page", Attempt._meta.get_field("page_key")),
            block_id=Slot("block", Attempt._meta.get_field("block_id")),
            assistance__isnull=True,
        )
        .annotate(is_finished=Exists(Result.objects.filter(attempt=OuterRef("pk"))))
        .order_by("-number")[:1]
    )


_last_read = Prepared(_last_attempts)
_arrived_read = Prepared(
    lambda: Response.objects.filter(pk=Slot("pk", Response._meta.pk)).select_related("attempt")
)


@transaction.atomic
def practise(
    *,
    enrolment: Enrolment,
    page_key: uuid.UUID,
    block_id: str,
    answers: Mapping[str, Any],
    at: dt.datetime,
    response_id: uuid.UUID | None = None,
) -> Practice | None:
    """Keep ``answers`` (by item) to an exercise; begin it, and hand it in, when that is due.

    Returns the exercise as it stands then; None when the answer had arrived before.

    Args:
        response_id: the client's id of a single answer. Forms have none: what a form repeats is
            recognised by its content.

    Raises:
        Refusal: ``closed`` when the exercise is finished, besides those of ``answer``.
    """
    held = locked(enrolment.pk)
    if response_id and _has_arrived(response_id, enrolment):
        return None
    attempt = _current(enrolment, page_key, block_id, at)
    known = answers_of(attempt)
    for item, payload in answers.items():
        if response_id is None and item in known and known[item] == payload:
            continue
        write_answer(
            held=held,
            attempt=attempt,
            item_key=item,
            payload=payload,
            response_id=response_id or uuid.uuid4(),
            at=at,
        )
    known.update(answers)
    is_finished = {item["key"] for item in attempt.served["items"]} <= known.keys()
    if is_finished:
        submit(attempt=attempt, at=at)
    return Practice(attempt, is_finished, known)


def practise_again(
    *,
    enrolment: Enrolment,
    page_key: uuid.UUID,
    block_id: str,
    at: dt.datetime,
    attempt_id: uuid.UUID | None = None,
) -> Attempt:
    """Begin a finished exercise anew; one that is open stays as it is."""
    return open_attempt(
        enrolment=enrolment, page_key=page_key, block_id=block_id, at=at, attempt_id=attempt_id
    )


def _has_arrived(response_id: uuid.UUID, enrolment: Enrolment) -> bool:
    known = _arrived_read.first(pk=response_id)
    if known is not None and known.attempt.enrolment_id != enrolment.pk:
        raise Refusal("id_taken", _("This answer was sent for another question."))
    return known is not None


def _current(enrolment: Enrolment, page_key: uuid.UUID, block_id: str, at: dt.datetime) -> Attempt:
    last = _last_read.first(enrolment=enrolment.pk, page=page_key, block=block_id)
    if last is None:
        return open_attempt(enrolment=enrolment, page_key=page_key, block_id=block_id, at=at)
    if last.is_finished:  # type: ignore[attr-defined]
        raise Refusal(
            "closed", _("You have answered everything here. Press “Try again” to repeat.")
        )
    if last.edition_id == enrolment.edition_id:
        last.edition = enrolment.edition
    return last
