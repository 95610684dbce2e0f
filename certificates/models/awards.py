"""The register: what was awarded to whom under which rule, and what became of it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """One row: the last number given in a series; its lock makes the register gapless.

    personal data: none
    """

    prefix = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_numberseries_once", fields=["prefix", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"


class Award(models.Model):
    """One row: that training was recognised, with the facts as they were printed, for ever.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey("courses.CourseFamily", on_delete=models.PROTECT, related_name="+")
    rule_version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(
        "certificates.Evidence", on_delete=models.PROTECT, related_name="awards"
    )
    grade = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40, unique=True)
    # Unguessable, printed in the QR code: a number alone opens nothing.
    check_code = models.CharField(max_length=20, unique=True)
    # Copied once, never live: name, unit, course, dates, issuer, signatory.
    facts = models.JSONField()
    issued_at = models.DateTimeField(default=timezone.now, editable=False)
    is_synthetic = models.BooleanField(default=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_award_once",
                fields=["person", "family", "rule_version", "valid_from"],
            )
        ]
        indexes = [
            models.Index(
                fields=["valid_from", "family", "person"], name="certificates_award_count"
            ),
            models.Index(fields=["person", "valid_from"], name="certificates_award_person"),
        ]

    def __str__(self) -> str:
        return self.number


class AwardEvent(models.Model):
    """One row: what happened to an award after it was issued; none means it stands.

    personal data: identifying
    """

    class Act(models.TextChoices):
        """Corrections supersede; revocations give a reason."""

        SUPERSEDED = "superseded", _("superseded")
        REVOKED = "revoked", _("revoked")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=Act.choices)
    on = models.DateField()
    reason = models.TextField()
    legal_basis = models.CharField(max_length=200, blank=True)
    replacement = models.ForeignKey(
        Award, on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="certificates_awardevent_one_end", fields=["award", "act"])
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.act} on {self.on}"
