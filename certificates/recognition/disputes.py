"""What learners say about a record of training elsewhere, and what officers find."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models import (
    Dispute,
    Equivalence,
    Evidence,
    RecognitionRequest,
    RecognitionRow,
    RecognitionSource,
)
from certificates.recognition.entering import REFERENCE, Entry, award, record_entries, take_back
from people import audit
from people.dated import today
from people.queries import records_of
from people.refusal import Refusal
from people.scope import positions, visible_memberships
from people.text import tidy

if TYPE_CHECKING:
    from people.models import Person, User

# So long may somebody wait for an answer.
DAYS = 10


def recognised_of(person: "Person") -> QuerySet[Evidence]:
    """Return what was recorded about a person from elsewhere and still counts, newest first."""
    return (
        Evidence.objects.filter(
            person__in=records_of(person.pk),
            source_ref__startswith=REFERENCE,
            void__isnull=True,
        )
        .select_related("family")
        .order_by("-on", "-recorded_at")
    )


def open_disputes(by: "User") -> QuerySet[Dispute]:
    """Return the disputes that ``by`` may settle, the most urgent first; never one's own."""
    rows = Dispute.objects.filter(_of_mine(by), closed_at__isnull=True)
    return (
        rows.exclude(person_id=by.person_id or 0)
        .select_related("person", "evidence__family")
        .order_by("due_on", "pk")
    )


def open_requests(by: "User") -> QuerySet[RecognitionRequest]:
    """Return the certificates sent in that ``by`` may review, the most urgent first."""
    rows = RecognitionRequest.objects.filter(_of_mine(by), closed_at__isnull=True)
    return (
        rows.exclude(person_id=by.person_id or 0).select_related("person").order_by("due_on", "pk")
    )


def _of_mine(by: "User") -> Q:
    """Return the condition for the people one answers for: the province for everybody."""
    held = positions(by)
    if held.is_province:
        return Q()
    if not held.is_officer:
        return Q(pk__in=())
    seen = visible_memberships(by, today()).order_by().values("person_id")
    return Q(person__in=seen) | Q(person__merged_into__in=seen)


@transaction.atomic
def open_dispute(
    *, evidence: Evidence, person: "Person", kind: str, words: str, by: "User"
) -> Dispute:
    """Return the dispute about a record: the open one there is, or a new one.

    Args:
        evidence: one of ``recognised_of(person)``.
        person: whom the record is about; only they may say that it is wrong.
        kind: a value of ``Dispute.Kind``.
        words: what is wrong.
        by: their account.

    Raises:
        Refusal: ``not_own`` when the record isn't about them or doesn't count any more.
    """
    if not recognised_of(person).filter(pk=evidence.pk).exists():
        raise Refusal("not_own", _("This record isn't about you, or no longer counts."))
    try:
        with transaction.atomic():
            dispute = Dispute.objects.create(
                evidence=evidence,
                person=person,
                kind=kind,
                words=tidy(words)[:1_000],
                opened_by=by,
                due_on=today() + dt.timedelta(days=DAYS),
            )
    except IntegrityError:
        return Dispute.objects.get(evidence=evidence, closed_at__isnull=True)
    audit.record("certificates.dispute_opened", by=by, about=dispute, person=person, kind=kind)
    return dispute


@transaction.atomic
def uphold(*, dispute: Dispute, answer: str, by: "User") -> Dispute:
    """Take the record back: it never was this person's training.

    Raises:
        Refusal: ``out_of_scope``, ``closed``, or ``no_answer`` without words for the learner.
    """
    held = _held(dispute, answer, by)
    take_back([held.evidence], reason=answer, by=by)
    return _closed(held, Dispute.Outcome.UPHELD, answer, by)


@transaction.atomic
def put_right(*, dispute: Dispute, on: dt.date, answer: str, by: "User") -> Dispute:
    """Record the training of the right day in place of the wrong one.

    Raises:
        Refusal: as ``uphold``; ``bad_day`` for a day to come or outside of the decision.
    """
    held = _held(dispute, answer, by)
    old = held.evidence
    source = RecognitionSource.objects.select_for_update().get(pk=old.data["from"])
    decision = Equivalence.objects.get(pk=old.data["decision"])
    if on > today() or on < decision.valid_from:
        raise Refusal("bad_day", _("The course isn't recognised for that day."))
    take_back([old], reason=answer, by=by)
    said = {key: old.data[key] for key in ("batch", "line", "course") if key in old.data}
    owner = old.person.merged_into_id or old.person_id
    entry = Entry(person_id=owner, on=on, decision=decision, data=said)
    made = record_entries([entry], source=source, by=by)
    award(made)
    # The line names what stands for it now, so that taking the list back takes this one, too.
    RecognitionRow.objects.filter(evidence=old).update(evidence=made[0])
    RecognitionRequest.objects.filter(evidence=old).update(evidence=made[0])
    return _closed(held, Dispute.Outcome.CORRECTED, answer, by)


@transaction.atomic
def turn_down(*, dispute: Dispute, answer: str, by: "User") -> Dispute:
    """Leave the record as it is, and say why.

    Raises:
        Refusal: as ``uphold``.
    """
    return _closed(_held(dispute, answer, by), Dispute.Outcome.DECLINED, answer, by)


def _held(dispute: Dispute, answer: str, by: "User") -> Dispute:
    if not answer.strip():
        raise Refusal("no_answer", _("Write an answer: the learner reads it."))
    held = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if held.closed_at is not None:
        raise Refusal("closed", _("Somebody settled this already."))
    if not open_disputes(by).filter(pk=held.pk).exists():
        raise Refusal("out_of_scope", _("This person isn't among those you answer for."))
    return held


def _closed(held: Dispute, outcome: str, answer: str, by: "User") -> Dispute:
    held.outcome, held.answer = outcome, tidy(answer)[:1_000]
    held.closed_by, held.closed_at = by, timezone.now()
    held.save(update_fields=["outcome", "answer", "closed_by", "closed_at"])
    audit.record(
        "certificates.dispute_closed", by=by, about=held, person=held.person, outcome=outcome
    )
    return held
