"""What learners say about training elsewhere: that a record is wrong, or that one is missing."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Dispute(models.Model):
    """One row: that somebody says a record about them is wrong, and what came of it.

    personal data: identifying
    """

    class Kind(models.TextChoices):
        """What is wrong."""

        NOT_ME = "not_me", _("This isn't me")
        WRONG_DAY = "wrong_day", _("The day is wrong")
        OTHER = "other", _("Something else is wrong")

    class Outcome(models.TextChoices):
        """What was found."""

        UPHELD = "upheld", _("the record was taken back")
        CORRECTED = "corrected", _("the day was put right")
        DECLINED = "declined", _("the record stays")

    evidence = models.ForeignKey(
        "certificates.Evidence", on_delete=models.PROTECT, related_name="disputes"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(blank=True)
    opened_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_dispute_one_open",
                fields=["evidence"],
                condition=Q(closed_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["closed_at", "due_on"], name="certificates_dispute_open")]

    def __str__(self) -> str:
        return f"{self.kind} about {self.evidence_id}"


class RecognitionRequest(models.Model):
    """One row: a certificate from elsewhere that a learner sent in, and what came of it.

    personal data: identifying
    """

    class Outcome(models.TextChoices):
        """What was found."""

        ACCEPTED = "accepted", _("recognised")
        DECLINED = "declined", _("not recognised")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=200)
    provider = models.CharField(max_length=160)
    on = models.DateField()
    file_key = models.CharField(max_length=200)
    file_type = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    evidence = models.ForeignKey(
        "certificates.Evidence", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # A second tap on "send" sends nothing more.
            models.UniqueConstraint(
                name="certificates_recognitionrequest_once",
                fields=["person", "sha256"],
                condition=Q(closed_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["closed_at", "due_on"], name="certs_recogrequest_open")]

    def __str__(self) -> str:
        return f"{self.course}, {self.person_id}"
