"""What was sent already, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from people.messages import states_of
from teams.models import Nudge
from teams.nudges.rules import Sent

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True)
class LastNudge:
    """The latest reminder of somebody: when, and whether it is waiting, sent or failed."""

    at: "dt.datetime"
    state: str


def histories(person_ids: Iterable[int]) -> dict[int, list[Sent]]:
    """Return what each person was reminded of; one query."""
    found: dict[int, list[Sent]] = defaultdict(list)
    rows = Nudge.objects.filter(person_id__in=person_ids).order_by("at")
    for person_id, purpose, ref, at in rows.values_list("person_id", "purpose", "ref", "at"):
        found[person_id].append(Sent(purpose, ref, at))
    return found


def last_nudges(person_ids: Iterable[int]) -> dict[int, LastNudge]:
    """Return the latest reminder of each person with its delivery; two queries."""
    latest = {
        row.person_id: row
        for row in Nudge.objects.filter(person_id__in=list(person_ids)).order_by("at")
    }
    states = states_of([row.message_id for row in latest.values()])
    return {
        person_id: LastNudge(row.at, states.get(row.message_id, ""))
        for person_id, row in latest.items()
    }
