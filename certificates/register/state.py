"""What an award is on a day. Derived from rows, so that it can never disagree with them."""

import datetime as dt
from dataclasses import dataclass

from certificates.models import Award, AwardEvent


@dataclass(frozen=True)
class State:
    """``code`` is valid, expired, superseded or revoked; the rest says since when and why."""

    code: str
    since: dt.date | None = None
    reason: str = ""
    replacement: Award | None = None

    @property
    def stands(self) -> bool:
        """Return whether the certificate may be relied upon."""
        return self.code == "valid"


def state_of(award: Award, on: dt.date) -> State:
    """Return the state of ``award`` on ``on``; a revocation says more than a supersession."""
    events = {event.act: event for event in award.events.all() if event.on <= on}
    for act in (AwardEvent.Act.REVOKED, AwardEvent.Act.SUPERSEDED):
        if act in events:
            event = events[act]
            return State(str(act.value), event.on, event.reason, event.replacement)
    if award.valid_until is not None and award.valid_until <= on:
        return State("expired", award.valid_until)
    return State("valid")
