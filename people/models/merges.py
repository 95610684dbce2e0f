"""Two rows of the registry that turned out to be one person."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class PersonMerge(models.Model):
    """One row: that a person was found to be another one, with what was moved, to undo it.

    personal data: identifying
    """

    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # Ids: "accounts", "persons" merged earlier into this one, "closed" and "added" memberships,
    # and "consents", the purposes that were carried over.
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    append_only = ("undone_at", "undone_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_personmerge_one_standing",
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} is {self.kept_id}"
