"""What was decided about units: one row an act, and which units it touched."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UnitChange(models.Model):
    """One row: a change of units, by which decision, from which day, entered by whom.

    The page makes the id, so that a second tap on "confirm" changes nothing more.

    personal data: identifying
    """

    class What(models.TextChoices):
        """What was done."""

        RENAME = "rename", _("renamed")
        RECLASSIFY = "reclassify", _("reclassified")
        MOVE = "move", _("moved")
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        OPEN = "open", _("opened")
        CLOSE = "close", _("closed")
        KEEP = "keep", _("kept as it is")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    what = models.CharField(max_length=12, choices=What.choices)
    on = models.DateField()
    decision = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    # The order as it was given, and how much followed, for the receipt.
    order = models.JSONField(default=dict)
    followed = models.JSONField(default=list)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="people_unitchange_at")]

    def __str__(self) -> str:
        return f"{self.what} on {self.on}"


class UnitTouch(models.Model):
    """One row: that a change touched a unit, and how.

    personal data: none
    """

    class Part(models.TextChoices):
        """What the unit was in the change."""

        SUBJECT = "subject", _("was changed")
        HEIR = "heir", _("took over")
        CARRIED = "carried", _("went along")

    change = models.ForeignKey(UnitChange, on_delete=models.PROTECT, related_name="touches")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_unittouch_once", fields=["change", "unit", "part"])
        ]
        indexes = [models.Index(fields=["unit", "part"], name="people_unittouch_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.part}"
