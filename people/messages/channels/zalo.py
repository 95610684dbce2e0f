"""Zalo, through a gateway that speaks our own contract: docs/operate/messages.md."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from people import consent
from people.messages import wire
from people.messages.channels.contract import Channel, Words
from people.messages.channels.sms import phones
from people.messages.wire import Refused
from people.models import Message


class Zalo(Channel):
    """Reaches the phone of whoever agreed that phone and reminder are passed on."""

    name = Message.Channel.ZALO.value
    purpose = consent.ZALO

    def is_offered(self) -> bool:
        """Return whether a gateway is named, or this is the demo, which only shows messages."""
        return bool(settings.ZALO_HTTP["url"]) or settings.DEMO

    def is_instant(self) -> bool:
        """Return whether there is no gateway: then the row is all there is."""
        return not settings.ZALO_HTTP["url"]

    def known(self, person_ids: list[int]) -> dict[int, str]:
        """Return phones."""
        return phones(person_ids)

    def dress(self, words: Words) -> dict[str, Any] | None:
        """Return the template and what fills it; None when the gateway has none for it."""
        known = settings.ZALO_TEMPLATES
        if not words.template or (settings.ZALO_HTTP["url"] and words.template not in known):
            return None
        template = known.get(words.template, words.template)
        return {"template": template, "params": dict(words.params), "body": words.short}

    def send(self, message: Message) -> None:
        """Post template and parameters; the gateway takes the same id once.

        Raises:
            DeliveryError: when the gateway can't be reached or asks for patience.
            Refused: when it won't take the message, or none is named.
        """
        if not settings.ZALO_HTTP["url"]:
            raise Refused("no gateway")
        # A phone is written with a plus; anything else is an id that the gateway gave.
        to = {"phone" if message.to.startswith("+") else "user_id": message.to}
        body = {
            "id": str(message.pk),
            "to": to,
            "template": message.template,
            "params": message.params,
        }
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token := token_now():
            headers["Authorization"] = f"Bearer {token}"
        wire.post(settings.ZALO_HTTP["url"], json.dumps(body, ensure_ascii=False).encode(), headers)


def token_now() -> str:
    """Return the token; one in a file is read each time, for another program may renew it there.

    Raises:
        DeliveryError: when the file can't be read now.
    """
    path = settings.ZALO_HTTP["token_file"]
    if not path:
        return settings.ZALO_HTTP["token"]
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise wire.DeliveryError("token file") from error
