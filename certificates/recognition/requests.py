"""Certificates from elsewhere that learners send in themselves, and their review."""

import datetime as dt
import hashlib
import io
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from certificates.models import Equivalence, RecognitionRequest, RecognitionSource
from certificates.recognition.disputes import DAYS, open_requests
from certificates.recognition.entering import Entry, award, record_entries
from certificates.recognition.judging import recorded
from people import audit
from people.dated import today
from people.jobs import files
from people.refusal import Refusal
from people.text import tidy

if TYPE_CHECKING:
    from people.models import Person, User

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 60_000_000
LONGEST_SIDE = 2_000
# Of one person at a time; more is no learner's paper.
AT_MOST = 10
PDF, JPEG = "pdf", "jpeg"


def send(
    *,
    person: "Person",
    course: str,
    provider: str,
    on: dt.date,
    content: bytes,
    by: "User",
) -> RecognitionRequest:
    """Return the request with this paper: the open one there is, or a new one.

    A picture is drawn anew, smaller and without what the camera wrote into it (place, device).

    Args:
        person: whose certificate it is.
        course: as printed.
        provider: who gave it.
        on: the day of completion.
        content: a PDF or a picture.
        by: their account.

    Raises:
        Refusal: ``too_large``, ``no_paper`` when it is neither, ``bad_day``, ``too_many``.
    """
    if on > today():
        raise Refusal("bad_day", _("The day of completion is still to come."))
    kept, kind = _paper(content)
    mine = RecognitionRequest.objects.filter(person=person, closed_at__isnull=True)
    digest = hashlib.sha256(content).hexdigest()
    known = mine.filter(sha256=digest).first()
    if known is not None:
        return known
    if mine.count() >= AT_MOST:
        raise Refusal("too_many", _("Several of your papers are being reviewed. Wait for them."))
    try:
        with transaction.atomic():
            request = RecognitionRequest.objects.create(
                person=person,
                course=tidy(course)[:200],
                provider=tidy(provider)[:160],
                on=on,
                file_key=files.keep(kept),
                file_type=kind,
                sha256=digest,
                sent_by=by,
                due_on=today() + dt.timedelta(days=DAYS),
            )
            audit.record("certificates.recognition_asked", by=by, about=request, person=person)
    except IntegrityError:
        return mine.get(sha256=digest)
    return request


@transaction.atomic
def accept(
    *, request: RecognitionRequest, decision: Equivalence, answer: str, by: "User"
) -> RecognitionRequest:
    """Recognise what was sent in under a decision, once however often it is reported.

    Raises:
        Refusal: ``out_of_scope``, ``closed``, or ``not_decided`` when the decision doesn't hold
            for that day.
    """
    held = _held(request, by)
    if held.on < decision.valid_from or (decision.valid_to and held.on >= decision.valid_to):
        raise Refusal("not_decided", _("The course isn't recognised for that day."))
    source = RecognitionSource.objects.select_for_update().get(pk=decision.source_id)
    completion = (held.person_id, decision.family_id, held.on)
    if completion not in recorded(source, [held.person_id], [decision.family_id]):
        data = {"request": held.pk, "course": held.course, "sha256": held.sha256}
        entry = Entry(person_id=held.person_id, on=held.on, decision=decision, data=data)
        made = record_entries([entry], source=source, by=by)
        award(made)
        held.evidence = made[0]
    return _closed(held, RecognitionRequest.Outcome.ACCEPTED, answer, by)


@transaction.atomic
def decline(*, request: RecognitionRequest, answer: str, by: "User") -> RecognitionRequest:
    """Say that what was sent in isn't recognised, and why.

    Raises:
        Refusal: ``out_of_scope``, ``closed``, or ``no_answer`` without words for the learner.
    """
    if not answer.strip():
        raise Refusal("no_answer", _("Write an answer: the learner reads it."))
    return _closed(_held(request, by), RecognitionRequest.Outcome.DECLINED, answer, by)


def _held(request: RecognitionRequest, by: "User") -> RecognitionRequest:
    held = RecognitionRequest.objects.select_for_update().get(pk=request.pk)
    if held.closed_at is not None:
        raise Refusal("closed", _("Somebody settled this already."))
    if not open_requests(by).filter(pk=held.pk).exists():
        raise Refusal("out_of_scope", _("This person isn't among those you answer for."))
    return held


def _closed(held: RecognitionRequest, outcome: str, answer: str, by: "User") -> RecognitionRequest:
    """Write the outcome; the paper itself isn't kept any longer, its digest is."""
    key, held.file_key = held.file_key, ""
    held.outcome, held.answer = outcome, tidy(answer)[:1_000]
    held.closed_by, held.closed_at = by, timezone.now()
    held.save()
    transaction.on_commit(partial(files.forget, key))
    audit.record(
        "certificates.recognition_answered",
        by=by,
        about=held,
        person=held.person,
        outcome=outcome,
    )
    return held


def _paper(content: bytes) -> tuple[bytes, str]:
    """Return what is kept of a paper, and what it is."""
    if len(content) > MAX_BYTES:
        raise Refusal("too_large", _("The file is larger than 8 MB. Take the picture anew."))
    if content.startswith(b"%PDF-"):
        return content, PDF
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refusal("too_large", _("The picture is too large. Take it anew."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refusal("no_paper", _("Send a picture (JPEG, PNG) or a PDF.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = io.BytesIO()
    # A new picture has nothing of what was written into the old one.
    upright.save(drawn, "JPEG", quality=85)
    return drawn.getvalue(), JPEG
