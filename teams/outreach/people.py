"""The names behind a reach: who taught whom, and which members went out to help."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from certificates import queries as register
from people import queries as registry
from people.dated import end_of, months_after
from people.text import sort_key
from teams import classes
from teams.models import ClassSession, ClassTurn
from teams.outreach.sums import counted, month_rows
from teams.queries import CATEGORY, GRADE_FLOOR, ORIGINS


@dataclass(frozen=True)
class Member:
    """A member of a team: what they learnt, and how many they helped in the month."""

    person_id: int
    name: str
    team_id: int
    team: str
    is_trained: bool = False
    # Names of those who held a class with this member on its list.
    taught_by: tuple[str, ...] = ()
    visits: int = 0
    citizens: int = 0


@dataclass(frozen=True)
class Teacher:
    """Somebody who held classes for the teams, and the members who were on their lists."""

    name: str
    classes: int
    # Everybody on the lists, members or not.
    people: int
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Team:
    """A team's members, by name."""

    team_id: int
    name: str
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Chain:
    """Both ends of a reach, in names; nobody is ranked."""

    teachers: tuple[Teacher, ...] = ()
    teams: tuple[Team, ...] = ()


@dataclass
class _Taught:
    name: str
    sessions: int = 0
    people: set[int] = field(default_factory=set)


def chain(teams: Mapping[int, str], month: dt.date, on: dt.date) -> Chain:
    """Return who taught the members of teams up to the end of a month, and whom those helped in it.

    Args:
        teams: their names, by id.
        month: its first day.
        on: the day of whose roster members are.

    Four queries, however many teams.
    """
    taught = _taught(teams, month)
    teachers_of: dict[int, set[str]] = defaultdict(set)
    for one in taught:
        for person_id in one.people:
            teachers_of[person_id].add(one.name)
    helped = _helped(teams, month)
    members = [
        Member(
            person_id,
            name,
            team_id,
            teams[team_id],
            is_trained,
            tuple(sorted(teachers_of.get(person_id, ()), key=sort_key)),
            *helped.get((team_id, person_id), (0, 0)),
        )
        for person_id, name, team_id, is_trained in _members(teams, on)
    ]
    rosters: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        rosters[member.team_id].append(member)
    return Chain(
        tuple(
            Teacher(
                one.name,
                one.sessions,
                len(one.people),
                tuple(member for member in members if member.person_id in one.people),
            )
            for one in taught
        ),
        tuple(Team(pk, name, tuple(rosters[pk])) for pk, name in teams.items() if rosters[pk]),
    )


def held_classes(team_ids: Iterable[int], month: dt.date) -> QuerySet[ClassSession]:
    """Return the classes that were held for teams up to the end of a month and closed."""
    turns = ClassTurn.objects.filter(session=OuterRef("pk")).order_by("-number")
    rows = ClassSession.objects.filter(
        unit_id__in=set(team_ids),
        starts_at__lt=end_of(months_after(month, 1) - dt.timedelta(days=1)),
    )
    return rows.annotate(last_turn=Subquery(turns.values("kind")[:1])).filter(
        last_turn=ClassTurn.Kind.CLOSED
    )


def _taught(team_ids: Iterable[int], month: dt.date) -> list[_Taught]:
    sessions = list(held_classes(team_ids, month).select_related("opened_by__person"))
    lists = classes.listed(sessions)
    found: dict[int, _Taught] = {}
    for session in sessions:
        person = session.opened_by.person
        name = person.name if person is not None else str(session.opened_by)
        one = found.setdefault(session.opened_by_id, _Taught(name))
        one.sessions += 1
        one.people |= lists[session.pk] - {session.opened_by.person_id}
    return sorted(found.values(), key=lambda one: sort_key(one.name))


def _members(team_ids: Iterable[int], on: dt.date) -> list[tuple[int, str, int, bool]]:
    trained = register.persons_trained(on, grade_floor=GRADE_FLOOR, origins=ORIGINS)
    rows = registry.memberships_on(on, category=CATEGORY).filter(unit_id__in=set(team_ids))
    found = rows.annotate(is_trained=Q(person_id__in=trained)).values_list(
        "person_id", "person__name", "unit_id", "is_trained"
    )
    return sorted(found, key=lambda row: (sort_key(row[1]), row[0]))


def _helped(team_ids: Iterable[int], month: dt.date) -> dict[tuple[int, int], tuple[int, int]]:
    rows = counted(month_rows(team_ids, month)).filter(by__person__isnull=False)
    found = (
        rows.order_by()
        .values_list("team_id", "by__person_id")
        .annotate(visits=Count("pk"), citizens=Count("handle", filter=~Q(handle=""), distinct=True))
    )
    return {(team, person): (visits, citizens) for team, person, visits, citizens in found}
