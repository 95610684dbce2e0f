"""Ways to send a short message. A gateway is chosen by settings.SMS_BACKEND."""

import http.client
import json
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from people.models import Message

TIMEOUT_SECONDS = 10


class DeliveryError(Exception):
    """The message didn't leave; it may be tried again."""


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
        self.url = urlsplit(settings.SMS_HTTP["url"])
        self.token = settings.SMS_HTTP["token"]
        self.sender = settings.SMS_HTTP["sender"]

    def send(self, message: Message) -> None:
        """Post the message; any 2xx answer means that the gateway took it.

        Raises:
            DeliveryError: when the gateway can't be reached or answers anything else.
        """
        body = {
            "id": str(message.pk),
            "to": message.to,
            "text": message.body,
            "sender": self.sender,
        }
        try:
            status = self._post(json.dumps(body, ensure_ascii=False).encode())
        except (OSError, http.client.HTTPException) as error:
            raise DeliveryError(type(error).__name__) from error
        if not 200 <= status < 300:
            raise DeliveryError(f"HTTP {status}")

    def _post(self, body: bytes) -> int:
        secure = self.url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self.url.netloc, timeout=TIMEOUT_SECONDS)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            path = f"{self.url.path or '/'}{'?' + self.url.query if self.url.query else ''}"
            connection.request("POST", path, body=body, headers=headers)
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()


def sms_backend() -> Backend:
    """Return the gateway that the settings name."""
    return import_string(settings.SMS_BACKEND)()
