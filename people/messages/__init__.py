"""Messages to people: written as rows with the act, sent after it by a task."""

from people.messages.channels import Words
from people.messages.delivery import leave
from people.messages.routing import Route, routes, send_along
from people.messages.states import states_of, states_since
from people.models import Message

__all__ = [
    "Route",
    "Words",
    "routes",
    "send_along",
    "send_email",
    "send_sms",
    "states_of",
    "states_since",
]


def send_sms(*, to: str, body: str, purpose: str) -> Message:
    """Send a short message to a phone in E.164, once the current transaction is through.

    Args:
        to: the phone.
        body: the text.
        purpose: what it is for, for instance "login_code".
    """
    return leave(Message(channel=Message.Channel.SMS, to=to, body=body, purpose=purpose))


def send_email(*, to: str, subject: str, body: str, purpose: str) -> Message:
    """Send a mail of plain text, once the current transaction is through."""
    return leave(
        Message(
            channel=Message.Channel.EMAIL, to=to, subject=subject[:200], body=body, purpose=purpose
        )
    )
