"""By which ways somebody wants to be reminded, and the devices on which."""

from django.db import models
from django.utils import timezone


class ChannelChoice(models.Model):
    """One row: the channels that somebody chose for reminders, in the order of trying.

    The latest row holds. An empty list, like no row, is the house's default.

    personal data: identifying
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    channels = models.JSONField(default=list)
    method = models.CharField(max_length=40)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    append_only = ()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="people_channelchoice_latest")]

    def __str__(self) -> str:
        return f"{self.person_id}: {', '.join(self.channels)}"


class PushDevice(models.Model):
    """One row: a browser on a device that shows somebody's reminders, as it registered itself.

    The row goes when the holder says so or the browser's maker no longer knows it.

    personal data: identifying
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    endpoint = models.URLField(max_length=1000)
    # Of the endpoint, which is too long for an index: a device belongs to whoever pressed last.
    digest = models.CharField(max_length=64, unique=True)
    # The browser's public key and its secret, by which nobody on the way can read a reminder.
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    reached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "added_at"], name="people_pushdevice_person")]

    def __str__(self) -> str:
        return f"device {self.pk} of {self.person_id}"
