"""One writer at a time for each enrolment.

PostgreSQL locks the row; on SQLite the transaction itself began IMMEDIATE and excludes all others.
"""

import datetime as dt

from django.db import connection
from django.db.transaction import TransactionManagementError

from courses.models import Enrolment
from people.prepared import Prepared, Slot

_TOUCHED_WITHIN = dt.timedelta(minutes=10)


_locked_read = Prepared(
    lambda: (
        Enrolment.objects.select_for_update(of=("self",))
        .filter(pk=Slot("pk", Enrolment._meta.pk))
        .select_related("edition__family")
    )
)


def locked(enrolment_id: int) -> Enrolment:
    """Return the enrolment, held until the transaction ends.

    Raises:
        TransactionManagementError: outside a transaction, where nothing would be held.
        Enrolment.DoesNotExist: when there is none.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("an enrolment is locked inside a transaction")
    found = _locked_read.first(pk=enrolment_id)
    if found is None:
        raise Enrolment.DoesNotExist
    return found


def touch(enrolment: Enrolment, at: dt.datetime) -> None:
    """Note that the learner was heard of; at most every ten minutes, because boards show days."""
    if at - enrolment.active_at < _TOUCHED_WITHIN:
        return
    Enrolment.objects.filter(pk=enrolment.pk, active_at__lt=at).update(active_at=at)
    enrolment.active_at = at
