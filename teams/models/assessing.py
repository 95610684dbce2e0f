"""Observed practice: what somebody was seen to do, who saw it, and who may vouch for it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mark(models.TextChoices):
    """How a line of a rubric went."""

    ALONE = "alone", pgettext_lazy("rubric", "alone")
    HINT = "hint", pgettext_lazy("rubric", "with a hint")
    NOT_YET = "not_yet", pgettext_lazy("rubric", "not yet")


class Observation(models.Model):
    """One row: an assessor saw a learner do a task, line by line of its rubric.

    It supports nothing until the learner confirms it. ``identity`` says which paper was looked at
    in a supervised sitting, never what stood on it; "" is no supervised sitting.

    personal data: identifying
    """

    class Identity(models.TextChoices):
        """Which paper was seen."""

        ID_CARD = "id_card", _("identity card")
        VNEID = "vneid", _("identity in VNeID")
        OTHER = "other", _("another paper with a photo")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    learner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # The commune in which the assessor's right held.
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=40)
    rubric_version = models.PositiveSmallIntegerField()
    # A mark by the code of each line.
    marks = models.JSONField()
    identity = models.CharField(max_length=8, choices=Identity.choices, blank=True)
    on = models.DateField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="teams_observation_not_of_oneself", condition=~Q(learner=F("assessor"))
            )
        ]
        indexes = [
            models.Index(fields=["learner", "at"], name="teams_observation_learner"),
            models.Index(fields=["assessor", "at"], name="teams_observation_assessor"),
        ]

    def __str__(self) -> str:
        return f"{self.task} of {self.learner_id} by {self.assessor_id}"


class ObservationAnswer(models.Model):
    """One row: the learner said that an observation is right, or that it isn't. The first word counts.

    personal data: identifying
    """

    class How(models.TextChoices):
        """By which way the learner spoke."""

        ACCOUNT = "account", _("on their own account")
        PHONE = "phone", _("with a code sent to their phone")

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="answer")
    is_confirmed = models.BooleanField()
    how = models.CharField(max_length=8, choices=How.choices)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    def __str__(self) -> str:
        return f"{self.observation_id}: {self.is_confirmed}"


class AssessorCheck(models.Model):
    """One row: an assessor watched somebody assess, and says whether they do it well.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    candidate = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    observer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    is_good = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="teams_assessorcheck_not_of_oneself", condition=~Q(candidate=F("observer"))
            ),
            models.UniqueConstraint(
                name="teams_assessorcheck_once_a_day", fields=["candidate", "observer", "on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} watched by {self.observer_id}"
