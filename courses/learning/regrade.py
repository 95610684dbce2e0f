"""Grades again what was answered, for instance after a wrong key was found."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.learning.complete import complete_if_due
from courses.learning.grading import grade_attempt, is_passed
from courses.learning.locks import locked
from courses.learning.refusal import Refusal
from courses.models import Attempt, Edition, Result
from courses.signals import attempt_graded


@transaction.atomic
def regrade(*, attempt: Attempt, at: dt.datetime, edition: Edition | None = None) -> Result:
    """Return a further revision of the attempt's result; earlier ones stay.

    A completion that was reached stays reached; a better result may reach one.

    Args:
        edition: whose keys to grade by, default those of the attempt's own. Questions that it no
            longer has are left out of the maximum too.

    Raises:
        Refusal: ``not_submitted``.
    """
    held = locked(attempt.enrolment_id)
    last = Result.objects.filter(attempt=attempt).order_by("-revision").first()
    if last is None:
        raise Refusal("not_submitted", _("This attempt hasn't been handed in."))
    graded = grade_attempt(attempt, edition=edition)
    result = Result.objects.create(
        attempt=attempt,
        revision=last.revision + 1,
        points=graded.points,
        max_points=graded.max_points,
        passed=is_passed(attempt, graded),
        detail=graded.detail,
        reason=Result.Reason.REGRADED,
        graded_at=at,
    )
    attempt_graded.send(sender=Attempt, attempt=attempt, result=result)
    complete_if_due(enrolment=held, at=at)
    return result
