"""What somebody is on a day: leader of teams, holder of roles. Derived from dated rows only."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db.models import CharField, DateField, Value

from people.dated import today
from people.models import Membership, Person, RoleGrant, User
from people.models.memberships import Category, Position
from people.models.roles import Role
from people.prepared import Prepared, Slot
from people.queries import person_of

_LEADS = "leads"


def _rows_of_rights() -> Any:
    """Return (role or "leads", unit) of a person on a day, as one union."""
    person, day = Slot("person", Person._meta.pk), Slot("day", DateField())
    leads = Membership.objects.on(day).filter(  # type: ignore[arg-type]
        person_id=person,
        category=Category.TEAM_MEMBER,
        position__in=[Position.LEADER, Position.DEPUTY],
    )
    grants = RoleGrant.objects.on(day).filter(person_id=person)  # type: ignore[arg-type]
    leading = leads.annotate(right=Value(_LEADS, CharField())).values_list("right", "unit_id")
    return grants.values_list("role", "unit_id").union(leading, all=True)


_rights = Prepared(_rows_of_rights)


@dataclass(frozen=True)
class Positions:
    """The rights of an account on a day."""

    person_id: int | None = None
    # Teams of which the person is leader or deputy.
    team_ids: frozenset[int] = frozenset()
    # For each role the units in which, and under which, it is held.
    roles: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_leader(self) -> bool:
        """Whether the person leads a team."""
        return bool(self.team_ids)

    @property
    def is_trainer(self) -> bool:
        """Whether the person writes courses."""
        return Role.TRAINER in self.roles

    @property
    def is_reviewer(self) -> bool:
        """Whether the person reviews courses."""
        return Role.REVIEWER in self.roles

    @property
    def is_language_editor(self) -> bool:
        """Whether the person sees to the plain language of courses."""
        return Role.LANGUAGE_EDITOR in self.roles

    @property
    def is_officer(self) -> bool:
        """Whether the person answers for a commune."""
        return Role.COMMUNE_OFFICER in self.roles

    @property
    def is_province(self) -> bool:
        """Whether the person works for the province."""
        return Role.PROVINCE_STAFF in self.roles

    @property
    def is_administrator(self) -> bool:
        """Whether the person runs the system; that alone shows nobody's data."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_staff(self) -> bool:
        """Whether the person holds any role, and so needs a second factor."""
        return bool(self.roles)


NOBODY = Positions()


def positions(user: object, on: dt.date | None = None) -> Positions:
    """Return what ``user`` is on a day (default today); asked once per account object and day.

    A link that the holder only declared gives learner rights: whoever got hold of an official's
    old phone number must not become that official.
    """
    if not isinstance(user, User) and not getattr(user, "is_authenticated", False):
        return NOBODY
    day = on or today()
    known: dict[dt.date, Positions] = user.__dict__.setdefault("_positions", {})
    if day not in known:
        known[day] = _find(user, day)
    return known[day]


def forget(user: object) -> None:
    """Drop what was remembered of ``user``'s positions, after a change of them."""
    user.__dict__.pop("_positions", None)


def _find(user: object, day: dt.date) -> Positions:
    person = person_of(user)
    if person is None:
        return NOBODY
    if user.link != User.Link.CONFIRMED or not user.is_active:  # type: ignore[attr-defined]
        return Positions(person_id=person.pk)
    roles: dict[str, set[int]] = defaultdict(set)
    for role, unit_id in _rights.all(person=person.pk, day=day):
        roles[role].add(unit_id)
    return Positions(
        person_id=person.pk,
        team_ids=frozenset(roles.pop(_LEADS, ())),
        roles=MappingProxyType({role: frozenset(units) for role, units in roles.items()}),
    )
