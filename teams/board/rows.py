"""The board of one team on one day, in a fixed number of queries whatever its size."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from people import queries as registry
from teams.assign import Required, merged, required_by_unit, required_of_persons
from teams.board.standings import Place, Strip, places
from teams.board.states import STATES, Cell, days_since
from teams.queries import CATEGORY


@dataclass(frozen=True)
class Row:
    """A member with what they have done; ``state`` is one of STATES."""

    person_id: int
    name: str
    name_sort: str
    position: str
    position_label: str
    phone: str
    is_synthetic: bool
    state: str
    cells: tuple[Cell, ...]
    active_at: dt.datetime | None
    # Whole days since the member was last heard of; None where never.
    silent_days: int | None
    is_late: bool


@dataclass(frozen=True)
class Board:
    """All that the leader's page shows of the roster."""

    team_id: int
    name: str
    place: str
    on: dt.date
    now: dt.datetime
    required: tuple[Required, ...]
    strip: Strip
    rows: tuple[Row, ...]
    # The latest word of anybody on the roster; None where nobody ever began.
    active_at: dt.datetime | None

    @property
    def silent_days(self) -> int | None:
        """Return the whole days since anybody was heard of."""
        return None if self.active_at is None else days_since(self.active_at, self.now)

    @property
    def is_synthetic(self) -> bool:
        """Return whether the members are made up."""
        return any(row.is_synthetic for row in self.rows)


def board(team_id: int, on: dt.date, now: dt.datetime) -> Board:
    """Return the board of ``team_id``: the roster of ``on``, and what is known of it at ``now``.

    Ordered by what the leader can do: silent, not begun, learning, done; by name within a state,
    for nobody is ranked. Raises LookupError where the unit is no team on that day.
    """
    state = registry.unit_state(team_id, on)
    if state is None or state.kind != "community_team":
        raise LookupError(f"unit {team_id} is no team on {on}")
    members = list(registry.memberships_on(on, category=CATEGORY).filter(unit_id=team_id))
    required = required_by_unit([team_id], CATEGORY, on)
    personal = required_of_persons([member.person_id for member in members], on)
    roster = [(member.person_id, team_id) for member in members]
    found = places(roster, required, personal, on, now)
    rows = [_row(member, found[member.person_id], now) for member in members]
    return Board(
        team_id=team_id,
        name=state.name,
        place=_place(team_id, on),
        on=on,
        now=now,
        required=tuple(
            merged([*required.get(team_id, []), *(row for own in personal.values() for row in own)])
        ),
        strip=Strip.of(row.state for row in rows),
        rows=tuple(sorted(rows, key=_order)),
        active_at=max((row.active_at for row in rows if row.active_at), default=None),
    )


def _order(row: Row) -> tuple:
    return (STATES.index(row.state), row.name_sort, row.person_id)


def _place(team_id: int, on: dt.date) -> str:
    above = registry.ancestors_on(on, kind="commune").filter(unit_id=team_id)
    communes = registry.units_on(on).filter(unit_id__in=above.order_by().values("ancestor_id"))
    return next((commune.name for commune in communes), "")


def _row(member: Any, place: Place, now: dt.datetime) -> Row:
    person, active = member.person, place.active_at
    return Row(
        person_id=person.pk,
        name=person.name,
        name_sort=person.name_sort,
        position=member.position,
        position_label=member.get_position_display(),
        phone=person.contact_phone,
        is_synthetic=person.is_synthetic,
        state=place.state,
        cells=place.cells,
        active_at=active,
        silent_days=None if active is None else days_since(active, now),
        is_late=any(cell.is_late for cell in place.cells),
    )
