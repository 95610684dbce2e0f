"""Practice inside a lesson: answers one by one, graded as soon as everything is answered."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.learning.attempts import answer, open_attempt
from courses.learning.grading import answers_of
from courses.learning.locks import locked
from courses.learning.refusal import Refusal
from courses.learning.submit import submit
from courses.models import Attempt, Enrolment, Response, Result


@transaction.atomic
def practise(
    *,
    enrolment: Enrolment,
    page_key: uuid.UUID,
    block_id: str,
    answers: Mapping[str, Any],
    at: dt.datetime,
    response_id: uuid.UUID | None = None,
) -> Attempt:
    """Keep ``answers`` (by item) to an exercise; begin it, and hand it in, when that is due.

    Args:
        response_id: the client's id of a single answer. Forms have none: what a form repeats is
            recognised by its content.

    Raises:
        Refusal: ``closed`` when the exercise is finished, besides those of ``answer``.
    """
    locked(enrolment.pk)
    arrived = Response.objects.select_related("attempt")
    replayed = arrived.filter(pk=response_id).first() if response_id else None
    if replayed is not None and replayed.attempt.enrolment_id == enrolment.pk:
        return replayed.attempt
    attempt = _current(enrolment, page_key, block_id, at)
    known = answers_of(attempt)
    for item, payload in answers.items():
        if response_id is None and item in known and known[item] == payload:
            continue
        made = response_id or uuid.uuid4()
        answer(attempt=attempt, item_key=item, payload=payload, response_id=made, at=at)
    if {item["key"] for item in attempt.served["items"]} <= known.keys() | answers.keys():
        submit(attempt=attempt, at=at)
    return attempt


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


def _current(enrolment: Enrolment, page_key: uuid.UUID, block_id: str, at: dt.datetime) -> Attempt:
    mine = Attempt.objects.filter(enrolment=enrolment, page_key=page_key, block_id=block_id)
    last = mine.select_related("edition").order_by("-number").first()
    if last is None:
        return open_attempt(enrolment=enrolment, page_key=page_key, block_id=block_id, at=at)
    if Result.objects.filter(attempt=last).exists():
        raise Refusal(
            "closed", _("You have answered everything here. Press “Try again” to repeat.")
        )
    return last
