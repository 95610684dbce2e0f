"""Pictures of help that was given: drawn anew, seen by few, forgotten after a year."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VisitPhoto(models.Model):
    """One row: a picture of a visit, drawn anew from its pixels: no place, no device in it.

    A correction of the visit has a row of its own with the same picture.

    personal data: identifying
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visit = models.ForeignKey("teams.Visit", on_delete=models.PROTECT, related_name="photos")
    # In the storage; no address leads to it but the visit's own.
    file_key = models.CharField(max_length=200)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["at"], name="teams_photo_at")]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.pk}"


class VisitPhotoRemoval(models.Model):
    """One row: a picture was taken away; its file is gone, that it was there stays known.

    personal data: none
    """

    class Why(models.TextChoices):
        """What made it go."""

        WRITER = "writer", _("taken away by who added it")
        VOID = "void", _("there was no such visit")
        AGE = "age", _("kept long enough")

    photo = models.OneToOneField(VisitPhoto, on_delete=models.PROTECT, related_name="removal")
    why = models.CharField(max_length=8, choices=Why.choices)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    def __str__(self) -> str:
        return f"{self.photo_id}: {self.why}"
