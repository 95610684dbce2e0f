"""Messages to people: written as rows with the act, sent after it by a task."""

import uuid
from collections.abc import Iterable
from functools import partial

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from people.messages.backends import sms_backend
from people.messages.delivery import deliver
from people.messages.mail import OutboxEmailBackend
from people.models import Message

__all__ = ["send_email", "send_sms", "states_of"]


def states_of(message_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return what became of messages: "waiting", "sent" or "failed"; forgotten ones are absent."""
    rows = Message.objects.filter(pk__in=list(message_ids))
    return dict(rows.values_list("pk", "state"))


def send_sms(*, to: str, body: str, purpose: str) -> Message:
    """Send a short message to a phone in E.164, once the current transaction is through.

    Args:
        to: the phone.
        body: the text.
        purpose: what it is for, for instance "login_code".
    """
    is_instant = sms_backend().is_instant
    return _leave(
        Message(channel=Message.Channel.SMS, to=to, body=body, purpose=purpose), is_instant
    )


def send_email(*, to: str, subject: str, body: str, purpose: str) -> Message:
    """Send a mail of plain text, once the current transaction is through."""
    is_instant = isinstance(get_connection(), OutboxEmailBackend)
    message = Message(
        channel=Message.Channel.EMAIL, to=to, subject=subject[:200], body=body, purpose=purpose
    )
    return _leave(message, is_instant)


def _leave(message: Message, is_instant: bool) -> Message:
    if is_instant:
        message.state, message.sent_at = Message.State.SENT, timezone.now()
        message.save()
        return message
    message.save()
    # A queue that is down must not spoil the act: the sweep finds the row.
    transaction.on_commit(partial(deliver.delay, str(message.pk)), robust=True)
    return message
