"""The demo's mail: kept as rows and read on the outbox page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from people.models import Message


class OutboxEmailBackend(BaseEmailBackend):
    """Stores a mail as a message a recipient instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the mails and return how many there were."""
        now = timezone.now()
        Message.objects.bulk_create(
            Message(
                channel=Message.Channel.EMAIL,
                to=recipient,
                subject=str(mail.subject)[:200],
                body=str(mail.body),
                state=Message.State.SENT,
                sent_at=now,
            )
            for mail in email_messages
            for recipient in mail.recipients()
        )
        return len(email_messages)
