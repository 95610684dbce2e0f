"""Help given at the counter of a commune's public-service centre."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CounterHelp(models.Model):
    """One row: somebody was helped through one task at a counter, and what they can do of it now.

    ``person`` is empty where they gave no name. The page makes the id: a second tap is no second row.

    personal data: identifying
    """

    class Outcome(models.TextChoices):
        """What the citizen managed."""

        ALONE = "alone", _("did it alone")
        HELPED = "helped", _("did it with help")
        NOT_YET = "not_yet", pgettext_lazy("counter", "not yet")

    class How(models.TextChoices):
        """By what the citizen was known."""

        CARD = "card", _("by card")
        PHONE = "phone", _("by phone number")
        NAMELESS = "nameless", _("without a name")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    how = models.CharField(max_length=8, choices=How.choices)
    # A code of the list of tasks, which is data.
    task = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="teams_counterhelp_named_or_not",
                condition=models.Q(person__isnull=True, how="nameless")
                | (models.Q(person__isnull=False) & ~models.Q(how="nameless")),
            )
        ]
        indexes = [
            models.Index(fields=["unit", "at"], name="teams_counterhelp_unit"),
            models.Index(fields=["person", "at"], name="teams_counterhelp_person"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.outcome} at {self.unit_id}"
