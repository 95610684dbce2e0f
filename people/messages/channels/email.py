"""Mails: plain text and, made from it, the same as HTML."""

import smtplib
from typing import Any

from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives, get_connection

from people.messages.channels.contract import Channel, Words
from people.messages.dress import html_of
from people.messages.mail import OutboxEmailBackend
from people.messages.wire import DeliveryError, Refused
from people.models import Message


class Email(Channel):
    """Reaches an address that the holder of an account proved."""

    name = Message.Channel.EMAIL.value

    def is_offered(self) -> bool:
        """Return True: signing in needs it, too."""
        return True

    def is_instant(self) -> bool:
        """Return whether mails are kept as rows, as in the demo."""
        return isinstance(get_connection(), OutboxEmailBackend)

    def known(self, person_ids: list[int]) -> dict[int, str]:
        """Return proved addresses."""
        rows = EmailAddress.objects.filter(
            user__person_id__in=person_ids, user__is_active=True, verified=True
        )
        # The main address comes last and stays.
        found = rows.order_by("primary", "-pk").values_list("user__person_id", "email")
        return dict(found)

    def dress(self, words: Words) -> dict[str, Any] | None:
        """Return subject and letter."""
        return {"subject": words.subject[:200], "body": words.letter or words.short}

    def send(self, message: Message) -> None:
        """Hand the mail to the mail server."""
        connection = get_connection()
        if isinstance(connection, OutboxEmailBackend):
            return
        mail = EmailMultiAlternatives(
            message.subject, message.body, to=[message.to], connection=connection
        )
        mail.attach_alternative(html_of(message), "text/html")
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            kind = Refused if codes and all(code >= 500 for code in codes) else DeliveryError
            raise kind(f"SMTP {codes}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(type(error).__name__) from error
