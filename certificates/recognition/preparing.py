"""The long work of reading a file: every line kept, judged, and recorded nowhere yet."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from certificates.models import RecognitionBatch, RecognitionRow
from certificates.recognition import columns
from certificates.recognition.batches import READ, State
from certificates.recognition.columns import open_list
from certificates.recognition.judging import Judge, in_chunks
from certificates.recognition.lines import understood
from people.dated import today
from people.jobs import files
from people.refusal import Refusal
from people.registry.rosters.reading import Line

if TYPE_CHECKING:
    from people.models import Job

Telling = Callable[[int, int], None]

__all__ = ["READ", "Telling", "read_batch", "read_lines"]


def read_batch(job: "Job", progress: Telling) -> dict[str, Any]:
    """Do the work of a job of the kind READ: see ``read_lines``."""
    return read_lines(job.params["batch"], progress)


@transaction.atomic
def read_lines(batch_id: str | uuid.UUID, progress: Telling) -> dict[str, Any]:
    """Read the file of a batch into rows and judge them; again it does nothing.

    Args:
        batch_id: which batch.
        progress: is told how many lines of how many are done.

    Raises:
        Refusal: when the file is gone or is no list after all.
    """
    batch = RecognitionBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != State.READING:
        return {"batch": str(batch.pk)}
    content = files.content_of(batch.file_key)
    if content is None:
        raise Refusal(
            "file_gone", _("The file is no longer here. Put this one aside; send it again.")
        )
    sheet, header = open_list(content, batch.source.mapping)
    judge, done = Judge(batch), 0
    for chunk in in_chunks(line for line in sheet.lines if line.number > header.number):
        progress(done, 0)
        rows = [_row(batch, line) for line in chunk]
        judge.judge(rows)
        RecognitionRow.objects.bulk_create(rows)
        done += len(rows)
    key, batch.state, batch.file_key = batch.file_key, State.READY, ""
    batch.save(update_fields=["state", "file_key"])
    transaction.on_commit(partial(files.forget, key))
    return {"batch": str(batch.pk), "rows": done}


def _row(batch: RecognitionBatch, line: Line) -> RecognitionRow:
    mapping = batch.mapping
    cells = {
        field: line.cells[int(place)]
        for place, field in mapping["columns"].items()
        if int(place) < len(line.cells)
    }
    cells[columns.COURSE] = cells.get(columns.COURSE) or mapping["course"]
    cells[columns.ON] = cells.get(columns.ON) or mapping["on"]
    said = understood(cells, line, today())
    return RecognitionRow(
        batch=batch,
        number=line.number,
        state=RecognitionRow.State.READY,
        given=said.given,
        problems=said.problems,
    )
