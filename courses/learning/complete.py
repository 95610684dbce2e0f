"""Completes a course when everything is there, once."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import translation

from courses.learning.checklist import checklist
from courses.learning.locks import locked
from courses.models import Completion, Enrolment
from courses.signals import course_completed


@transaction.atomic
def complete_if_due(*, enrolment: Enrolment, at: dt.datetime) -> Completion | None:
    """Return the completion: the one there is, or a new one when all gates are met, or None.

    Listeners of ``course_completed`` run inside the transaction, so that a completion without
    its award can't exist.
    """
    held = locked(enrolment.pk)
    known = Completion.objects.filter(enrolment=held).first()
    if known is not None:
        return known
    # The reasons are kept for auditors, in the site's source language, whoever completes.
    with translation.override("vi"):
        found = checklist(held)
    if not found.is_complete or found.best is None:
        return None
    completion = Completion.objects.create(
        enrolment=held,
        edition=held.edition,
        score_percent=Decimal(str(round(found.best.percent, 2))),
        rule_version=held.edition.rules.get("version") or 1,
        explanation=[gate.as_json() for gate in found.gates],
        at=at,
    )
    course_completed.send(sender=Completion, completion=completion)
    return completion
