"""Getting waiting messages out. The row is the truth; a task is only a hint to look at it."""

import datetime as dt
import uuid
from functools import partial

from celery import shared_task
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from people import consent
from people.messages.channels import CHANNELS
from people.messages.states import State, advance
from people.messages.wire import DeliveryError, Refused
from people.models import Message

MAX_TRIES = 5
# A one-time code is of no use later than this; a reminder says itself until when it is.
MAX_AGE = dt.timedelta(minutes=30)
FIRST_PAUSE = dt.timedelta(minutes=1)
# As the privacy notice says.
KEPT = dt.timedelta(days=90)


def leave(message: Message) -> Message:
    """Write ``message``, and send it once the current transaction is through."""
    if CHANNELS[message.channel].is_instant():
        message.state, message.sent_at = State.SENT, timezone.now()
        message.save()
        return message
    message.save()
    # A queue that is down must not spoil the act: the sweep finds the row.
    transaction.on_commit(partial(deliver.delay, str(message.pk)), robust=True)
    return message


@shared_task(name="people.deliver")
def deliver(message_id: str) -> bool:
    """Send a waiting message and say whether it left.

    Two workers that take the same message up send it once: the try is counted before sending, by
    whoever comes first. Nothing is locked while the gateway is waited for.
    """
    message = Message.objects.filter(
        pk=uuid.UUID(message_id), state=State.WAITING, tries__lt=MAX_TRIES
    ).first()
    if message is None:
        return False
    mine = Message.objects.filter(pk=message.pk, state=State.WAITING, tries=message.tries).update(
        tries=F("tries") + 1
    )
    if not mine:
        return False
    if message.until and message.until <= timezone.now():
        settle(message, State.GAVE_UP, error="too old")
        return False
    try:
        CHANNELS[message.channel].send(message)
    except Refused as error:
        settle(message, State.FAILED, error=str(error))
        return False
    except DeliveryError as error:
        if message.tries + 1 >= MAX_TRIES:
            settle(message, State.GAVE_UP, error=str(error))
        else:
            waiting = Message.objects.filter(pk=message.pk, state=State.WAITING)
            waiting.update(error=str(error)[:200])
        return False
    advance(message.pk, State.SENT)
    return True


def settle(message: Message, state: str, *, at: dt.datetime | None = None, error: str = "") -> bool:
    """Write down what became of ``message``; where it didn't get through, go the next way.

    Returns:
        Whether that was news.
    """
    with transaction.atomic():
        is_news = advance(message.pk, state, at=at, error=error)
        if is_news and state in (State.FAILED, State.GAVE_UP):
            go_next_way(message)
    return is_news


def go_next_way(message: Message) -> Message | None:
    """Send what ``message`` says by the next channel of its route; None when there is none.

    Only reminders have a route. Whoever said no to them, or to a channel, meanwhile is heard, and
    nothing is sent after the hour that was set.
    """
    person, now = message.person, timezone.now()
    if person is None or (message.until and message.until <= now):
        return None
    if consent.opposed([person.pk], consent.MESSAGES):
        return None
    for place, step in enumerate(message.route):
        to = CHANNELS[step["channel"]].reaches(person)
        if to is not None:
            return leave(
                Message(
                    **step,
                    to=to,
                    person=person,
                    purpose=message.purpose,
                    route=message.route[place + 1 :],
                    until=message.until,
                    instead_of=message.instead_of or message.pk,
                )
            )
    return None


@shared_task(name="people.sweep_messages")
def sweep(at: dt.datetime | None = None) -> int:
    """Take up what is still waiting, with longer and longer pauses; return how many left.

    Messages that were kept long enough are deleted.

    Args:
        at: the instant to sweep as of; None means now.
    """
    now = at or timezone.now()
    Message.objects.filter(created_at__lt=now - KEPT).delete()
    waiting = Message.objects.filter(state=State.WAITING)
    late = Q(until__lte=now) | Q(until__isnull=True, created_at__lt=now - MAX_AGE)
    for message in waiting.filter(late, ~Q(route=[])).select_related("person"):
        settle(message, State.GAVE_UP, error="too old")
    waiting.filter(late).update(state=State.GAVE_UP, error="too old")
    due = [
        str(pk)
        for pk, tries, created_at in waiting.values_list("pk", "tries", "created_at")
        if created_at <= now - FIRST_PAUSE * 2**tries
    ]
    return sum(deliver(message_id) for message_id in due)
