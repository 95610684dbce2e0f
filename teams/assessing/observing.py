"""Writes down what an assessor saw."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people import queries as registry
from people.refusal import Refusal
from teams.assessing.conflicts import refuse_conflict
from teams.assessing.facts import home_communes, standing_of_user
from teams.assessing.rubrics import rubric_of
from teams.models import Mark, Observation

if TYPE_CHECKING:
    from people.models import Person, User


@dataclass(frozen=True)
class NewObservation:
    """What is said of one observation; ``id`` is the page's."""

    id: uuid.UUID
    learner: "Person"
    task: str
    marks: Mapping[str, str]
    # Which paper was seen in a supervised sitting; "" for none.
    identity: str = ""


@transaction.atomic
def observe(*, new: NewObservation, by: "User", at: dt.datetime) -> Observation:
    """Return the observation, written now or by the same form before.

    It supports nothing until the learner confirms it.

    Raises:
        Refusal: ``not_assessor``, ``outside``, ``no_such_task``, ``incomplete``, ``id_taken`` or
            those of ``refuse_conflict``.
    """
    known = Observation.objects.filter(pk=new.id).first()
    if known is not None:
        if known.by_id != by.pk or known.learner_id != new.learner.pk:
            raise Refusal("id_taken", _("Something went wrong. Please begin again."))
        return known
    day = timezone.localdate(at)
    found, assessor = standing_of_user(by, day), registry.person_of(by)
    if assessor is None or not found.is_assessor:
        raise Refusal("not_assessor", _("You don't have the right to assess today."))
    refuse_conflict(assessor=assessor, other=new.learner)
    unit_id = _territory(found.commune_ids, home_communes(new.learner, day))
    rubric = rubric_of(new.task)
    if rubric is None:
        raise Refusal("no_such_task", _("This task can't be assessed."))
    marks = {line.code: new.marks.get(line.code, "") for line in rubric.lines}
    if any(mark not in Mark.values for mark in marks.values()):
        raise Refusal("incomplete", _("Give every line its mark."))
    if new.identity and new.identity not in Observation.Identity.values:
        raise Refusal("incomplete", _("Say which paper you looked at."))
    try:
        with transaction.atomic():
            row = Observation.objects.create(
                id=new.id,
                learner=new.learner,
                assessor=assessor,
                unit_id=unit_id,
                task=rubric.code,
                rubric_version=rubric.version,
                marks=marks,
                identity=new.identity,
                on=day,
                by=by,
                at=at,
            )
    except IntegrityError:
        # The same form at the same instant: whoever was first wrote it.
        return Observation.objects.get(pk=new.id, by=by)
    audit.record("teams.observed", by=by, about=row, person=new.learner, task=rubric.code)
    return row


def _territory(mine: frozenset[int], theirs: frozenset[int]) -> int:
    """Return the commune in which the observation is made.

    Who belongs to no commune here, a citizen on no roster, may be assessed in any of them.
    """
    shared = mine & theirs if theirs else mine
    if not shared:
        raise Refusal("outside", _("This person belongs to another commune."))
    return min(shared)
