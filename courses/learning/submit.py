"""Hands an attempt in: graded once, whatever arrives twice."""

import datetime as dt

from django.db import transaction

from courses.learning.complete import complete_if_due
from courses.learning.grading import grade_attempt, is_passed
from courses.learning.locks import locked, touch
from courses.models import Attempt, Result
from courses.signals import attempt_graded


@transaction.atomic
def submit(*, attempt: Attempt, at: dt.datetime) -> Result:
    """Return the attempt's result; graded now unless it was before.

    Raises:
        UnknownKind: when this version can't grade what was served.
    """
    held = locked(attempt.enrolment_id)
    known = Result.objects.filter(attempt=attempt).order_by("-revision").first()
    if known is not None:
        return known
    graded = grade_attempt(attempt)
    result = Result.objects.create(
        attempt=attempt,
        points=graded.points,
        max_points=graded.max_points,
        passed=is_passed(attempt, graded),
        detail=graded.detail,
        reason=Result.Reason.SUBMITTED,
        graded_at=at,
    )
    attempt_graded.send(sender=Attempt, attempt=attempt, result=result)
    touch(held, at)
    complete_if_due(enrolment=held, at=at)
    return result
