"""Writes down that somebody was helped at a counter."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from people import audit, scope
from people import queries as registry
from people.refusal import Refusal
from teams.counter.tasks import task_of
from teams.models import CounterHelp

if TYPE_CHECKING:
    from people.models import Person, User


@dataclass(frozen=True)
class NewHelp:
    """What is said of one help; ``id`` is the page's, ``person`` None for who gave no name."""

    id: uuid.UUID
    unit_id: int
    task: str
    outcome: str
    how: str
    person: "Person | None" = None


@transaction.atomic
def log_help(*, new: NewHelp, by: "User", at: dt.datetime) -> CounterHelp:
    """Return the row of help, written now or by the same tap before.

    Raises:
        Refusal: ``not_yours``, ``no_such_task``, ``no_such_outcome``, ``own_help`` or ``id_taken``.
    """
    if new.unit_id not in scope.communes_served(by):
        raise Refusal("not_yours", _("You don't work at the counter of this commune."))
    task = task_of(new.task)
    if task is None or not task.is_current:
        raise Refusal("no_such_task", _("Choose what the person came for."))
    if new.outcome not in CounterHelp.Outcome.values:
        raise Refusal("no_such_outcome", _("Say how it went."))
    if new.person is not None and new.person == registry.person_of(by):
        raise Refusal("own_help", _("What you do for yourself isn't help at the counter."))
    try:
        with transaction.atomic():
            row = CounterHelp.objects.create(
                id=new.id,
                unit_id=new.unit_id,
                person=new.person,
                how=new.how if new.person is not None else CounterHelp.How.NAMELESS,
                task=new.task,
                outcome=new.outcome,
                by=by,
                at=at,
            )
    except IntegrityError:
        known = CounterHelp.objects.filter(pk=new.id, by=by, unit_id=new.unit_id).first()
        if known is None:
            raise Refusal("id_taken", _("Something went wrong. Please begin again.")) from None
        return known
    if new.person is not None:
        audit.record("teams.counter_helped", by=by, about=row, person=new.person)
    return row
