"""Who asked to be on a team, and what was answered."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class JoinRequest(models.Model):
    """One row: a person asked to join a team; ``id`` is made by the form that asks.

    personal data: identifying
    """

    class Verdict(models.IntegerChoices):
        """What was answered."""

        ACCEPTED = 1, pgettext_lazy("joining", "accepted")
        REFUSED = 2, pgettext_lazy("joining", "not accepted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    verdict = models.PositiveSmallIntegerField(choices=Verdict.choices, null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Why not; the person reads it. Set with the verdict.
    answer = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - null: not answered yet

    append_only = ("verdict", "decided_at", "decided_by", "answer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="teams_joinrequest_one_open",
                fields=["person", "team"],
                condition=models.Q(decided_at__isnull=True),
            )
        ]
        indexes = [
            models.Index(
                name="teams_joinrequest_open",
                fields=["team"],
                condition=models.Q(decided_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} asks team {self.team_id}"
