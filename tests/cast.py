"""A named cast in two communes, so that tests of rights read like sentences.

Lan leads team 3 of Trảng Bom; Minh is a member of it; Hoa leads a team in the next commune, Xuân
Lộc; Tâm is the officer of Trảng Bom; Dũng works for the province; Trang writes courses, Phúc
reviews what they say and Yến how they say it; Quý administers; Bình learns and belongs to no unit.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.test import Client

from people.dated import EARLIEST
from people.models import Person, Unit, User
from people.registry import grant_role, join, link_account
from people.registry.bulk import NewPerson, add_persons
from people.units import tree
from people.units.bulk import NewUnit, add_units

SINCE = dt.date(2025, 7, 1)


@dataclass
class Cast:
    """Places and people by name."""

    province: Unit
    department: Unit
    trang_bom: Unit
    xuan_loc: Unit
    team: Unit
    next_team: Unit
    persons: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        """Return a test client signed in as ``name``, staff with their second factor."""
        client = Client()
        sign_in(client, self.users[name], second_factor=True)
        return client


def sign_in(client: Client, user: User, *, second_factor: bool = False) -> None:
    """Sign ``user`` in as the sign-in pages do, with the methods they leave in the session."""
    client.force_login(user)
    session = client.session
    methods = [{"method": "code", "at": 0.0}]
    if second_factor:
        methods.append({"method": "mfa", "type": "totp", "at": 0.0})
    session["account_authentication_methods"] = methods
    session.save()


def places() -> Cast:
    """Add a province with two communes, a department and two teams."""
    province = add_units(
        [NewUnit("province", "Thành phố Đồng Nai", "75", [(None, EARLIEST, None)])]
    )[0]
    under = [(province, EARLIEST, None)]
    department, trang_bom, xuan_loc = add_units(
        [
            NewUnit("department", "Sở Khoa học và Công nghệ", "SN06", under),
            NewUnit("commune", "Phường Trảng Bom", "26248", under),
            NewUnit("commune", "Phường Xuân Lộc", "26425", under),
        ]
    )
    team, next_team = add_units(
        [
            NewUnit("community_team", "Tổ 3, Trảng Bom", "T3", [(trang_bom, EARLIEST, None)]),
            NewUnit("community_team", "Tổ 1, Xuân Lộc", "T1", [(xuan_loc, EARLIEST, None)]),
        ]
    )
    tree.rebuild()
    units = Unit.objects.in_bulk([province, department, trang_bom, xuan_loc, team, next_team])
    return Cast(
        units[province],
        units[department],
        units[trang_bom],
        units[xuan_loc],
        units[team],
        units[next_team],
    )


def assemble() -> Cast:
    """Add the places and everybody, with accounts."""
    cast = places()
    names = {
        "lan": "Nguyễn Thị Lan",
        "minh": "Trần Văn Minh",
        "hoa": "Lê Thị Hoa",
        "tam": "Phạm Minh Tâm",
        "dung": "Võ Tiến Dũng",
        "trang": "Đỗ Thu Trang",
        "phuc": "Hồ Hữu Phúc",
        "quy": "Bùi Ngọc Quý",
        "binh": "Đặng Thanh Bình",
        "yen": "Ngô Thị Yến",
    }
    ids = add_persons(
        [
            NewPerson(name, birth_year=1970 + serial, contact_phone=f"+84901{serial:06d}")
            for serial, name in enumerate(names.values(), start=1)
        ]
    )
    found = Person.objects.in_bulk(ids)
    cast.persons = {short: found[pk] for short, pk in zip(names, ids, strict=True)}
    for serial, (short, person) in enumerate(cast.persons.items(), start=1):
        user = get_user_model().objects.create_user(
            username=short, phone=f"+84901{serial:06d}", phone_verified=True
        )
        link_account(user=user, person=person, by=None, confirmed=True)
        cast.users[short] = user
    _join(cast, "lan", cast.team, "team_member", "leader")
    _join(cast, "minh", cast.team, "team_member")
    _join(cast, "hoa", cast.next_team, "team_member", "leader")
    _join(cast, "tam", cast.trang_bom, "official")
    _join(cast, "dung", cast.department, "official")
    roles = {
        "tam": ("commune_officer", cast.trang_bom),
        "dung": ("province_staff", cast.province),
        "trang": ("trainer", cast.province),
        "phuc": ("reviewer", cast.province),
        "yen": ("language_editor", cast.province),
        "quy": ("administrator", cast.province),
    }
    for short, (role, unit) in roles.items():
        grant_role(person=cast.persons[short], role=role, unit=unit, since=SINCE, by=None)
    return cast


def _join(cast: Cast, short: str, unit: Unit, category: str, position: str = "member") -> None:
    join(
        person=cast.persons[short],
        unit=unit,
        category=category,
        position=position,
        since=SINCE,
        by=None,
    )
