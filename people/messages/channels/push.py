"""Notices on a device (web push): encrypted for the browser, signed as coming from this site.

RFC 8030 says how they are handed over, RFC 8291 how they are encrypted so that nobody on the way
can read them, RFC 8292 (VAPID) how the site says who it is.
"""

import base64
import datetime as dt
import json
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from py_vapid import Vapid02

from people import consent
from people.messages import wire
from people.messages.channels import push_hosts
from people.messages.channels.contract import Channel, Words
from people.messages.wire import DeliveryError, Refused
from people.models import Message, PushDevice

# What the browser's maker answers for a device that is no more.
GONE = {404, 410}
# A notice waits that long for a device that is switched off, at most.
LONGEST = dt.timedelta(hours=12)


class Push(Channel):
    """Reaches the browsers that somebody registered, all of them with each notice."""

    name = Message.Channel.PUSH.value
    purpose = consent.PUSH

    def is_offered(self) -> bool:
        """Return whether the site has a key pair."""
        return bool(settings.VAPID_PRIVATE_KEY)

    def known(self, person_ids: list[int]) -> dict[int, str]:
        """Return who has a device."""
        rows = devices_of_all(person_ids).values_list("person_id", "person__merged_into_id")
        return {owner or person_id: str(owner or person_id) for person_id, owner in rows}

    def dress(self, words: Words) -> dict[str, Any] | None:
        """Return title, text and where a tap leads."""
        return {
            "subject": (words.subject or settings.WAGTAIL_SITE_NAME)[:200],
            "body": words.notice or words.short,
            "params": {"link": words.params.get("link", "")},
        }

    def send(self, message: Message) -> None:
        """Hand the notice over for each device; those that are gone are forgotten.

        Raises:
            DeliveryError: when nobody took it and somebody may later.
            Refused: when there is no device any more.
        """
        devices = list(devices_of_all([int(message.to)]))
        taken, gone, errors = [], [], []
        for device in devices:
            try:
                status = _hand_over(device, message)
                if status in GONE:
                    gone.append(device.pk)
                    continue
                wire.judge(status)
                taken.append(device.pk)
            except DeliveryError as error:
                errors.append(error)
        PushDevice.objects.filter(pk__in=gone).delete()
        PushDevice.objects.filter(pk__in=taken).update(reached_at=timezone.now())
        if not taken:
            raise next(
                (error for error in errors if not isinstance(error, Refused)),
                errors[0] if errors else Refused("no device"),
            )


def devices_of_all(person_ids: list[int]) -> QuerySet[PushDevice]:
    """Return the devices of persons, those too that came with a record merged into one of them."""
    theirs = Q(person_id__in=person_ids) | Q(person__merged_into_id__in=person_ids)
    return PushDevice.objects.filter(theirs).order_by("added_at", "pk")


def public_key() -> str:
    """Return the key that a browser asks for before it registers; "" when the site has none."""
    return _public_key(settings.VAPID_PRIVATE_KEY) if settings.VAPID_PRIVATE_KEY else ""


@lru_cache(maxsize=4)
def _public_key(private_key: str) -> str:
    key = Vapid02.from_string(private_key).public_key
    raw = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _hand_over(device: PushDevice, message: Message) -> int:
    """Post the notice to where the device's maker takes it; return the answer's status."""
    notice = {
        "title": message.subject,
        "body": message.body,
        "link": message.params.get("link", ""),
        "tag": message.pk.hex,
    }
    content = _sealed(device, json.dumps(notice, ensure_ascii=False).encode())
    connection = push_hosts.connection_to(device.endpoint)
    return wire.exchange(connection, device.endpoint, content, _headers(device, message))


def _headers(device: PushDevice, message: Message) -> dict[str, str]:
    now = timezone.now()
    left = min(message.until - now, LONGEST) if message.until else LONGEST
    parts = urlsplit(device.endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "sub": settings.VAPID_SUBJECT,
        "exp": int((now + LONGEST).timestamp()),
    }
    signed = Vapid02.from_string(settings.VAPID_PRIVATE_KEY).sign(claims)
    return {
        "Authorization": signed["Authorization"],
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(max(0, int(left.total_seconds()))),
        "Urgency": "normal",
        # A notice that is sent again takes the place of the first one that still waits.
        "Topic": message.pk.hex,
    }


def _sealed(device: PushDevice, content: bytes) -> bytes:
    # Here and not above: it brings an HTTP client of its own, which web processes needn't load.
    from pywebpush import WebPusher  # noqa: PLC0415

    keys = {"p256dh": device.p256dh, "auth": device.auth}
    return WebPusher({"endpoint": device.endpoint, "keys": keys}).encode(content)["body"]
