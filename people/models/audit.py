"""What was done, by whom, about what."""

from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """One row: a privileged act or a look at a personal list, written with the act itself.

    personal data: identifying
    """

    code = models.CharField(max_length=60)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    # "app.model:pk" of what it was about; text, because what it names may be gone one day.
    about = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [
            models.Index(fields=["about", "-at"], name="people_audit_about"),
            models.Index(fields=["code", "-at"], name="people_audit_code"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.code} {self.about}"
