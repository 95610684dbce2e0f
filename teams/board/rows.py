"""The board of one team on one day, in a fixed number of queries whatever its size."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from certificates import queries as register
from courses import queries as study
from people import queries as registry
from teams.assign import Required, required_families
from teams.board.states import (
    DONE,
    STATES,
    TODO,
    Cell,
    cell_state,
    days_since,
    member_state,
)  # fmt: skip

CATEGORY = "team_member"


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
class Strip:
    """How many of the roster are in each state; the counts sum to the roster."""

    total: int
    counts: dict[str, int]

    def __post_init__(self) -> None:
        """Refuse a strip that loses or doubles somebody."""
        if sum(self.counts.values()) != self.total:
            raise ValueError(f"{self.counts} doesn't sum to {self.total}")

    @property
    def done(self) -> int:
        """Return how many have all they need."""
        return self.counts[DONE]


@dataclass(frozen=True)
class Board:
    """All that the leader's page shows."""

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
    required = required_families([team_id], CATEGORY, on)
    rows = _rows(members, required, on, now)
    counts = Counter(row.state for row in rows)
    return Board(
        team_id=team_id,
        name=state.name,
        place=_place(team_id, on),
        on=on,
        now=now,
        required=tuple(required),
        strip=Strip(len(members), {name: counts[name] for name in STATES}),
        rows=tuple(sorted(rows, key=_order)),
        active_at=max((row.active_at for row in rows if row.active_at), default=None),
    )


def _order(row: Row) -> tuple:
    return (STATES.index(row.state), row.name_sort, row.person_id)


def _place(team_id: int, on: dt.date) -> str:
    above = registry.ancestors_on(on, kind="commune").filter(unit_id=team_id)
    communes = registry.units_on(on).filter(unit_id__in=above.order_by().values("ancestor_id"))
    return next((commune.name for commune in communes), "")


def _rows(members: list[Any], required: list[Required], on: dt.date, now: dt.datetime) -> list[Row]:
    person_ids = [member.person_id for member in members]
    family_ids = [course.family_id for course in required]
    standing = study.standing(person_ids, family_ids)
    certified = _certified(person_ids, family_ids, on)
    rows = []
    for member in members:
        cells = [
            _cell(course, standing.get(key), certified.get(key), on)
            for course in required
            for key in [(member.person_id, course.family_id)]
        ]
        active = max((cell.active_at for cell in cells if cell.active_at), default=None)
        rows.append(_row(member, cells, active, now))
    return rows


def _certified(
    person_ids: list[int], family_ids: list[int], on: dt.date
) -> dict[tuple[int, int], dt.date]:
    awards = register.standing_awards(on).filter(person_id__in=person_ids, family_id__in=family_ids)
    rows = awards.order_by("-valid_from").values_list("person_id", "family_id", "valid_from")
    return {(person, family): day for person, family, day in rows}


def _cell(course: Required, standing: Any, certified_on: dt.date | None, on: dt.date) -> Cell:
    has_begun = _has_begun(standing)
    state = cell_state(certified=certified_on is not None, started=has_begun)
    return Cell(
        family_id=course.family_id,
        title=course.title,
        state=state,
        percent=100 if state == DONE else min(99, standing.percent if standing else 0),
        due_on=course.due_on,
        is_late=state != DONE and course.due_on is not None and course.due_on < on,
        active_at=_last_word(standing if has_begun else None, certified_on),
        certified_on=certified_on,
    )


def _has_begun(standing: Any) -> bool:
    return standing is not None and standing.state != TODO


def _last_word(standing: Any, certified_on: dt.date | None) -> dt.datetime | None:
    """Return when the member was last heard of in a course; being enrolled is no word."""
    if standing is not None and standing.active_at is not None:
        return standing.active_at
    if certified_on is None:
        return None
    return timezone.make_aware(dt.datetime.combine(certified_on, dt.time(12)))


def _row(member: Any, cells: list[Cell], active: dt.datetime | None, now: dt.datetime) -> Row:
    person = member.person
    return Row(
        person_id=person.pk,
        name=person.name,
        name_sort=person.name_sort,
        position=member.position,
        position_label=member.get_position_display(),
        phone=person.contact_phone,
        is_synthetic=person.is_synthetic,
        state=member_state(cells, active, now),
        cells=tuple(cells),
        active_at=active,
        silent_days=None if active is None else days_since(active, now),
        is_late=any(cell.is_late for cell in cells),
    )
