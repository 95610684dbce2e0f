"""One writer at a time for each enrolment.

PostgreSQL locks the row; on SQLite the transaction itself began IMMEDIATE and excludes all others.
"""

import datetime as dt

from courses.models import Enrolment

_TOUCHED_WITHIN = dt.timedelta(minutes=10)


def locked(enrolment_id: int) -> Enrolment:
    """Return the enrolment, held until the transaction ends."""
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("edition__family")
        .get(pk=enrolment_id)
    )


def touch(enrolment: Enrolment, at: dt.datetime) -> None:
    """Note that the learner was heard of; at most every ten minutes, because boards show days."""
    if at - enrolment.active_at < _TOUCHED_WITHIN:
        return
    Enrolment.objects.filter(pk=enrolment.pk, active_at__lt=at).update(active_at=at)
    enrolment.active_at = at
