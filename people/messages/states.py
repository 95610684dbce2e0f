"""What became of a message: states go one way only, in whatever order news comes in.

Waiting, sent, given up, failed, delivered: a message takes a state that is further on than its own
and no other. So a late "sent" changes nothing of what arrived, and news that comes twice is news
once. Delivered outweighs failed: whoever saw it arrive is right.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import Message

State = Message.State
RANK = {
    State.WAITING: 0,
    State.SENT: 1,
    State.GAVE_UP: 2,
    State.FAILED: 3,
    State.DELIVERED: 4,
}
UNREACHED = (State.FAILED, State.GAVE_UP)


def advance(
    message_id: uuid.UUID, state: str, *, at: dt.datetime | None = None, error: str = ""
) -> bool:
    """Let a message take ``state`` if that is further on than its own; return whether it did.

    Args:
        message_id: the message.
        state: one of ``Message.State``.
        at: when it happened; None is now.
        error: why it didn't get through, in a few words without anybody's data.
    """
    when = at or timezone.now()
    values: dict[str, Any] = {"state": state, "error": error[:200]}
    if state == State.SENT:
        values["sent_at"] = when
    if state == State.DELIVERED:
        values |= {"delivered_at": when, "sent_at": Coalesce("sent_at", when)}
    below = [known for known, rank in RANK.items() if rank < RANK[State(state)]]
    return bool(Message.objects.filter(pk=message_id, state__in=below).update(**values))


def states_of(message_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return what became of messages, by whatever channel they went at last; one query.

    "waiting", "sent", "delivered", "failed" or "gave_up"; forgotten ones are absent.
    """
    ids = list(message_ids)
    rows = Message.objects.filter(Q(pk__in=ids) | Q(instead_of__in=ids)).order_by("created_at")
    found = rows.values_list("pk", "instead_of", "state")
    return {first or pk: state for pk, first, state in found}


def states_since(at: dt.datetime) -> dict[str, int]:
    """Return how many messages of the time since ``at`` are in each state; one query."""
    rows = Message.objects.filter(created_at__gte=at).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))
