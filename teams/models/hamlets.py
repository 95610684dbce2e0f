"""What is known of hamlets beyond their name: how many households they have, who says so."""

from django.db import models

from people.dated import DatedModel


class HamletHouseholds(DatedModel):
    """One row: how many households a hamlet has, from a day on, by the commune's own count.

    personal data: none
    """

    hamlet = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    # Where the number is from, in the officer's words.
    source = models.CharField(max_length=120)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")

    append_only = ("valid_to", "recorded_until")

    class Meta(DatedModel.Meta):
        constraints = [
            *DatedModel.Meta.constraints,
            models.CheckConstraint(
                name="teams_hamlethouseholds_some", condition=models.Q(number__gt=0)
            ),
            models.UniqueConstraint(
                name="teams_hamlethouseholds_one_open",
                fields=["hamlet"],
                condition=models.Q(valid_to__isnull=True, recorded_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"hamlet {self.hamlet_id}: {self.number}"
