"""Persons of the registry, with or without an account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.text import fold, sort_key, tidy


class Person(models.Model):
    """One row: somebody the province knows, counted once whatever accounts they have.

    personal data: identifying
    """

    class Sex(models.TextChoices):
        """As recorded; empty when it is not."""

        FEMALE = "f", _("Female")
        MALE = "m", _("Male")

    class Source(models.TextChoices):
        """How the person came into the registry."""

        ROSTER = "roster", _("Roster")
        SELF = "self", _("Signed up")

    name = models.CharField(max_length=160)
    name_folded = models.CharField(max_length=160, editable=False)
    name_sort = models.CharField(max_length=160, editable=False)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    ethnicity = models.CharField(max_length=40, blank=True)
    # A phone to call, in E.164; a household may share it, so it isn't unique.
    contact_phone = models.CharField(max_length=20, blank=True)
    staff_code = models.CharField(max_length=40, blank=True)
    # HMAC of the national number under a key that isn't in the database; never the number.
    national_id_digest = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    is_synthetic = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_person_national_id_once",
                fields=["national_id_digest"],
                condition=~Q(national_id_digest="") & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="people_person_birth_year_plausible",
                condition=Q(birth_year__isnull=True)
                | Q(birth_year__gte=1900, birth_year__lte=2100),
            ),
        ]
        indexes = [
            models.Index(fields=["name_folded"], name="people_person_name"),
            models.Index(fields=["contact_phone"], name="people_person_phone"),
            models.Index(fields=["name_sort"], name="people_person_sort"),
            models.Index(
                fields=["staff_code"], name="people_person_code", condition=~Q(staff_code="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the name in NFC and its searchable and sortable twins with it."""
        self.set_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_name(self, name: str) -> None:
        """Set the name and all that is derived from it (for bulk writes, which skip save)."""
        self.name = tidy(name)
        self.name_folded = fold(name)
        self.name_sort = sort_key(name)
