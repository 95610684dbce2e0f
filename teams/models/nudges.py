"""Reminders that were sent: to whom, what for, by whom."""

import uuid

from django.db import models
from django.utils import timezone


class Nudge(models.Model):
    """One row: a reminder to a member, or a leader's weekly lines.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12)
    # What it was about; with its number it is sent once, however many workers try.
    ref = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    # The message that carried it. Messages are forgotten after 90 days, this row isn't.
    message_id = models.UUIDField()
    # None: the platform's own schedule.
    by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="teams_nudge_once", fields=["person", "purpose", "ref", "number"]
            )
        ]
        indexes = [models.Index(name="teams_nudge_person", fields=["person", "-at"])]

    def __str__(self) -> str:
        return f"{self.purpose} to {self.person_id}"
