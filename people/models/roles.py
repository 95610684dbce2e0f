"""Rights that are given to a person, for a territory and a time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.dated import DatedModel


class Role(models.TextChoices):
    """What a person may be entrusted with. A team leader's right comes from the membership."""

    TRAINER = "trainer", _("Trainer")
    REVIEWER = "reviewer", _("Subject reviewer")
    LANGUAGE_EDITOR = "language_editor", _("Plain-language editor")
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    PROVINCE_STAFF = "province_staff", _("Province staff")
    ADMINISTRATOR = "administrator", _("System administrator")


class RoleGrant(DatedModel):
    """One row: that a person holds a role, in a unit and all under it, from one day to another.

    personal data: identifying
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)

    append_only = ("valid_to", "recorded_until")

    class Meta(DatedModel.Meta):
        constraints = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                name="people_rolegrant_one_open",
                fields=["person", "role", "unit"],
                condition=Q(valid_to__isnull=True, recorded_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role} in {self.unit_id}"
