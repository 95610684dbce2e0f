"""Getting waiting messages out. The row is the truth; a task is only a hint to look at it."""

import datetime as dt
import smtplib
import uuid

from celery import shared_task
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.utils import timezone

from people.messages.backends import DeliveryError, sms_backend
from people.messages.dress import html_of
from people.messages.mail import OutboxEmailBackend
from people.models import Message

MAX_TRIES = 5
# A one-time code is of no use later than this.
MAX_AGE = dt.timedelta(minutes=30)
FIRST_PAUSE = dt.timedelta(minutes=1)
# As the privacy notice says.
KEPT = dt.timedelta(days=90)


@shared_task(name="people.deliver")
def deliver(message_id: str) -> bool:
    """Send a waiting message and say whether it left.

    Two workers that take the same message up send it once: the try is counted before sending, by
    whoever comes first. Nothing is locked while the gateway is waited for.
    """
    message = Message.objects.filter(
        pk=uuid.UUID(message_id), state=Message.State.WAITING, tries__lt=MAX_TRIES
    ).first()
    if message is None:
        return False
    mine = Message.objects.filter(
        pk=message.pk, state=Message.State.WAITING, tries=message.tries
    ).update(tries=F("tries") + 1)
    if not mine:
        return False
    try:
        _send(message)
    except DeliveryError as error:
        is_last = message.tries + 1 >= MAX_TRIES
        state = Message.State.FAILED if is_last else Message.State.WAITING
        Message.objects.filter(pk=message.pk).update(state=state, error=str(error)[:200])
        return False
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT, sent_at=timezone.now(), error=""
    )
    return True


@shared_task(name="people.sweep_messages")
def sweep(at: dt.datetime | None = None) -> int:
    """Take up what is still waiting, with longer and longer pauses; return how many left.

    Messages that were kept long enough are deleted.

    Args:
        at: the instant to sweep as of; None means now.
    """
    now = at or timezone.now()
    Message.objects.filter(created_at__lt=now - KEPT).delete()
    waiting = Message.objects.filter(state=Message.State.WAITING)
    waiting.filter(created_at__lt=now - MAX_AGE).update(state=Message.State.FAILED, error="too old")
    due = [
        str(pk)
        for pk, tries, created_at in waiting.values_list("pk", "tries", "created_at")
        if created_at <= now - FIRST_PAUSE * 2**tries
    ]
    return sum(deliver(message_id) for message_id in due)


def _send(message: Message) -> None:
    if message.channel == Message.Channel.SMS:
        sms_backend().send(message)
        return
    connection = get_connection()
    if isinstance(connection, OutboxEmailBackend):
        return
    mail = EmailMultiAlternatives(
        message.subject, message.body, to=[message.to], connection=connection
    )
    mail.attach_alternative(html_of(message), "text/html")
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(type(error).__name__) from error
