"""Documents: immutable versions of an award, as files."""

from django.db import models
from django.utils import timezone


class Document(models.Model):
    """One row: a file made from an award, stored under its own hash.

    personal data: identifying
    """

    award = models.ForeignKey(
        "certificates.Award", on_delete=models.PROTECT, related_name="documents"
    )
    version = models.PositiveSmallIntegerField()
    layout = models.CharField(max_length=40)
    language = models.CharField(max_length=8, default="vi")
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="certificates_document_version", fields=["award", "version"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.award_id} version {self.version}"
