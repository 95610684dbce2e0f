"""Two rows of the registry that turned out to be one person, or to be two."""

from django.db import models
from django.db.models import F, Q
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


class PersonsApart(models.Model):
    """One row: that two persons who look alike are two people, so that nobody asks again.

    personal data: identifying
    """

    # The one with the lower id stands first: a pair is written once.
    one = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    append_only = ("undone_at", "undone_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_personsapart_one_standing",
                fields=["one", "other"],
                condition=Q(undone_at__isnull=True),
            ),
            models.CheckConstraint(
                name="people_personsapart_in_order", condition=Q(one__lt=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} isn't {self.other_id}"
