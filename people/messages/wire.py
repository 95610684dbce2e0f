"""Posting to a gateway over HTTP, and what its answer means for the message."""

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10
# Answers that ask for patience: slow down, too early, took too long.
LATER = {408, 425, 429}


class DeliveryError(Exception):
    """The message didn't leave; it may be tried again."""


class Refused(DeliveryError):
    """The message was refused and always will be; trying again is of no use."""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Post ``body``; any 2xx answer means that it was taken. Redirects aren't followed.

    Raises:
        DeliveryError: when nobody answers in time, or with a 5xx or a request for patience.
        Refused: for any other answer.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    judge(exchange(kind(parts.netloc, timeout=TIMEOUT_SECONDS), url, body, headers))


def exchange(
    connection: http.client.HTTPConnection, url: str, body: bytes, headers: Mapping[str, str]
) -> int:
    """Post over ``connection``, close it, and return the status.

    Raises:
        DeliveryError: when there is no answer.
    """
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        connection.request("POST", path, body=body, headers=dict(headers))
        response = connection.getresponse()
        response.read(64_000)
        return response.status
    except (OSError, http.client.HTTPException) as error:
        raise DeliveryError(type(error).__name__) from error
    finally:
        connection.close()


def judge(status: int) -> None:
    """Return when ``status`` says that the message was taken.

    Raises:
        DeliveryError: when it may be taken later.
        Refused: when it never will.
    """
    if 200 <= status < 300:
        return
    if status >= 500 or status in LATER:
        raise DeliveryError(f"HTTP {status}")
    raise Refused(f"HTTP {status}")
