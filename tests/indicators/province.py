"""A small province with a merger in it, built row by row so that every date is known."""

import datetime as dt
import itertools
from dataclasses import dataclass, field

from certificates.models import Award, Evidence
from courses.models import CourseFamily
from indicators.definitions import load_definitions
from people.models import (
    Membership,
    Person,
    RoleGrant,
    Succession,
    Unit,
    UnitAncestor,
    UnitState,
    User,
)

OLD = dt.date(1900, 1, 1)
MERGER = dt.date(2025, 7, 1)
BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
START = dt.date(2024, 1, 1)
DAY = dt.date(2026, 9, 30)

_serial = itertools.count(1)


@dataclass
class Province:
    """Units by name, and the courses; acts that add people to it."""

    units: dict[str, Unit] = field(default_factory=dict)
    own: CourseFamily | None = None
    classroom: CourseFamily | None = None

    def unit(
        self,
        name: str,
        kind: str,
        code: str,
        parent: Unit | None = None,
        since: dt.date = OLD,
        until: dt.date | None = None,
    ) -> Unit:
        """Add a unit with one state, and its row of the closure for itself."""
        unit = Unit.objects.create(is_synthetic=True)
        UnitState.objects.create(
            unit=unit, kind=kind, code=code, name=name, parent=parent,
            valid_from=since, valid_to=until,
        )  # fmt: skip
        self.under(unit, unit, kind, 0, since, until)
        self.units[name] = unit
        return unit

    def under(
        self,
        unit: Unit,
        above: Unit,
        kind: str,
        depth: int,
        since: dt.date = OLD,
        until: dt.date | None = None,
    ) -> None:
        """Say that ``unit`` lay under ``above``."""
        UnitAncestor.objects.create(
            unit=unit, ancestor=above, ancestor_kind=kind, depth=depth,
            valid_from=since, valid_to=until,
        )  # fmt: skip

    def person(self, name: str = "Nguyễn Thị Đào", **given: object) -> Person:
        """Add a person of the roster."""
        return Person.objects.create(name=name, source="roster", is_synthetic=True, **given)

    def member(
        self,
        unit: str,
        category: str = "team_member",
        person: Person | None = None,
        since: dt.date = START,
        until: dt.date | None = None,
        position: str = "member",
    ) -> Person:
        """Put a person (a new one by default) in a unit."""
        person = person or self.person()
        Membership.objects.create(
            person=person, unit=self.units[unit], category=category, position=position,
            valid_from=since, valid_to=until,
        )  # fmt: skip
        return person

    def evidence(
        self, person: Person, on: dt.date, grade: int = 1, source: str = "classroom"
    ) -> Evidence:
        """Give a person evidence that no award is made from."""
        return Evidence.objects.create(
            person=person,
            family=self.own if source == "course" else self.classroom,
            source=source,
            source_ref=f"ref-{next(_serial)}",
            grade=grade,
            on=on,
        )

    def award(
        self,
        person: Person,
        on: dt.date,
        grade: int = 2,
        source: str = "course",
        until: dt.date | None = None,
    ) -> Award:
        """Give a person an award, by default of the own course."""
        evidence = self.evidence(person, on, grade, source)
        number = next(_serial)
        return Award.objects.create(
            person=person, family=evidence.family, rule_version=1, valid_from=on,
            valid_until=until, evidence=evidence, grade=grade, number=f"T-{number:06}", check_code=f"C{number:06}",
            facts={},
        )  # fmt: skip

    def user(
        self,
        person: Person | None = None,
        role: str = "",
        unit: str = "",
        link: str = "confirmed",
    ) -> User:
        """Make an account, with a role in a unit where one is named."""
        person = person or self.person("Lê Văn Cán")
        if role:
            RoleGrant.objects.create(
                person=person, role=role, unit=self.units[unit], valid_from=START
            )
        return User.objects.create(username=f"u{next(_serial)}", person=person, link=link)


def build() -> Province:
    """Return a province with two communes, one made of two former ones, a department and teams."""
    made = Province()
    made.own = CourseFamily.objects.create(slug="vneid", title="Làm quen với VNeID")
    made.classroom = CourseFamily.objects.create(
        slug="lop", title="Lớp trực tiếp", origin="classroom"
    )
    top = made.unit("Thành phố Đồng Nai", "province", "75")
    for name, code in (("Xã Cũ Một", "101"), ("Xã Cũ Hai", "102")):
        former = made.unit(name, "commune", code, top, OLD, MERGER)
        made.under(former, top, "province", 1, OLD, MERGER)
    # The successor carries the code of a former commune, as all of them do.
    for name, code in (("Phường Trấn Biên", "101"), ("Xã Đại Phước", "205")):
        commune = made.unit(name, "commune", code, top, MERGER)
        made.under(commune, top, "province", 1, MERGER)
    for old in ("Xã Cũ Một", "Xã Cũ Hai"):
        Succession.objects.create(
            old_unit=made.units[old], new_unit=made.units["Phường Trấn Biên"],
            effective_on=MERGER, manner="merged",
        )  # fmt: skip
    made.under(made.unit("Sở Khoa học và Công nghệ", "department", "D06", top), top, "province", 1)
    for name, old, new in (
        ("Tổ Ấp 1", "Xã Cũ Một", "Phường Trấn Biên"),
        ("Tổ Ấp 2", "Xã Cũ Hai", "Phường Trấn Biên"),
        ("Tổ Ấp 3", "", "Xã Đại Phước"),
    ):
        team = made.unit(name, "community_team", "", made.units[new])
        made.under(team, top, "province", 2)
        made.under(team, made.units[new], "commune", 1, MERGER)
        if old:
            made.under(team, made.units[old], "commune", 1, OLD, MERGER)
    load_definitions()
    return made
