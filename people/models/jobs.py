"""Long work that goes on behind the pages."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One row: a piece of work that somebody started, how far it is and what came of it.

    personal data: identifying
    """

    class State(models.TextChoices):
        """The row is the truth; a sweep takes up what was left lying."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being worked on")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # Why it failed, in words for whoever started it.
    message = models.CharField(max_length=300, blank=True)
    params = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    # Files in the storage; no address leads to them. Deleted before the row is forgotten.
    input_key = models.CharField(max_length=200, blank=True)
    output_key = models.CharField(max_length=200, blank=True)
    # Counts who took it up: only the newest taker may write the end.
    tries = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The last sign of life of the worker.
    alive_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="people_job_state"),
            models.Index(fields=["by", "-created_at"], name="people_job_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state} {self.done}/{self.total}"

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}
