"""Enrols a person on a course."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.learning.refusal import Refusal
from courses.models import CourseFamily, Edition, Enrolment, Run
from courses.signals import enrolled

if TYPE_CHECKING:
    from people.models import Person, User


@transaction.atomic
def enrol(
    *,
    person: "Person",
    family: CourseFamily,
    reason: str,
    by: "User | None",
    at: dt.datetime | None = None,
) -> Enrolment:
    """Return the person's enrolment on the course's open run, made now unless it exists.

    Whoever comes second, in another tab or at the same instant, gets the row of the first.

    Raises:
        Refusal: ``not_released`` when there is no edition or no open run.
    """
    run = Run.objects.filter(family=family, is_open=True).first()
    edition = Edition.objects.filter(family=family).order_by("-number").first()
    if run is None or edition is None:
        raise Refusal("not_released", _("This course isn't open yet. Please come back later."))
    now = at or timezone.now()
    enrolment, is_new = Enrolment.objects.get_or_create(
        person=person,
        run=run,
        cycle=1,
        defaults={
            "edition": edition,
            "reason": reason,
            "by": by,
            "enrolled_at": now,
            "active_at": now,
        },
    )
    if is_new:
        enrolled.send(sender=Enrolment, enrolment=enrolment)
    return enrolment
