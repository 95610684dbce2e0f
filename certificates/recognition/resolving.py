"""Lines that wait for somebody: which person it is, or that it is put aside."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from certificates.models import RecognitionBatch, RecognitionRow, RecognitionSource
from certificates.recognition import lines
from certificates.recognition.applying import enter_ready
from certificates.recognition.entering import award
from certificates.recognition.judging import OPEN, WAITING, Judge, in_chunks
from people import audit
from people.dated import today
from people.queries import persons
from people.refusal import Refusal
from people.registry.finding import Finder
from people.registry.persons import add_person

if TYPE_CHECKING:
    from people.models import Person, User

State = RecognitionRow.State


def candidates(row: RecognitionRow) -> "list[Person]":
    """Return who a doubtful line may be about, the likeliest first."""
    found = Finder(today()).find([lines.clue_of(row.given)])[0]
    ids = [found.certain] if found.certain is not None else list(found.doubtful)
    people = persons().in_bulk(ids)
    return [people[pk] for pk in ids if pk in people]


@transaction.atomic
def choose_person(*, row: RecognitionRow, person: "Person", by: "User") -> RecognitionRow:
    """Say whose line it is; where its batch is recorded, it is recorded now.

    Raises:
        Refusal: ``settled`` when the line no longer waits for anybody.
    """
    held = _waiting(row)
    held.person, held.chosen_by = person, by
    held.save(update_fields=["person", "chosen_by"])
    _settle(held, by)
    audit.record("certificates.recognition_matched", by=by, about=held, person=person)
    return held


@transaction.atomic
def add_and_choose(*, row: RecognitionRow, by: "User") -> RecognitionRow:
    """Add the person of a line to the registry and say that it is theirs.

    Raises:
        Refusal: as ``choose_person``.
    """
    held = _waiting(row)
    given = lines.clue_of(held.given).given
    person = add_person(
        name=given.name,
        birth_year=given.birth_year,
        contact_phone=given.phone,
        staff_code=given.staff_code,
        source="roster",
        by=by,
    )
    return choose_person(row=held, person=person, by=by)


@transaction.atomic
def dismiss(*, row: RecognitionRow, by: "User") -> RecognitionRow:
    """Put a line aside: it is about nobody who is counted here.

    Raises:
        Refusal: as ``choose_person``.
    """
    held = _waiting(row)
    held.state = State.DISMISSED
    held.save(update_fields=["state"])
    audit.record("certificates.recognition_dismissed", by=by, about=held)
    return held


@transaction.atomic
def judge_again(source: RecognitionSource) -> int:
    """Judge the lines of a source that wait for a decision, after one was made; count the ready.

    They are not recorded: that is asked for batch by batch.
    """
    ready = 0
    live = [RecognitionBatch.State.READY, RecognitionBatch.State.APPLIED]
    for batch in source.batches.filter(state__in=live).select_related("source"):
        judge = Judge(batch)
        for chunk in in_chunks(list(batch.rows.filter(state__in=OPEN).order_by("number"))):
            ready += len(judge.judge(chunk))
            RecognitionRow.objects.bulk_update(chunk, ["state", "person"], batch_size=200)
    return ready


def _waiting(row: RecognitionRow) -> RecognitionRow:
    # The source before the line, in the order in which the long work locks them.
    batch = RecognitionBatch.objects.select_for_update().get(pk=row.batch_id)
    RecognitionSource.objects.select_for_update().get(pk=batch.source_id)
    held = RecognitionRow.objects.select_related("batch__source").get(pk=row.pk)
    if held.state not in WAITING:
        raise Refusal("settled", _("This line is settled already."))
    return held


def _settle(row: RecognitionRow, by: "User") -> None:
    judge = Judge(row.batch)
    if row.batch.state == RecognitionBatch.State.APPLIED:
        award(enter_ready(judge, row.batch, [row], by=by))
    else:
        judge.judge([row])
        row.save(update_fields=["state", "person"])
