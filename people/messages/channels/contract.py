"""What a channel is, and what is said through it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from people import consent
from people.models import Message, Person


@dataclass(frozen=True)
class Words:
    """One thing to say, as each kind of channel needs it.

    Attributes:
        short: the whole text, as short as a short message.
        subject: what it is about, for a mailbox or a notice.
        letter: the longer text for a mailbox; ``short`` where it is empty.
        notice: the text without addresses, for a screen; ``short`` where it is empty.
        template: the name of a form of words that a gateway has approved.
        params: what fills the template; "link" is where a notice leads.
    """

    short: str
    subject: str = ""
    letter: str = ""
    notice: str = ""
    template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


class Channel(ABC):
    """A way to reach people."""

    # As in ``Message.Channel``.
    name: str
    # The purpose to which somebody must agree before they are reached this way; "": none.
    purpose = ""

    @abstractmethod
    def is_offered(self) -> bool:
        """Return whether this site has the channel."""

    def is_instant(self) -> bool:
        """Return whether sending is so quick and sure that it is done with the act itself."""
        return False

    def reaches(self, person: Person) -> str | None:
        """Return the address at which the channel reaches ``person``, or None."""
        return self.addresses([person.pk]).get(person.pk)

    def addresses(self, person_ids: Iterable[int]) -> dict[int, str]:
        """Return where the channel reaches each person; who can't be reached is absent.

        Who has to agree to the channel first, and doesn't now, can't be reached by it.
        """
        ids = list(person_ids)
        if not ids or not self.is_offered():
            return {}
        if self.purpose:
            ids = sorted(consent.agreed(ids, self.purpose))
        return self.known(ids) if ids else {}

    @abstractmethod
    def known(self, person_ids: list[int]) -> dict[int, str]:
        """Return the addresses that are known, agreed to or not, in a fixed number of queries."""

    @abstractmethod
    def dress(self, words: Words) -> dict[str, Any] | None:
        """Return the columns of a message that says ``words``; None when it can't say them."""

    @abstractmethod
    def send(self, message: Message) -> None:
        """Send ``message``.

        Raises:
            DeliveryError: when it didn't leave and may be tried again.
            Refused: when it never will.
        """
