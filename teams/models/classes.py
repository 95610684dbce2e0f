"""Classes held in a village: who was there, and when the list was vouched for."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClassSession(models.Model):
    """One row: a class that somebody holds for a unit, in a place, about something.

    The client makes the id, so that a second tap on "open" opens nothing more.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        "courses.CourseFamily", on_delete=models.PROTECT, null=True, related_name="+"
    )
    run = models.ForeignKey("courses.Run", on_delete=models.PROTECT, null=True, related_name="+")
    topic = models.CharField(max_length=160)
    place = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-starts_at"], name="teams_class_unit"),
            models.Index(fields=["opened_by", "-starts_at"], name="teams_class_opener"),
        ]

    def __str__(self) -> str:
        return self.topic


class ClassTurn(models.Model):
    """One row: that a class was closed, opened again or called off. The latest one holds.

    personal data: identifying
    """

    class Kind(models.TextChoices):
        """What happened to the class."""

        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("opened again")
        CALLED_OFF = "called_off", _("called off")

    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="teams_classturn_once", fields=["session", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind}"


class Attendance(models.Model):
    """One row: that somebody was marked present at a class, or taken off its list again.

    Of a person's rows the one with the highest number holds; the others say what was corrected.

    personal data: identifying
    """

    class How(models.TextChoices):
        """By which means it is known."""

        QR = "qr", _("by QR code")
        LIST = "list", _("from the list")
        PHONE = "phone", _("by phone number")
        CARD = "card", _("by card")

    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    is_present = models.BooleanField()
    how = models.CharField(max_length=6, choices=How.choices)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="teams_attendance_once", fields=["session", "person", "number"]
            )
        ]
        indexes = [models.Index(fields=["person", "at"], name="teams_attendance_person")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}: {self.is_present}"
