"""What the tests of cards share."""

from django.http import HttpResponse
from django.test import Client

from people import cards, consent
from people.models import Person
from tests.cast import Cast

PIN = "482915"
SIGN_IN, AGREE, LEAVE = (
    "/vi/tai-khoan/the/",
    "/vi/tai-khoan/the/dong-y/",
    "/vi/tai-khoan/the/xong/",
)


def given(cast: Cast, who: str = "minh", by: str = "lan", pin: str | None = PIN) -> cards.Given:
    """Return a card that ``by`` gave ``who``."""
    return cards.give(person=cast.persons[who], by=cast.users[by], pin=pin)


def agreed(person: Person) -> None:
    """Let the person have agreed to learn here."""
    consent.give(person=person, purpose=consent.LEARNING, by=None, method="test")


def type_in(client: Client, code: str, pin: str = PIN, **more: str) -> HttpResponse:
    """Send the form of the sign-in page."""
    return client.post(SIGN_IN, {"code": code, "pin": pin, **more})
