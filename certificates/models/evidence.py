"""Evidence: why a person counts as trained, and how sure we can be of it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Grade(models.IntegerChoices):
    """How good the evidence is; DESIGN.md fixes the words."""

    E0 = 0, _("E0 declared or self-taught")
    E1 = 1, _("E1 attended, seen, or reported by another platform")
    E2 = 2, _("E2 graded by our server")
    E3 = 3, _("E3 observed by an assessor")
    E4 = 4, _("E4 supervised, identity checked")


class Source(models.TextChoices):
    """Where evidence comes from; each source has a highest grade it can support."""

    COURSE = "course", _("course passed here")
    CLASSROOM = "classroom", _("attested class")
    PLATFORM = "platform", _("another platform")
    DECLARED = "declared", _("declared")
    OBSERVED = "observed", _("observed practice")
    SUPERVISED = "supervised", _("supervised sitting")
    # Somebody who held a class in the village vouches for it; never enough to count as trained.
    ATTENDANCE = "attendance", _("attendance at a class")


# No path may write a grade above its source's maximum (decision 5); also a database constraint.
GRADE_MAX = {
    Source.COURSE: Grade.E2,
    Source.CLASSROOM: Grade.E1,
    Source.PLATFORM: Grade.E2,
    Source.DECLARED: Grade.E0,
    Source.OBSERVED: Grade.E3,
    Source.SUPERVISED: Grade.E4,
    Source.ATTENDANCE: Grade.E1,
}


class Evidence(models.Model):
    """One row: one reason why a person counts as trained in a course, on a day, with its grade.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey("courses.CourseFamily", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=12, choices=Source.choices)
    # What the source calls it: a completion's id, a class list's row, a platform's certificate.
    source_ref = models.CharField(max_length=120)
    grade = models.PositiveSmallIntegerField(choices=Grade.choices)
    on = models.DateField()
    data = models.JSONField(default=dict)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_evidence_once", fields=["source", "source_ref"]
            ),
            models.CheckConstraint(
                name="certificates_evidence_grade_in_reach",
                condition=models.Q(
                    *[
                        models.Q(source=source, grade__lte=grade)
                        for source, grade in GRADE_MAX.items()
                    ],
                    _connector=models.Q.OR,
                ),
            ),
        ]
        indexes = [models.Index(fields=["person", "on"], name="certificates_evidence_person")]

    def __str__(self) -> str:
        return f"E{self.grade} of {self.person_id} on {self.on}"


class EvidenceVoid(models.Model):
    """One row: that evidence no longer counts, from a day on, with the reason.

    personal data: identifying
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="void")
    on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    def __str__(self) -> str:
        return f"{self.evidence_id} void since {self.on}"
