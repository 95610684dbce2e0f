"""An assessor watches somebody assess: twice well, and the right is theirs."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit, scope
from people import queries as registry
from people.refusal import Refusal
from people.text import tidy
from teams.assessing.conflicts import refuse_conflict
from teams.assessing.facts import communes_of, standing_of_user
from teams.models import AssessorCheck

if TYPE_CHECKING:
    from people.models import Person, User

TRAINER = "trainer"


@dataclass(frozen=True)
class NewCheck:
    """What is said of one time somebody was watched; ``id`` is the page's."""

    id: uuid.UUID
    candidate: "Person"
    is_good: bool
    words: str = ""


def may_watch(user: object, on: dt.date) -> bool:
    """Return whether ``user`` may watch anybody: assessors, and trainers, who are the first."""
    return (
        bool(scope.positions(user, on).roles.get(TRAINER)) or standing_of_user(user, on).is_assessor
    )


@transaction.atomic
def watch(*, new: NewCheck, by: "User", at: dt.datetime) -> AssessorCheck:
    """Return the row, written now or by the same form before; one a day and pair.

    Raises:
        Refusal: ``not_assessor``, ``outside``, ``no_words`` (a "not yet" says why), ``id_taken``
            or those of ``refuse_conflict``.
    """
    day = timezone.localdate(at)
    observer = registry.person_of(by)
    if observer is None or not may_watch(by, day):
        raise Refusal("not_assessor", _("You don't have the right to assess today."))
    refuse_conflict(assessor=observer, other=new.candidate)
    _refuse_outside(by, communes_of(new.candidate, day), day)
    if not new.is_good and not tidy(new.words):
        raise Refusal("no_words", _("Say in a few words what is still missing."))
    try:
        with transaction.atomic():
            row = AssessorCheck.objects.create(
                id=new.id,
                candidate=new.candidate,
                observer=observer,
                is_good=new.is_good,
                words=tidy(new.words)[:300],
                on=day,
                by=by,
                at=at,
            )
    except IntegrityError:
        same = {"candidate": new.candidate, "observer": observer, "on": day}
        known = AssessorCheck.objects.filter(**same).first()
        if known is None:
            raise Refusal("id_taken", _("Something went wrong. Please begin again.")) from None
        return known
    audit.record("teams.assessor_watched", by=by, about=row, person=new.candidate)
    return row


def _refuse_outside(by: "User", communes: frozenset[int], on: dt.date) -> None:
    if standing_of_user(by, on).commune_ids & communes:
        return
    above = scope.positions(by, on).roles.get(TRAINER, frozenset())
    rows = registry.ancestors_on(on).filter(unit_id__in=communes, ancestor_id__in=above)
    if not (above and rows.exists()):
        raise Refusal("outside", _("This person doesn't work in your territory."))
