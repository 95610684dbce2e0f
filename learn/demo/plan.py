"""The figures that the demo must hit, and the knobs of its chance."""

import datetime as dt
from dataclasses import dataclass

TEAMS = 1_956
MEMBERS = 12_906
MEMBERS_PASSED = 8_604
OFFICIALS = 24_000
OFFICIALS_TRAINED = 21_744
OFFICIALS_PASSED_HERE = 4_300
# Persons who are team member and official at once; all of them passed a course here.
MEMBER_AND_OFFICIAL = 420
OTHERS_PASSED = 1_672
PASSED_HERE = MEMBERS_PASSED + OFFICIALS_PASSED_HERE - MEMBER_AND_OFFICIAL + OTHERS_PASSED
assert PASSED_HERE == 14_156  # noqa: S101 - the published figures must reconcile

MEMBERS_LEARNING = 1_900
OFFICIALS_DECLARED = 1_130
OFFICIALS_TWICE_TRAINED = 900
OFFICIALS_DEPARTED = 640
OFFICIALS_IN_DEPARTMENTS = 6_480

MERGER = dt.date(2025, 7, 1)
TEAMS_FOUNDED = dt.date(2022, 4, 1)
SOURCE = "mô phỏng theo số công bố 2025"
COURSE = "lam-quen-voi-vneid"
# The team that the demo's leader leads: nine done, two learning, two not begun.
TOUR_COMMUNE = "trang bom"
TOUR_SIZE = 13
TOUR_STATES = ("done",) * 9 + ("doing",) * 2 + ("todo",) * 2


@dataclass(frozen=True)
class Places:
    """Ids of the demo's units."""

    province: int
    communes: list[int]
    departments: list[int]
    # The former communes that went into each commune.
    former: dict[int, list[int]]
    # Team ids by commune, and the hamlet each team covers.
    teams: dict[int, list[int]]
    hamlets: dict[int, int]


@dataclass(frozen=True)
class People:
    """Ids of the demo's persons, by what they are on the anchor date."""

    # (person, unit) of officials and members; unit is a commune, a department or a team.
    officials: list[tuple[int, int]]
    members: list[tuple[int, int]]
    both: list[int]
    others: list[int]
    # Commune (or department) of each unit that has members, for uneven diligence.
    place_of: dict[int, int]
    # Rosters of teams in a fixed order, leader first.
    rosters: dict[int, list[int]]
