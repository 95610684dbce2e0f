"""Attempts and answers as they arrive: saved one by one, a replay changes nothing."""

import datetime as dt
import hashlib
import json
import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from courses.activities import activity_type, is_activity
from courses.bank.draw import FINAL_TEST, draw_test
from courses.learning.limits import allowance
from courses.learning.locks import locked, touch
from courses.learning.newest import float_to_newest
from courses.learning.refusal import Refusal
from courses.models import Attempt, Edition, Enrolment, Response, Result
from courses.queries.content import page_content

FINAL_BLOCK = "final"
_LARGEST_ANSWER = 4_000


@transaction.atomic
def open_attempt(
    *,
    enrolment: Enrolment,
    page_key: uuid.UUID,
    block_id: str,
    at: dt.datetime,
    attempt_id: uuid.UUID | None = None,
) -> Attempt:
    """Return the open attempt at the activity, begun now unless there is one.

    A second tab and the back button therefore find the attempt of the first, not a new one.

    Args:
        attempt_id: the client's own id, so that sending "begin" again begins nothing more.

    Raises:
        Refusal: ``paused`` (facts: ``until``), ``no_such_activity``, ``no_questions`` or
            ``id_taken``.
    """
    held = locked(enrolment.pk)
    mine = Attempt.objects.filter(enrolment=held, page_key=page_key, block_id=block_id)
    alone = mine.filter(assistance__isnull=True)
    found = _known(attempt_id, held) or alone.filter(results__isnull=True).first()
    if found is not None:
        return found
    if block_id == FINAL_BLOCK:
        _refuse_when_paused(held, at)
    float_to_newest(held, at)
    # What was learnt together leaves no trace in what the learner is shown alone.
    seed = _seed(held, page_key, block_id, alone.count() + 1)
    kind, served = _serve(held.edition, page_key, block_id, seed)
    attempt = Attempt.objects.create(
        id=attempt_id or uuid.uuid4(),
        enrolment=held,
        edition=held.edition,
        page_key=page_key,
        block_id=block_id,
        number=mine.count() + 1,
        kind=kind,
        kind_version=activity_type(kind).version,
        seed=seed,
        served=served,
        opened_at=at,
    )
    touch(held, at)
    enrolment.edition = held.edition
    return attempt


@transaction.atomic
def answer(
    *, attempt: Attempt, item_key: str, payload: Any, response_id: uuid.UUID, at: dt.datetime
) -> Response:
    """Return the answer as kept; the same ``response_id`` again changes nothing.

    Raises:
        Refusal: ``closed`` after submission, ``not_served``, ``unreadable`` or ``id_taken``.
    """
    _refuse_unreadable(payload)
    held = locked(attempt.enrolment_id)
    known = Response.objects.filter(pk=response_id).first()
    if known is not None:
        if known.attempt_id != attempt.pk:
            raise Refusal("id_taken", _("This answer was sent for another question."))
        return known
    if Result.objects.filter(attempt=attempt).exists():
        raise Refusal("closed", _("This has been handed in. Answers can't be changed any more."))
    return write_answer(
        held=held,
        attempt=attempt,
        item_key=item_key,
        payload=payload,
        response_id=response_id,
        at=at,
    )


def write_answer(
    *,
    held: Enrolment,
    attempt: Attempt,
    item_key: str,
    payload: Any,
    response_id: uuid.UUID,
    at: dt.datetime,
) -> Response:
    """Write a new answer to an open attempt of a locked enrolment; one query.

    Raises:
        Refusal: ``unreadable`` or ``not_served``.
    """
    _refuse_unreadable(payload)
    if item_key not in {item["key"] for item in attempt.served.get("items", [])}:
        raise Refusal("not_served", _("This question isn't part of what you were asked."))
    response = Response.objects.create(
        id=response_id, attempt=attempt, item_key=item_key, payload=payload, received_at=at
    )
    touch(held, at)
    return response


def practice_seed(enrolment_id: int, page_key: uuid.UUID, block_id: str, number: int) -> int:
    """Return the seed of a practice attempt: known before it is begun, so that looking at a
    lesson writes nothing and the order stays the same once the first answer arrives."""
    text = f"{enrolment_id}/{page_key}/{block_id}/{number}"
    return int(hashlib.sha256(text.encode()).hexdigest()[:15], 16)


def _seed(enrolment: Enrolment, page_key: uuid.UUID, block_id: str, number: int) -> int:
    if block_id == FINAL_BLOCK:
        return secrets.randbits(62)
    return practice_seed(enrolment.pk, page_key, block_id, number)


def _known(attempt_id: uuid.UUID | None, enrolment: Enrolment) -> Attempt | None:
    if attempt_id is None:
        return None
    found = Attempt.objects.filter(pk=attempt_id).first()
    if found is not None and found.enrolment_id != enrolment.pk:
        raise Refusal("id_taken", _("Something went wrong. Please begin again."))
    return found


def _refuse_when_paused(enrolment: Enrolment, at: dt.datetime) -> None:
    allowed = allowance(enrolment, at)
    if allowed.not_before is None:
        return
    until = timezone.localtime(allowed.not_before)
    raise Refusal(
        "paused",
        _("You have used all %(count)s attempts. Rest and review; you can try again from %(when)s.")
        % {"count": allowed.per_round, "when": date_format(until, "SHORT_DATETIME_FORMAT")},
        until=allowed.not_before,
    )


def _serve(edition: Edition, page_key: uuid.UUID, block_id: str, seed: int) -> tuple[str, dict]:
    if block_id == FINAL_BLOCK:
        served = draw_test(edition, language=settings.LANGUAGE_CODE, seed=seed)
        if not served["items"]:
            raise Refusal("no_questions", _("This course has no final test yet."))
        return FINAL_TEST, served
    content = page_content(edition, page_key, settings.LANGUAGE_CODE)
    block = content.block(block_id) if content else None
    if block is None or not is_activity(block["type"]):
        raise Refusal("no_such_activity", _("This exercise isn't part of the lesson any more."))
    return block["type"], activity_type(block["type"]).serve(block["value"], seed)


def _refuse_unreadable(payload: Any) -> None:
    """Refuse what one of the databases couldn't keep: infinities, broken text, far too much."""
    try:
        kept = json.dumps(payload, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError):
        kept = None
    if payload is None or kept is None or len(kept) > _LARGEST_ANSWER or b"\\u0000" in kept:
        raise Refusal("unreadable", _("This answer couldn't be read. Please answer again."))
