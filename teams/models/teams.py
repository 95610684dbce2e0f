"""What is particular to a community digital team, beside its unit and memberships."""

from django.db import models

from people.dated import DatedModel


class TeamFounding(models.Model):
    """One row: the decision by which the commune's chair founded a team.

    personal data: none
    """

    team = models.OneToOneField("people.Unit", on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    # A copy of the decision in the storage; no address leads to it but the team's own page.
    file_key = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"team {self.team_id}: {self.decision_number}"


class TeamHamlet(DatedModel):
    """One row: that a team covers a hamlet, from one day to another.

    personal data: none
    """

    team = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")

    append_only = ("valid_to", "recorded_until")

    class Meta(DatedModel.Meta):
        pass

    def __str__(self) -> str:
        return f"team {self.team_id} covers {self.hamlet_id}"
