"""Where every member of some teams stands in every course asked for: what all boards are made of."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from certificates import queries as register
from courses import queries as study
from people import queries as registry
from teams.assign import Required
from teams.board.states import DONE, STATES, TODO, Cell, cell_state, member_state


@dataclass(frozen=True)
class Strip:
    """How many of the roster are in each state; the counts sum to the roster."""

    total: int
    counts: dict[str, int]

    def __post_init__(self) -> None:
        """Refuse a strip that loses or doubles somebody."""
        if sum(self.counts.values()) != self.total:
            raise ValueError(f"{self.counts} doesn't sum to {self.total}")

    @classmethod
    def of(cls, states: Iterable[str]) -> "Strip":
        """Return the strip of members in these states."""
        counts = Counter(states)
        return cls(counts.total(), {name: counts[name] for name in STATES})

    def __add__(self, other: "Strip") -> "Strip":
        """Return the strip of both rosters together."""
        counts = {name: self.counts[name] + other.counts[name] for name in STATES}
        return Strip(self.total + other.total, counts)

    @property
    def done(self) -> int:
        """Return how many have all they need."""
        return self.counts[DONE]


NOBODY = Strip.of([])


@dataclass(frozen=True)
class Place:
    """A member with the courses asked of them: ``cells``, their one state, their last word."""

    state: str
    cells: tuple[Cell, ...]
    active_at: dt.datetime | None


def places(
    members: Sequence[tuple[int, int]],
    required: Mapping[int, Sequence[Required]],
    personal: Mapping[int, Sequence[Required]],
    on: dt.date,
    now: dt.datetime,
    *,
    person_ids: "QuerySet[Any] | None" = None,
) -> dict[int, Place]:
    """Return the place of each member, by person; four queries whatever the number.

    Args:
        members: (person, unit) of the roster; a person is in one unit.
        required: courses asked for, by unit.
        personal: courses asked of single persons.
        on: the day as of which certificates count.
        now: the instant at which silence is measured.
        person_ids: the same persons as a subquery, for rosters too long to be written out.
    """
    asked = (*required.values(), *personal.values())
    family_ids = sorted({row.family_id for rows in asked for row in rows})
    wanted = [person for person, _unit in members] if person_ids is None else person_ids
    standing = study.standing(wanted, family_ids) if family_ids else {}
    certified = _certified(wanted, family_ids, on) if family_ids else {}
    return {
        person: _place(
            [
                _cell(course, standing.get(key), certified.get(key), on)
                for course in _of(required.get(unit, ()), personal.get(person, ()))
                for key in [(person, course.family_id)]
            ],
            now,
        )
        for person, unit in members
    }


def who_is_done(
    members: Sequence[tuple[int, int]],
    required: Mapping[int, Sequence[Required]],
    personal: Mapping[int, Sequence[Required]],
    on: dt.date,
) -> set[int]:
    """Return the persons of ``members`` who held every certificate asked of them on ``on``."""
    asked = {
        person: {
            course.family_id for course in _of(required.get(unit, ()), personal.get(person, ()))
        }
        for person, unit in members
    }
    family_ids = sorted(set().union(*asked.values()))
    held = set(_certified(list(asked), family_ids, on))
    return {
        person
        for person, families in asked.items()
        if families and all((person, family) in held for family in families)
    }


def _of(team: Sequence[Required], own: Sequence[Required]) -> Sequence[Required]:
    if not own:
        return team
    known = {course.family_id for course in team}
    return [*team, *(course for course in own if course.family_id not in known)]


def _place(cells: list[Cell], now: dt.datetime) -> Place:
    active = max((cell.active_at for cell in cells if cell.active_at), default=None)
    return Place(member_state(cells, active, now), tuple(cells), active)


def _certified(
    person_ids: Any, family_ids: list[int], on: dt.date
) -> dict[tuple[int, int], tuple[dt.date, dt.date | None]]:
    """Return since when, and until when if ever, each person holds each course's certificate."""
    rows = (
        register.awards_worth(on, family_ids)
        .filter(person_id__in=registry.records_of_all(person_ids))
        .order_by("-valid_from")
        .values_list("person_id", "person__merged_into_id", "worth", "valid_from", "valid_until")
    )
    found: dict[tuple[int, int], tuple[dt.date, dt.date | None]] = {}
    for record, owner, family, since, until in rows:
        key = (owner or record, family)
        known = found.get(key)
        # Since when: the first one. Until when: the last one, and never where one is for ever.
        found[key] = (since, until) if known is None else (since, _later(known[1], until))
    return found


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return None if one is None or other is None else max(one, other)


def _cell(
    course: Required, standing: Any, held: tuple[dt.date, dt.date | None] | None, on: dt.date
) -> Cell:
    has_begun = standing is not None and standing.state != TODO
    certified_on, expires_on = held or (None, None)
    state = cell_state(certified=held is not None, started=has_begun)
    return Cell(
        family_id=course.family_id,
        title=course.title,
        state=state,
        lessons_done=standing.lessons_done if standing else 0,
        lessons_total=standing.lessons_total if standing else 0,
        due_on=course.due_on,
        is_late=state != DONE and course.due_on is not None and course.due_on < on,
        active_at=_last_word(standing if has_begun else None, certified_on),
        certified_on=certified_on,
        expires_on=expires_on,
    )


def _last_word(standing: Any, certified_on: dt.date | None) -> dt.datetime | None:
    """Return when the member was last heard of in a course; being enrolled is no word."""
    if standing is not None and standing.active_at is not None:
        return standing.active_at
    if certified_on is None:
        return None
    return timezone.make_aware(dt.datetime.combine(certified_on, dt.time(12)))
