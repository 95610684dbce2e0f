"""Files of completions: received, their columns confirmed, and the long work begun."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from certificates.models import RecognitionBatch, RecognitionSource
from certificates.recognition import columns
from certificates.recognition.columns import guessed, has_name, open_list
from certificates.recognition.sources import remember_columns
from people import audit, jobs
from people.jobs import files
from people.refusal import Refusal
from people.text import tidy

if TYPE_CHECKING:
    from people.models import Job, User

READ, APPLY, REVERSE = "recognition.read", "recognition.apply", "recognition.reverse"
State = RecognitionBatch.State
GONE = (State.REVERSED, State.DROPPED)


def receive(
    *, source: RecognitionSource, file_name: str, content: bytes, by: "User"
) -> RecognitionBatch:
    """Return the batch of this file: the one there is, or a new one with its columns guessed.

    Raises:
        Refusal: when the file is no list; see ``columns.open_list``.
    """
    digest = hashlib.sha256(content).hexdigest()
    same = RecognitionBatch.objects.filter(source=source, sha256=digest).exclude(state__in=GONE)
    known = same.first()
    if known is not None:
        return known
    _sheet, header = open_list(content, source.mapping)
    headers = list(header.cells)
    try:
        with transaction.atomic():
            batch = RecognitionBatch.objects.create(
                source=source,
                file_name=tidy(file_name)[-160:],
                file_key=files.keep(content),
                sha256=digest,
                headers=headers,
                mapping={
                    "columns": {
                        str(place): field
                        for place, field in guessed(headers, source.mapping).items()
                    },
                    "course": "",
                    "on": "",
                },
                by=by,
            )
            audit.record("certificates.recognition_received", by=by, about=batch, sha256=digest)
    except IntegrityError:
        return same.get()
    return batch


@transaction.atomic
def fix_columns(
    *,
    batch: RecognitionBatch,
    chosen: Mapping[int, str],
    course: str = "",
    on: dt.date | None = None,
) -> bool:
    """Write down what each column is, and say whether the file is still to be read.

    Args:
        batch: the file.
        chosen: the field of each column that is of interest.
        course: of all lines, where no column says it.
        on: the day of completion of all lines, where no column says it.

    Raises:
        Refusal: ``no_name``, ``no_course``, ``no_day`` when something would be missing.
    """
    held = RecognitionBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state not in {State.COLUMNS, State.READING}:
        return False
    fields = set(chosen.values())
    if not has_name(chosen):
        raise Refusal("no_name", _("Say which column holds the names."))
    if columns.COURSE not in fields and not course.strip():
        raise Refusal("no_course", _("Say which column holds the course, or write it down."))
    if columns.ON not in fields and on is None:
        raise Refusal("no_day", _("Say which column holds the day, or write it down."))
    held.mapping = {
        "columns": {str(place): field for place, field in chosen.items()},
        "course": tidy(course),
        "on": on.isoformat() if on else "",
    }
    held.state = State.READING
    held.save(update_fields=["mapping", "state"])
    remember_columns(source=held.source, headers=held.headers, chosen=chosen)
    return True


@transaction.atomic
def confirm_columns(
    *,
    batch: RecognitionBatch,
    chosen: Mapping[int, str],
    by: "User",
    course: str = "",
    on: dt.date | None = None,
) -> "Job | None":
    """Begin to read the file with these columns; None when it is read already.

    Takes and raises the same as ``fix_columns``, and who confirms.
    """
    if not fix_columns(batch=batch, chosen=chosen, course=course, on=on):
        return None
    return jobs.start(kind=READ, by=by, params={"batch": str(batch.pk)})


def begin_applying(*, batch: RecognitionBatch, by: "User") -> "Job":
    """Begin to record what is ready; what is recorded already stays as it is."""
    return jobs.start(kind=APPLY, by=by, params={"batch": str(batch.pk)})


def begin_reversing(*, batch: RecognitionBatch, reason: str, by: "User") -> "Job":
    """Begin to take a batch back as a whole.

    Raises:
        Refusal: ``no_reason`` without a reason, ``not_applied`` when nothing was recorded.
    """
    if not reason.strip():
        raise Refusal("no_reason", _("Say why it is taken back."))
    if batch.state != State.APPLIED:
        raise Refusal("not_applied", _("Nothing of this file is recorded."))
    params = {"batch": str(batch.pk), "reason": tidy(reason)[:500]}
    return jobs.start(kind=REVERSE, by=by, params=params)


@transaction.atomic
def drop(*, batch: RecognitionBatch, by: "User") -> None:
    """Put a file aside before anything of it is recorded; its lines are kept to be looked at.

    Raises:
        Refusal: ``applied`` when it is recorded: then it is to be taken back.
    """
    held = RecognitionBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == State.DROPPED:
        return
    if held.state in {State.APPLIED, State.REVERSED}:
        raise Refusal("applied", _("This file is recorded. Take it back instead."))
    files.forget(held.file_key)
    held.state, held.file_key = State.DROPPED, ""
    held.save(update_fields=["state", "file_key"])
    audit.record("certificates.recognition_dropped", by=by, about=held)
