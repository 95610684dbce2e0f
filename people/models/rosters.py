"""Lists of people that were sent in, and whose line is whose."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.memberships import Category


class Roster(models.Model):
    """One row: a list of a unit's people that was sent in, what its columns are and what came of it.

    personal data: identifying
    """

    class State(models.TextChoices):
        """How far it is; before "taken in" nothing of it is in the registry."""

        COLUMNS = "columns", _("columns to be confirmed")
        CHECKING = "checking", _("being checked")
        READY = "ready", _("checked")
        APPLIED = "applied", _("taken in")
        DROPPED = "dropped", _("put aside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20, choices=Category.choices)
    # The first day of the memberships that come of it.
    since = models.DateField()
    # Whether it names everybody of the unit, so that who is missing may have left.
    is_whole = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLUMNS)
    file_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    # Of files in the storage; no address leads to them. Forgotten when they were kept long enough.
    file_key = models.CharField(max_length=200, blank=True)
    report_key = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=list)
    signature = models.CharField(max_length=64)
    # The field of each column, by its place.
    columns = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "signature"], name="people_roster_signature"),
            models.Index(fields=["-received_at"], name="people_roster_received"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"


class RosterLine(models.Model):
    """One row: a line of a list that was taken in and whose it is, or that somebody has to say.

    personal data: identifying
    """

    class State(models.TextChoices):
        """Who said whose line it is."""

        LINKED = "linked", _("somebody of the registry")
        ADDED = "added", _("added to the registry")
        OPEN = "open", _("waits for a decision")
        SAME = "same", _("decided: the same person")
        DIFFERENT = "different", _("decided: somebody else")
        LEFT = "left", _("left as it is")

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="lines")
    # Repeated here, because a line is known by the place and capacity in which it was sent.
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20, choices=Category.choices)
    key = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    # Why somebody has to say: a code of ``people.registry.rosters.words``.
    reason = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The unit to belong to, and what the line says; emptied when it is decided.
    place = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    given = models.JSONField(default=dict)
    candidates = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_rosterline_once", fields=["unit", "category", "key"]
            )
        ]
        indexes = [models.Index(fields=["state", "unit"], name="people_rosterline_open")]

    def __str__(self) -> str:
        return f"line {self.number} of {self.roster_id}: {self.state}"
