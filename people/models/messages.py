"""Short messages and mails that left the site or wait to."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Message(models.Model):
    """One row: a message to somebody by one channel, with what became of it.

    When it doesn't get through, another row goes out by the next channel of its route and names
    this one.

    personal data: identifying
    """

    class Channel(models.TextChoices):
        """How it travels."""

        SMS = "sms", _("SMS")
        EMAIL = "email", _("E-mail")
        PUSH = "push", _("Notice on the device")
        ZALO = "zalo", _("Zalo")

    class State(models.TextChoices):
        """The row is the truth; a sweep takes up what is waiting.

        Sent: somebody took it. Delivered and failed: they said so, or refused it. Gave up: nobody
        took it in time. ``people.messages.states`` says which may follow which.
        """

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", pgettext_lazy("message", "arrived")
        FAILED = "failed", _("failed")
        GAVE_UP = "gave_up", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    # What a channel needs besides words: a template's name and its parameters, a link.
    template = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)
    # Whose it is, where that is known; codes to a phone that isn't anybody's yet have nobody.
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The ways that are left when this one fails, in order, each with its words.
    route = models.JSONField(default=list, blank=True)
    # The first message of which this is a further try by another channel.
    instead_of = models.UUIDField(null=True, blank=True)
    # Of no use later than this: a reminder isn't sent at night. None: as long as a code is good.
    until = models.DateTimeField(null=True, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="people_message_waiting"),
            models.Index(fields=["-created_at"], name="people_message_newest"),
            models.Index(
                fields=["instead_of"],
                name="people_message_instead",
                condition=models.Q(instead_of__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.to}: {self.state}"
