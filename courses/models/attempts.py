"""What was asked, what was answered, what it was worth: three append-only tables."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """One row: something served to a learner to be answered, with all that is needed to regrade.

    ``page_key`` and ``block_id`` name the activity; the final test has the course's page key and
    the block id ``final``.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(
        "courses.Enrolment", on_delete=models.PROTECT, related_name="attempts"
    )
    edition = models.ForeignKey("courses.Edition", on_delete=models.PROTECT, related_name="+")
    page_key = models.UUIDField()
    block_id = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    kind_version = models.PositiveSmallIntegerField()
    seed = models.PositiveBigIntegerField()
    # Item keys in the order served, each with the order of its options.
    served = models.JSONField()
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="courses_attempt_number",
                fields=["enrolment", "page_key", "block_id", "number"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of enrolment {self.enrolment_id}"


class Response(models.Model):
    """One row: one answer as it arrived; the client makes the id, so a replay changes nothing.

    The latest row of an item counts; earlier ones stay.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="responses")
    item_key = models.CharField(max_length=80)
    payload = models.JSONField()
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["attempt", "received_at"], name="courses_response_order")]

    def __str__(self) -> str:
        return f"{self.item_key} of {self.attempt_id}"


class Result(models.Model):
    """One row: a grade of an attempt; a regrade adds a row, the highest revision counts.

    personal data: identifying
    """

    class Reason(models.TextChoices):
        """Why it was graded."""

        SUBMITTED = "submitted", _("submitted")
        REGRADED = "regraded", _("regraded")

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="results")
    revision = models.PositiveSmallIntegerField(default=1)
    points = models.FloatField()
    max_points = models.FloatField()
    passed = models.BooleanField()
    # Per item: points, maximum and whether right; never the key.
    detail = models.JSONField()
    reason = models.CharField(max_length=10, choices=Reason.choices)
    graded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="courses_result_revision", fields=["attempt", "revision"]),
            models.CheckConstraint(
                name="courses_result_points_in_range",
                condition=models.Q(points__gte=0, points__lte=models.F("max_points")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points}/{self.max_points}"
