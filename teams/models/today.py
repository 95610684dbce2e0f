"""What the leader's day is made of: calls for help, and what was done about a card."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HelpRequest(models.Model):
    """One row: a person asked their team for help; ``id`` is made by the form that asks.

    personal data: identifying
    """

    class Kind(models.TextChoices):
        """What the person needs; a scam comes before everything else."""

        SCAM = "scam", _("I may have been cheated")
        HELP = "help", _("I need help with learning or with my phone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    append_only = ("closed_at", "closed_by")

    class Meta:
        indexes = [
            models.Index(
                name="teams_helprequest_open",
                fields=["person"],
                condition=models.Q(closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class CardAnswer(models.Model):
    """One row: a leader did what a card asked for, or put it off, until a day.

    personal data: identifying
    """

    class Verdict(models.TextChoices):
        """What became of the card."""

        DONE = "done", _("done")
        LATER = "later", _("later")

    class Why(models.TextChoices):
        """Why it was put off."""

        NO_ANSWER = "no_answer", _("doesn't answer the phone")
        AWAY = "away", _("is away or ill")
        VISIT = "visit", _("I will visit them")
        OTHER = "other", _("another reason")

    team = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # The reason of the card and the event behind it: a new event is a new card.
    occasion = models.CharField(max_length=120)
    verdict = models.CharField(max_length=5, choices=Verdict.choices)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    # The day on which the card may come back.
    until = models.DateField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(name="teams_cardanswer_team", fields=["team", "until"])]
        constraints = [
            models.CheckConstraint(
                name="teams_cardanswer_later_has_a_reason",
                condition=models.Q(verdict="done") | ~models.Q(why=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.occasion} of {self.person_id}: {self.verdict}"
