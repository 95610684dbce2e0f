"""What arrives from pages, understood or refused with a message; nothing typed is lost."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANSWER, AGAIN = "answer", "again"
_LARGEST_EVENT = 20_000


class BadEvent(Exception):
    """An event that no page of ours sends; the message is for whoever sent it."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Event:
    """What a player sent: an answer or a wish to begin again; ``id`` is the client's."""

    kind: str
    id: uuid.UUID | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    # Per item: what is wrong with what was typed, and what was typed.
    errors: dict[str, str | Promise] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)


def event_of_json(request: HttpRequest) -> Event:
    """Return the event in a JSON body ``{"id", "kind", "item", "payload"}``.

    Raises:
        BadEvent: when the body is anything else.
    """
    if len(request.body) > _LARGEST_EVENT:
        raise BadEvent(_("Too much was sent at once."))
    try:
        sent = json.loads(request.body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadEvent(_("This isn't JSON.")) from error
    if not isinstance(sent, dict) or sent.get("kind", ANSWER) not in (ANSWER, AGAIN):
        raise BadEvent(_("Send an object with id, kind, item and payload."))
    kind = sent.get("kind", ANSWER)
    made = client_id(sent.get("id"))
    if made is None:
        raise BadEvent(_("The id must be a UUID."))
    if kind == AGAIN:
        return Event(AGAIN, made)
    if not isinstance(sent.get("item"), str) or "payload" not in sent:
        raise BadEvent(_("An answer needs an item and a payload."))
    return Event(ANSWER, made, {sent["item"]: sent["payload"]})


def event_of_form(data: QueryDict, items: list[dict[str, Any]]) -> Event:
    """Return the event in a form; ``items`` are the served ones.

    Raises:
        BadEvent: for an unknown kind, or when no served question was asked.
    """
    kind = data.get("kind", ANSWER)
    if kind not in (ANSWER, AGAIN):
        raise BadEvent(_("This form isn't known here."))
    made = client_id(data.get("id"))
    if kind == AGAIN:
        return Event(AGAIN, made)
    event = Event(ANSWER, made)
    for item in items:
        if f"asked-{item['key']}" in data:
            _read(data, item, event)
    if not event.answers and not event.errors:
        raise BadEvent(_("Nothing was sent. Please go back and answer again."))
    return event


def client_id(value: object) -> uuid.UUID | None:
    """Return the UUID that ``value`` spells, if it spells one."""
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None


def _read(data: QueryDict, item: dict[str, Any], event: Event) -> None:
    key, name = item["key"], f"answer-{item['key']}"
    if item["kind"] == "order":
        _read_order(data, item, event)
    elif item["kind"] == "multiple":
        chosen = data.getlist(name)
        if chosen:
            event.answers[key] = chosen
        else:
            event.errors[key] = _("Choose one answer or more.")
    elif data.get(name):
        event.answers[key] = True if item["kind"] == "done" else data[name]
    else:
        event.errors[key] = _("Choose an answer.")


def _read_order(data: QueryDict, item: dict[str, Any], event: Event) -> None:
    """Read the number that was given to every step; each number once."""
    key = item["key"]
    places = {option: data.get(f"place-{key}-{option}", "") for option in item["options"]}
    event.typed[key] = places
    wanted = {str(number) for number in range(1, len(places) + 1)}
    if set(places.values()) == wanted:
        event.answers[key] = sorted(places, key=lambda option: int(places[option]))
    elif "" in places.values():
        event.errors[key] = _("Give every step a number.")
    else:
        event.errors[key] = _("Give every step a different number, from 1 to %(last)s.") % {
            "last": len(places)
        }


def _no_constant(name: str) -> None:
    raise ValueError(name)
