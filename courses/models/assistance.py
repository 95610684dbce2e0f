"""That somebody was helped with an attempt: by whom, and how."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Assistance(models.Model):
    """One row: an attempt was made with help. Its result teaches, and proves nothing.

    ``occasion`` names what the help was part of, for instance a class; "" is no such thing.

    personal data: identifying
    """

    class How(models.TextChoices):
        """What the help consisted of."""

        GROUP = "group", _("learnt together on one device")
        READ = "read", _("somebody read it aloud")
        HANDLED = "handled", _("somebody else held the phone")

    attempt = models.OneToOneField(
        "courses.Attempt", on_delete=models.PROTECT, related_name="assistance"
    )
    assisted_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    how = models.CharField(max_length=8, choices=How.choices)
    occasion = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["occasion"], name="courses_assist_occasion")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.how}"
