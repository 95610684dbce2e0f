"""In which communes somebody works for the people there: at a counter, in a team, as an officer."""

import datetime as dt

from people.dated import today
from people.models import User
from people.models.memberships import Category
from people.models.roles import Role
from people.queries import commune_of, memberships_on
from people.scope.roles import positions

_WORKS = (Category.OFFICIAL, Category.TEAM_MEMBER)


def communes_served(user: object, on: dt.date | None = None) -> frozenset[int]:
    """Return the communes of which ``user`` is an official, an officer, or a team's member.

    Nobody serves by an account link that they only declared.
    """
    return _communes(user, on or today(), _WORKS)


def counters_kept(user: object, on: dt.date | None = None) -> frozenset[int]:
    """Return the communes at whose counter ``user`` stands by office: official or officer."""
    return _communes(user, on or today(), (Category.OFFICIAL,))


def _communes(user: object, day: dt.date, works: tuple[Category, ...]) -> frozenset[int]:
    held = positions(user, day)
    if held.person_id is None or not isinstance(user, User) or user.link != User.Link.CONFIRMED:
        return frozenset()
    rows = memberships_on(day).filter(person_id=held.person_id, category__in=works)
    units = {row.unit_id for row in rows} | held.roles.get(Role.COMMUNE_OFFICER, frozenset())
    return frozenset(commune_of(units, day).values())
