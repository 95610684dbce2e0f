"""What is done: lessons, and the whole course."""

from django.db import models
from django.utils import timezone


class LessonDone(models.Model):
    """One row: that a learner finished a lesson, on the first time they did.

    personal data: identifying
    """

    enrolment = models.ForeignKey(
        "courses.Enrolment", on_delete=models.PROTECT, related_name="lessons_done"
    )
    page_key = models.UUIDField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="courses_lessondone_once", fields=["enrolment", "page_key"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_key} by enrolment {self.enrolment_id}"


class Place(models.Model):
    """One row: where a learner last was in a course, to resume there. Not a fact, so it changes.

    personal data: identifying
    """

    enrolment = models.OneToOneField(
        "courses.Enrolment", on_delete=models.CASCADE, related_name="place"
    )
    page_key = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.enrolment_id} at {self.page_key}"


class Completion(models.Model):
    """One row: that a person completed a course, once per enrolment, with the reasons why.

    personal data: identifying
    """

    enrolment = models.OneToOneField(
        "courses.Enrolment", on_delete=models.PROTECT, related_name="completion"
    )
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    score_percent = models.DecimalField(max_digits=5, decimal_places=2)
    rule_version = models.PositiveSmallIntegerField()
    # The gates that were passed, in order, as the learner's checklist showed them.
    explanation = models.JSONField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["at"], name="courses_completion_at")]

    def __str__(self) -> str:
        return f"enrolment {self.enrolment_id} completed"
