"""Before the first attempt an enrolment floats to the newest edition; after it nothing moves it."""

import datetime as dt

from courses.models import Attempt, Completion, Edition, Enrolment, EnrolmentMove

FLOATED = "floated"


def float_to_newest(enrolment: Enrolment, at: dt.datetime) -> None:
    """Move a locked enrolment without attempts to the newest edition, and write that down."""
    newest = (
        Edition.objects.filter(family_id=enrolment.edition.family_id)
        .select_related("family")
        .order_by("-number")
        .first()
    )
    if newest is None or newest.pk == enrolment.edition_id:
        return
    if Attempt.objects.filter(enrolment=enrolment).exists():
        return
    if Completion.objects.filter(enrolment=enrolment).exists():
        return
    EnrolmentMove.objects.create(enrolment=enrolment, edition=newest, why=FLOATED, at=at)
    enrolment.edition = newest
    enrolment.save(update_fields=["edition"])
