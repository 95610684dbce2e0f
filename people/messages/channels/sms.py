"""Short messages: the channel that every phone has."""

from typing import Any

from people.messages.backends import sms_backend
from people.messages.channels.contract import Channel, Words
from people.models import Message, Person, User


class Sms(Channel):
    """Reaches the phone on the roster, or else one that an account proved."""

    name = Message.Channel.SMS.value

    def is_offered(self) -> bool:
        """Return True: signing in needs it, too."""
        return True

    def is_instant(self) -> bool:
        """Return what the gateway says."""
        return sms_backend().is_instant

    def known(self, person_ids: list[int]) -> dict[int, str]:
        """Return phones."""
        return phones(person_ids)

    def dress(self, words: Words) -> dict[str, Any] | None:
        """Return the short text."""
        return {"body": words.short}

    def send(self, message: Message) -> None:
        """Hand the message to the gateway."""
        sms_backend().send(message)


def phones(person_ids: list[int]) -> dict[int, str]:
    """Return each person's phone in E.164; two queries at most."""
    kept = Person.objects.filter(pk__in=person_ids).exclude(contact_phone="")
    found = dict(kept.values_list("pk", "contact_phone"))
    missing = [person_id for person_id in person_ids if person_id not in found]
    if missing:
        proved = User.objects.filter(person_id__in=missing, phone_verified=True, is_active=True)
        rows = proved.exclude(phone="").order_by("-pk").values_list("person_id", "phone")
        found |= {person_id: phone for person_id, phone in rows if person_id is not None}
    return found
