"""What a person agreed to, and took back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """One row: that a person gave or withdrew consent to a purpose, under a dated wording.

    The latest row for a purpose holds. Luật 91/2025/QH15 wants the evidence kept.

    personal data: identifying
    """

    class Act(models.TextChoices):
        """Giving and withdrawing are both facts to keep."""

        GIVEN = "given", _("given")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    wording_version = models.CharField(max_length=20)
    act = models.CharField(max_length=10, choices=Act.choices)
    method = models.CharField(max_length=40)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-at"], name="people_consent_latest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.act}"
