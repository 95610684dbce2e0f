"""Ways to send a short message. A gateway is chosen by settings.SMS_BACKEND."""

import json
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from people.messages import wire
from people.messages.wire import DeliveryError
from people.models import Message

__all__ = ["Backend", "DeliveryError", "HttpBackend", "OutboxBackend", "sms_backend"]


class Backend(Protocol):
    """What a gateway must offer."""

    # Whether sending is so quick and sure that it is done with the act itself.
    is_instant: bool

    def send(self, message: Message) -> None:
        """Send ``message`` or raise DeliveryError."""


class OutboxBackend:
    """Sends nothing: in the demo the row is read on the outbox page."""

    is_instant = True

    def send(self, message: Message) -> None:
        """Leave the message in its row."""


class HttpBackend:
    """Posts JSON to a gateway over HTTP, with a bearer token and an id against doubles."""

    is_instant = False

    def __init__(self) -> None:
        self.url = settings.SMS_HTTP["url"]
        self.token = settings.SMS_HTTP["token"]
        self.sender = settings.SMS_HTTP["sender"]

    def send(self, message: Message) -> None:
        """Post the message; any 2xx answer means that the gateway took it.

        Raises:
            DeliveryError: when the gateway can't be reached or asks for patience.
            Refused: when it answers that it won't take the message.
        """
        body = {
            "id": str(message.pk),
            "to": message.to,
            "text": message.body,
            "sender": self.sender,
        }
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        wire.post(self.url, json.dumps(body, ensure_ascii=False).encode(), headers)


def sms_backend() -> Backend:
    """Return the gateway that the settings name."""
    return import_string(settings.SMS_BACKEND)()
