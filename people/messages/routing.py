"""By which ways each person is reminded, in order: what they chose, else what the house does."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from people import consent
from people.messages.channels import CHANNELS, DEFAULT, Words
from people.messages.delivery import leave
from people.models import ChannelChoice, Message, Person, User


@dataclass(frozen=True)
class Way:
    """A channel and the address at which it reaches somebody."""

    channel: str
    address: str


Route = tuple[Way, ...]


def routes(person_ids: Iterable[int], *, first: str = "") -> dict[int, Route]:
    """Return by which ways each person can be reached now; who can't be at all is absent.

    A fixed number of queries, however many they are. Whether somebody wants reminders at all is
    asked of ``consent.opposed``.

    Args:
        person_ids: whom.
        first: a channel to begin with where it reaches somebody, whatever they chose.
    """
    ids = list(person_ids)
    chosen = choices(ids)
    wanted = {name for names in chosen.values() for name in names} | {DEFAULT, first} - {""}
    found = {name: CHANNELS[name].addresses(ids) for name in CHANNELS if name in wanted}
    ways: dict[int, Route] = {}
    for person_id in ids:
        names = [first, *chosen.get(person_id, [DEFAULT])]
        route = _ways(person_id, names, found) or _ways(person_id, [DEFAULT], found)
        if route:
            ways[person_id] = route
    return ways


def choices(person_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the channels that each person chose, in the order of trying; one query."""
    rows = ChannelChoice.objects.filter(person_id__in=list(person_ids)).order_by("at", "pk")
    latest = dict(rows.values_list("person_id", "channels"))
    return {
        person_id: [name for name in names if name in CHANNELS]
        for person_id, names in latest.items()
        if names
    }


def choose(*, person: Person, channels: Iterable[str], by: User | None, method: str) -> list[str]:
    """Write down by which channels ``person`` wants to be reminded, and return them in order.

    Choosing a channel that passes something on is agreeing to that, leaving it out is taking it
    back; devices agree one by one, see ``people.messages.devices``.

    Args:
        person: whose choice it is.
        channels: names of channels that the site offers; others are left out.
        by: the account through which it was said.
        method: how it was said, for instance "profile_page".
    """
    wanted = set(channels)
    names = [name for name, one in CHANNELS.items() if name in wanted and one.is_offered()]
    if names != choices([person.pk]).get(person.pk, []):
        ChannelChoice.objects.create(person=person, channels=names, by=by, method=method)
    for name, one in CHANNELS.items():
        if one.purpose in ("", consent.PUSH):
            continue
        holds = consent.holds(person, one.purpose)
        if name in names and not holds:
            consent.give(person=person, purpose=one.purpose, by=by, method=method)
        elif name not in names and holds:
            consent.withdraw(person=person, purpose=one.purpose, by=by, method=method)
    return names


def send_along(
    *, person_id: int, route: Route, words: Words, purpose: str, until: dt.datetime | None = None
) -> Message | None:
    """Send ``words`` by the first way that can say them; the others are kept for when it fails.

    Args:
        person_id: whose it is.
        route: the ways, as ``routes`` found them.
        words: what to say.
        purpose: what it is for, for instance "nudge".
        until: when it is of no use any more.

    Returns:
        The message, or None when no way can say it.
    """
    steps = []
    for way in route:
        dressed = CHANNELS[way.channel].dress(words)
        if dressed is not None:
            steps.append((way, {"channel": way.channel, **dressed}))
    if not steps:
        return None
    (way, step), rest = steps[0], [step for _way, step in steps[1:]]
    return leave(
        Message(
            **step, to=way.address, person_id=person_id, purpose=purpose, route=rest, until=until
        )
    )


def _ways(person_id: int, names: Iterable[str], found: dict[str, dict[int, str]]) -> Route:
    reached = {name: found.get(name, {}).get(person_id) for name in names}
    return tuple(Way(name, address) for name, address in reached.items() if address)
