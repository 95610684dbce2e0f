"""The demo's persons and where they belong, then and now."""

import datetime as dt
import random
from collections.abc import Iterator

from learn.demo import names
from learn.demo.plan import (
    MEMBER_AND_OFFICIAL,
    MEMBERS,
    MERGER,
    OFFICIALS,
    OFFICIALS_DEPARTED,
    OFFICIALS_IN_DEPARTMENTS,
    OTHERS_PASSED,
    SOURCE,
    People,
    Places,
)
from people.registry.bulk import NewMembership, NewPerson, add_persons, join_many

TITLES = ("Chuyên viên", "Chuyên viên chính", "Công chức văn hóa – xã hội", "Kế toán", "Văn thư")
HAMLET_TITLES = ("Trưởng ấp", "Bí thư chi đoàn", "Chi hội trưởng phụ nữ", "Giáo viên", "Đoàn viên")


def build(rng: random.Random, anchor: dt.date, places: Places) -> People:
    """Add all persons and memberships, and return who is what on ``anchor``."""
    count = OFFICIALS + MEMBERS - MEMBER_AND_OFFICIAL + OTHERS_PASSED + OFFICIALS_DEPARTED
    ids = add_persons([_person(rng, serial) for serial in range(1, count + 1)])
    official_ids = ids[:OFFICIALS]
    only_member_ids = ids[OFFICIALS : OFFICIALS + MEMBERS - MEMBER_AND_OFFICIAL]
    rest = ids[OFFICIALS + MEMBERS - MEMBER_AND_OFFICIAL :]
    others, departed = rest[:OTHERS_PASSED], rest[OTHERS_PASSED:]

    officials = list(zip(official_ids, _posts(rng, places), strict=True))
    # Officials of communes who also serve in a team; not those of departments.
    both = [person for person, unit in officials if unit in set(places.communes)]
    both = rng.sample(both, MEMBER_AND_OFFICIAL)
    member_ids = only_member_ids + both
    rng.shuffle(member_ids)
    rosters = _rosters(rng, places, member_ids)
    members = [(person, team) for team, roster in rosters.items() for person in roster]

    place_of = {unit: unit for unit in [*places.communes, *places.departments]}
    place_of |= {team: commune for commune, teams in places.teams.items() for team in teams}
    join_many(_official_rows(rng, anchor, places, officials), source=SOURCE)
    join_many(_departed_rows(rng, anchor, places, departed), source=SOURCE)
    join_many(_member_rows(rng, anchor, rosters), source=SOURCE)
    return People(officials, members, both, others, place_of, rosters)


def _person(rng: random.Random, serial: int) -> NewPerson:
    sex = rng.choice("fm")
    return NewPerson(
        name=names.person_name(rng, sex),
        birth_year=rng.randrange(1958, 2005),
        sex=sex,
        contact_phone=names.phone(serial),
        is_synthetic=True,
    )


def _posts(rng: random.Random, places: Places) -> list[int]:
    """Return a unit for every official: departments hold a fixed share, communes the rest."""
    desks = rng.choices(
        places.departments,
        [rng.uniform(0.5, 2.5) for _unit in places.departments],
        k=OFFICIALS_IN_DEPARTMENTS,
    )
    weights = [rng.uniform(0.6, 1.8) for _unit in places.communes]
    desks += rng.choices(places.communes, weights, k=OFFICIALS - OFFICIALS_IN_DEPARTMENTS)
    rng.shuffle(desks)
    return desks


def _rosters(rng: random.Random, places: Places, members: list[int]) -> dict[int, list[int]]:
    """Deal the members out over the teams: four to fourteen a team, exactly in sum."""
    teams = [team for found in places.teams.values() for team in found]
    sizes = dict.fromkeys(teams, 4)
    spare = len(members) - 4 * len(teams)
    while spare:
        team = rng.choice(teams)
        if sizes[team] < 14:
            sizes[team] += 1
            spare -= 1
    dealt = iter(members)
    return {team: [next(dealt) for _seat in range(size)] for team, size in sizes.items()}


def _official_rows(
    rng: random.Random, anchor: dt.date, places: Places, officials: list[tuple[int, int]]
) -> Iterator[NewMembership]:
    for person, unit in officials:
        joined = _joined(rng, anchor)
        title = rng.choice(TITLES)
        homes = places.former.get(unit)
        if homes and joined < MERGER:
            yield NewMembership(person, rng.choice(homes), "official", joined, MERGER, title=title)
            joined = MERGER
        yield NewMembership(person, unit, "official", joined, title=title)


def _departed_rows(
    rng: random.Random, anchor: dt.date, places: Places, departed: list[int]
) -> Iterator[NewMembership]:
    """Officials who have left since: they count in the past and not today."""
    for person in departed:
        left = anchor - dt.timedelta(days=rng.randrange(10, 500))
        since = max(MERGER, left - dt.timedelta(days=700))
        if since < left:
            unit = rng.choice(places.communes)
            yield NewMembership(person, unit, "official", since, left, title=TITLES[0])


def _member_rows(
    rng: random.Random, anchor: dt.date, rosters: dict[int, list[int]]
) -> Iterator[NewMembership]:
    for team, roster in rosters.items():
        for seat, person in enumerate(roster):
            yield NewMembership(
                person,
                team,
                "team_member",
                max(dt.date(2023, 6, 1), _joined(rng, anchor)),
                position={0: "leader", 1: "deputy"}.get(seat, "member"),
                title=HAMLET_TITLES[min(seat, len(HAMLET_TITLES) - 1)],
            )


def _joined(rng: random.Random, anchor: dt.date) -> dt.date:
    """Return a day of joining: most long ago, some lately."""
    days = int(rng.betavariate(1.6, 1.1) * 2_600) + 40
    return anchor - dt.timedelta(days=days)
