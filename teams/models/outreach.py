"""Help that team members give in the village: visits, what was decided about them, confirmations."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Visit(models.Model):
    """One row: a member of a team helped one citizen, or a group, with one topic.

    The citizen is known by ``handle`` only: a keyed pseudonym from which no number can be had.
    A correction is a row of its own that replaces this one.

    personal data: identifying
    """

    class Mode(models.TextChoices):
        """Where the help was given."""

        HOME = "home", pgettext_lazy("visit", "at home")
        HALL = "hall", pgettext_lazy("visit", "at a meeting place")
        PHONE = "phone", pgettext_lazy("visit", "by phone")
        COUNTER = "counter", pgettext_lazy("visit", "at the counter")

    class Outcome(models.TextChoices):
        """What the citizen is able to do today."""

        ALONE = "alone", pgettext_lazy("visit", "can do it alone")
        HELPED = "helped", pgettext_lazy("visit", "can do it with help")
        NOT_YET = "not_yet", pgettext_lazy("visit", "can't do it yet")

    class Held(models.TextChoices):
        """Why a row doesn't count until an officer has looked at it."""

        BURST = "burst", _("many visits by one person within an hour")
        SAME = "same", _("the same citizen many times a day")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    team = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    # A code of the list of topics, which is data.
    topic = models.CharField(max_length=40)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    handle = models.CharField(max_length=64, blank=True)
    # How many were present, where a group was helped; null is one citizen.
    present = models.PositiveSmallIntegerField(null=True)
    held = models.CharField(max_length=8, choices=Held.choices, blank=True)
    # Of the rules by which the row was held or let through.
    rule_version = models.PositiveSmallIntegerField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    # A correction that says there was no such visit.
    is_void = models.BooleanField(default=False)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="teams_visit_group_nameless",
                condition=models.Q(present__isnull=True) | models.Q(present__gt=1, handle=""),
            )
        ]
        indexes = [
            models.Index(fields=["team", "at"], name="teams_visit_team"),
            models.Index(fields=["by", "recorded_at"], name="teams_visit_by"),
            models.Index(fields=["handle", "at"], name="teams_visit_handle"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.outcome}"


class VisitRuling(models.Model):
    """One row: an officer decided that a held visit counts, or doesn't.

    personal data: none
    """

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="ruling")
    counts = models.BooleanField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.counts}"


class VisitCode(models.Model):
    """One row: a code was sent to the citizen, to be read out if what was written is true.

    Only a keyed hash of the code stands here; the number is in the message alone.

    personal data: none
    """

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="code")
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"code of {self.visit_id}"


class VisitConfirmation(models.Model):
    """One row: what a citizen said about a visit, by code or when an officer called.

    personal data: none
    """

    class How(models.TextChoices):
        """By which way the citizen was asked."""

        SMS = "sms", _("by a code sent to the citizen")
        CALL = "call", _("by a call of the commune")
        CARD = "card", _("by the citizen's card and PIN")

    class Answer(models.TextChoices):
        """What the citizen said."""

        YES = "yes", _("The citizen says it is so")
        NO = "no", _("The citizen says it isn't so")
        UNREACHED = "unreached", _("Nobody answered")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="confirmations")
    how = models.CharField(max_length=8, choices=How.choices)
    answer = models.CharField(max_length=9, choices=Answer.choices)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=models.Q(answer__in=["yes", "no"]),
                name="teams_visit_one_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.answer}"
