"""The learner's word on an observation; with it a wholly unaided one becomes evidence."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from certificates.evidence import NewEvidence, record
from courses import queries as study
from people import audit
from people import queries as registry
from people.refusal import Refusal
from teams.assessing.rubrics import rubric_of
from teams.models import Mark, Observation, ObservationAnswer

if TYPE_CHECKING:
    from people.models import User

OBSERVED, SUPERVISED = "observed", "supervised"
GRADES = {OBSERVED: 3, SUPERVISED: 4}
# Evidence that was voided never stands again; an observation is recorded once.
_ROUND = 1


@transaction.atomic
def answer_observation(
    *, observation: Observation, is_confirmed: bool, how: str, by: "User", at: dt.datetime
) -> ObservationAnswer:
    """Return the learner's word: the one there is, or this one.

    Args:
        how: ``account`` when ``by`` is the learner's; ``phone`` when the assessor typed the code
            that the learner read out. Whoever calls has checked the code.

    Raises:
        Refusal: ``not_yours``.
    """
    held = Observation.objects.select_for_update().select_related("learner").get(pk=observation.pk)
    owner = registry.person_of(by)
    learner_id = held.learner.merged_into_id or held.learner_id
    speaks = learner_id if how == ObservationAnswer.How.ACCOUNT else held.assessor_id
    if owner is None or owner.pk != speaks:
        raise Refusal("not_yours", _("Only the learner can confirm this."))
    answer, is_new = ObservationAnswer.objects.get_or_create(
        observation=held,
        defaults={"is_confirmed": is_confirmed, "how": how, "by": by, "at": at},
    )
    if is_new:
        audit.record(
            "teams.observation_answered",
            by=by,
            about=held,
            person=held.learner,
            is_confirmed=is_confirmed,
            how=how,
        )
        if is_confirmed:
            _attest(held)
    return answer


def is_unaided(observation: Observation) -> bool:
    """Return whether every line was done alone."""
    return all(mark == Mark.ALONE for mark in observation.marks.values())


def _attest(observation: Observation) -> None:
    """Record evidence; an observation with a hint in it is an ability of today, no evidence."""
    rubric = rubric_of(observation.task, observation.rubric_version)
    if rubric is None or not is_unaided(observation):
        return
    family = study.families([rubric.course]).first()
    if family is None:
        return
    source = SUPERVISED if observation.identity else OBSERVED
    record(
        NewEvidence(
            person_id=observation.learner_id,
            family_id=family.pk,
            source=source,
            source_ref=f"observation:{observation.pk}:{_ROUND}",
            grade=GRADES[source],
            on=observation.on,
            data={"task": rubric.code, "rubric": rubric.version},
        ),
        by=observation.by,
    )
