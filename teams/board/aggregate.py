"""Boards above the team: the same members in the same states, added up."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from people import queries as registry
from teams.assign import required_by_unit, required_of_persons
from teams.board.standings import NOBODY, Strip, places
from teams.queries import CATEGORY, team_states


@dataclass(frozen=True)
class Line:
    """A unit of the board with its strip: a team of a commune, or a commune of the province."""

    unit_id: int
    name: str
    strip: Strip
    teams: int = 1


@dataclass(frozen=True)
class WideBoard:
    """The board of a commune or of the province; ``strip`` is the sum of its lines."""

    name: str
    on: dt.date
    now: dt.datetime
    lines: tuple[Line, ...]

    @property
    def strip(self) -> Strip:
        """Return the strip of everybody."""
        total = NOBODY
        for line in self.lines:
            total += line.strip
        return total

    @property
    def teams(self) -> int:
        """Return how many teams there are."""
        return sum(line.teams for line in self.lines)


def strips(on: dt.date, now: dt.datetime, *, under: int) -> dict[int, Strip]:
    """Return the strip of every team under a unit on ``on``; queries don't grow with the teams."""
    teams = team_states(on, under=under).order_by().values("unit_id")
    members = registry.memberships_on(on, category=CATEGORY).filter(unit_id__in=teams).order_by()
    roster = list(members.values_list("person_id", "unit_id"))
    person_ids = members.values_list("person_id", flat=True)
    found = places(
        roster,
        required_by_unit(teams, CATEGORY, on),
        required_of_persons(person_ids, on),
        on,
        now,
        person_ids=person_ids,
    )
    states: dict[int, list[str]] = defaultdict(list)
    for person_id, unit_id in roster:
        states[unit_id].append(found[person_id].state)
    return {unit_id: Strip.of(rows) for unit_id, rows in states.items()}


def commune_board(commune_id: int, on: dt.date, now: dt.datetime) -> WideBoard:
    """Return the board of a commune: a line a team, by name, for teams aren't ranked either.

    Raises LookupError where the unit is no commune on that day.
    """
    state = registry.unit_state(commune_id, on)
    if state is None or state.kind != "commune":
        raise LookupError(f"unit {commune_id} is no commune on {on}")
    found = strips(on, now, under=commune_id)
    lines = [
        Line(team.unit_id, team.name, found.get(team.unit_id, NOBODY))
        for team in team_states(on, under=commune_id)
    ]
    return WideBoard(state.name, on, now, tuple(lines))


def province_board(on: dt.date, now: dt.datetime) -> WideBoard:
    """Return the board of the province: a line a commune that has teams, by name."""
    province_id = registry.province_unit().pk
    found = strips(on, now, under=province_id)
    team_ids = list(team_states(on).values_list("unit_id", flat=True))
    communes = registry.commune_of(team_ids, on)
    strip_of: dict[int, Strip] = defaultdict(lambda: NOBODY)
    teams_of: dict[int, int] = defaultdict(int)
    for team_id in team_ids:
        commune_id = communes.get(team_id, province_id)
        strip_of[commune_id] += found.get(team_id, NOBODY)
        teams_of[commune_id] += 1
    names = registry.unit_names([*strip_of, province_id], on)
    lines = [
        Line(unit_id, names[unit_id].name, strip, teams_of[unit_id])
        for unit_id, strip in strip_of.items()
    ]
    lines.sort(key=lambda line: (names[line.unit_id].name_folded, line.unit_id))
    return WideBoard(names[province_id].name, on, now, tuple(lines))
