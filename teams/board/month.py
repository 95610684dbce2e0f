"""The team beside itself a month ago: the only comparison a leader is shown."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from people import queries as registry
from teams.assign import required_by_unit, required_of_persons
from teams.board.rows import Board
from teams.board.standings import who_is_done
from teams.board.states import DONE
from teams.queries import CATEGORY


@dataclass(frozen=True)
class Name:
    """A member at the end of last month and today; None where they weren't on the roster."""

    name: str
    was_done: bool | None
    is_done: bool | None


@dataclass(frozen=True)
class Month:
    """How many of the roster were done at the end of the month before, and who."""

    on: dt.date
    done: int
    total: int
    names: tuple[Name, ...]


def last_month(today: Board) -> Month | None:
    """Return the team of ``today`` at the end of the month before; None without a roster then.

    The roster, the courses asked for and the certificates are those of that day. Five queries.
    """
    end = today.on.replace(day=1) - dt.timedelta(days=1)
    members = list(registry.memberships_on(end, category=CATEGORY).filter(unit_id=today.team_id))
    if not members:
        return None
    then = _done_then(members, today.team_id, end)
    now = {row.person_id: row.state == DONE for row in today.rows}
    named = {row.person_id: (row.name_sort, row.name) for row in today.rows}
    named |= {m.person_id: (m.person.name_sort, m.person.name) for m in members}
    return Month(
        on=end,
        done=sum(then.values()),
        total=len(members),
        names=tuple(
            Name(name, then.get(person_id), now.get(person_id))
            for person_id, (_sort, name) in sorted(named.items(), key=lambda item: item[1])
        ),
    )


def _done_then(members: list[Any], team_id: int, end: dt.date) -> dict[int, bool]:
    person_ids = [member.person_id for member in members]
    required = required_by_unit([team_id], CATEGORY, end)
    personal = required_of_persons(person_ids, end)
    done = who_is_done([(person, team_id) for person in person_ids], required, personal, end)
    return {person: person in done for person in person_ids}
