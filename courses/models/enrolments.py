"""Who learns which course, on which edition, and why."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Enrolment(models.Model):
    """One row: a person on a run; ``edition`` is where they stand now, moves are in their rows.

    personal data: identifying
    """

    class Reason(models.TextChoices):
        """Why the person is enrolled."""

        SELF = "self", _("own choice")
        ROSTER = "roster", _("roster")
        LEADER = "leader", _("team leader")
        CAMPAIGN = "campaign", _("campaign")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("courses.Run", on_delete=models.PROTECT, related_name="enrolments")
    # A second time through the same run, for renewal, is cycle 2.
    cycle = models.PositiveSmallIntegerField(default=1)
    edition = models.ForeignKey(
        "courses.Edition", on_delete=models.PROTECT, related_name="enrolments"
    )
    reason = models.CharField(max_length=10, choices=Reason.choices)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    enrolled_at = models.DateTimeField(default=timezone.now, editable=False)
    # The last day anything was heard of the learner here; for boards, never for grading.
    active_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="courses_enrolment_once", fields=["person", "run", "cycle"]
            )
        ]
        indexes = [models.Index(fields=["run", "person"], name="courses_enrol_run_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.run_id}"


class EnrolmentMove(models.Model):
    """One row: that an enrolment went over to another edition, when and why.

    personal data: identifying
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="moves")
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=12)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    def __str__(self) -> str:
        return f"{self.enrolment_id} → {self.edition_id}"
