"""The demo's sign-ins, with the second-factor secrets of its staff. Never in production."""

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth import get_user_model

from learn.demo.plan import TOUR_COMMUNE, TOUR_SIZE, TOUR_STATES, People, Places
from people.queries import persons, unit_names
from people.registry import grant_role, link_account
from people.text import fold


@dataclass(frozen=True)
class SignIn:
    """One of the demo's accounts."""

    serial: int
    what: str
    role: str = ""

    @property
    def phone(self) -> str:
        """Return the phone in E.164; plainly made up."""
        return f"+84909{self.serial:06d}"

    @property
    def secret(self) -> str:
        """Return the second factor's secret, base32."""
        digest = hashlib.sha1(f"hocso-demo-{self.serial}".encode()).digest()  # noqa: S324 - demo
        return base64.b32encode(digest).decode()


LEARNER = SignIn(1, "người học, chưa bắt đầu")
STUDYING = SignIn(2, "người học, đang học")
LEADER = SignIn(3, "tổ trưởng")
NEIGHBOUR = SignIn(4, "tổ trưởng ở xã khác")
OFFICER = SignIn(5, "cán bộ xã", "commune_officer")
PROVINCE = SignIn(6, "cán bộ thành phố", "province_staff")
TRAINER = SignIn(7, "giảng viên", "trainer")
REVIEWER = SignIn(8, "người duyệt chuyên môn", "reviewer")
ADMINISTRATOR = SignIn(9, "quản trị hệ thống", "administrator")
LANGUAGE_EDITOR = SignIn(10, "người biên tập lời văn", "language_editor")
ALL = (
    LEARNER,
    STUDYING,
    LEADER,
    NEIGHBOUR,
    OFFICER,
    PROVINCE,
    TRAINER,
    REVIEWER,
    ADMINISTRATOR,
    LANGUAGE_EDITOR,
)
# Who works in the editor is told by mail what waits there; the demo's mail is in its outbox.
AUTHORS = (TRAINER, REVIEWER, LANGUAGE_EDITOR)


@dataclass(frozen=True)
class Tour:
    """The team that the demo's leader leads, and the communes of the tour."""

    team: int
    roster: list[int]
    commune: int
    neighbour_team: int

    @property
    def states(self) -> dict[int, str]:
        """Return the fixed state of each member of the tour's team."""
        return dict(zip(self.roster, TOUR_STATES, strict=True))


def choose_tour(places: Places, people: People, anchor: dt.date) -> Tour:
    """Return a team of the right size in the tour's commune, and a team of the next commune."""
    names = unit_names(places.communes, anchor)
    ordered = sorted(places.communes, key=lambda unit: names[unit].code)
    first = next(unit for unit in ordered if fold(names[unit].name).endswith(TOUR_COMMUNE))
    ring = ordered[ordered.index(first) :] + ordered[: ordered.index(first)]
    both = set(people.both)
    commune, team = next(
        (commune, team)
        for commune in ring
        for team in places.teams[commune]
        if len(people.rosters[team]) == TOUR_SIZE and not both & set(people.rosters[team])
    )
    neighbour = ring[(ring.index(commune) + 1) % len(ring)]
    return Tour(team, people.rosters[team], commune, places.teams[neighbour][0])


def build(anchor: dt.date, places: Places, people: People, tour: Tour) -> None:
    """Make the accounts, with confirmed links, roles and second factors."""
    by_state = {state: person for person, state in tour.states.items()}
    officials = [person for person, _unit in people.officials if person not in people.both]
    holders = {
        LEARNER: by_state["todo"],
        STUDYING: by_state["doing"],
        LEADER: tour.roster[0],
        NEIGHBOUR: people.rosters[tour.neighbour_team][0],
    }
    holders |= {sign_in: officials[sign_in.serial] for sign_in in ALL if sign_in.role}
    units = {OFFICER: tour.commune}
    known = {person.pk: person for person in persons().filter(pk__in=holders.values())}
    for sign_in, person_id in holders.items():
        user = get_user_model().objects.create_user(
            username=f"demo-{sign_in.serial}", phone=sign_in.phone, phone_verified=True
        )
        if sign_in in AUTHORS:
            user.email = f"demo-{sign_in.serial}@hocso.example"
            user.save(update_fields=["email"])
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        person = known[person_id]
        link_account(user=user, person=person, by=None, confirmed=True)
        if sign_in.role:
            unit = units.get(sign_in, places.province)
            grant_role(person=person, role=sign_in.role, unit=unit, since=anchor, by=None)
            TOTP.activate(user, sign_in.secret)


def sign_ins(address: str) -> str:
    """Return the lines that ``make run`` prints: phones, roles, second factors."""
    lines = [
        "Đăng nhập thử bằng số điện thoại; mã một lần hiện ở "
        f"{address}vi/hop-thu-thu/ (dữ liệu mô phỏng):"
    ]
    for sign_in in ALL:
        second = f"  khoá xác thực hai lớp: {sign_in.secret}" if sign_in.role else ""
        lines.append(f"  0{sign_in.phone[3:]}  {sign_in.what:24}{second}")
    lines.append("Mã hai lớp lúc này: .venv/bin/python manage.py demo_codes")
    return "\n".join(lines) + "\n"


def current_codes() -> dict[SignIn, str]:
    """Return each staff account's second-factor code of this half minute.

    Raises:
        RuntimeError: outside the demo.
    """
    if not settings.DEMO:
        raise RuntimeError("second-factor codes are shown in the demo only")
    # allauth yields the half minutes it tolerates, past to future: now is in the middle.
    counters = list(yield_hotp_counters_from_time())
    counter = counters[len(counters) // 2]
    return {
        sign_in: format_hotp_value(hotp_value(sign_in.secret, counter))
        for sign_in in ALL
        if sign_in.role
    }
