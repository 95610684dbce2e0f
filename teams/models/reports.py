"""A team's report of a month, and its way from the team to the commune."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TeamReport(models.Model):
    """One row: the report of a team for a month. What it says stands in its turns.

    personal data: none
    """

    team = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    # The first day of the month.
    month = models.DateField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "month"], name="teams_report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.month:%Y-%m}"


class ReportTurn(models.Model):
    """One row: a report was sent, sent back, or approved; ``facts`` are frozen with it.

    personal data: identifying
    """

    class Kind(models.TextChoices):
        """What was done."""

        SENT = "sent", _("sent")
        RETURNED = "returned", _("needs correction")
        APPROVED = "approved", _("approved")

    report = models.ForeignKey(TeamReport, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField()
    # SHA-256 of the facts in canonical form: what was signed can be shown to be unchanged.
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="teams_report_turn_once"),
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(kind="approved"),
                name="teams_report_approved_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}: {self.kind}"
