"""The leader's page: who may open it, what it says, what it weighs."""

import datetime as dt
import gzip

import pytest
from django.test import Client
from django.urls import reverse

from people.dated import today
from people.models import AuditEntry, User
from teams.assign import assign
from tests.cast import sign_in
from tests.indicators.province import Province

TEAM, OTHER = "Tổ Ấp 1", "Tổ Ấp 3"


@pytest.fixture
def required(province: Province) -> Province:
    """Ask all teams of the province to take the own course."""
    assign(
        family=province.own,
        unit=province.units["Thành phố Đồng Nai"],
        category="team_member",
        since=dt.date(2025, 9, 1),
        by=None,
    )
    return province


def client(user: User) -> Client:
    """Return a client of ``user``, with the second factor that staff need."""
    found = Client()
    sign_in(found, user, second_factor=True)
    return found


def address(province: Province, team: str) -> str:
    return reverse("team_board", args=[province.units[team].pk])


def leader(province: Province, link: str = "confirmed", **given: object) -> Client:
    person = province.member(TEAM, person=province.person("Tổ Trưởng"), position="leader", **given)
    return client(province.user(person, link=link))


def test_leader_of_one_team_goes_straight_to_its_board(required: Province):
    found = leader(required)
    answer = found.get(reverse("team"))
    assert answer.status_code == 302
    assert answer.url == address(required, TEAM)
    assert found.get(answer.url).status_code == 200


def test_leader_sees_only_the_own_team(required: Province):
    found = leader(required)
    assert found.get(address(required, TEAM)).status_code == 200
    assert found.get(address(required, OTHER)).status_code == 403
    assert found.get(address(required, "Phường Trấn Biên")).status_code == 403


def test_right_ends_on_the_day_the_leader_leaves(required: Province):
    assert leader(required, until=today()).get(address(required, TEAM)).status_code == 403


def test_a_declared_account_has_no_leaders_right(required: Province):
    found = leader(required, link="declared")
    assert found.get(address(required, TEAM)).status_code == 403
    assert found.get(reverse("team")).status_code == 403


@pytest.mark.parametrize(
    ("role", "unit", "own", "other"),
    [
        ("", "", 403, 403),
        ("trainer", "Thành phố Đồng Nai", 403, 403),
        ("commune_officer", "Phường Trấn Biên", 200, 403),
        ("province_staff", "Thành phố Đồng Nai", 200, 200),
    ],
)
def test_scope(required: Province, role, unit, own, other):
    found = client(required.user(role=role, unit=unit))
    assert found.get(address(required, TEAM)).status_code == own
    assert found.get(address(required, OTHER)).status_code == other


def test_a_plain_member_and_a_visitor_see_nothing(required: Province, client: Client):
    assert client.get(address(required, TEAM)).status_code == 302
    member = required.user(required.member(TEAM))
    sign_in(client, member)
    assert client.get(address(required, TEAM)).status_code == 403


def test_page_says_the_strip_the_reason_and_whom_to_call(required: Province):
    required.award(required.member(TEAM), dt.date(2026, 3, 1))
    person = required.person("Trần Thị Gọi", contact_phone="+84901000042")
    required.member(TEAM, person=person)
    answer = leader(required).get(address(required, TEAM))
    page = answer.content.decode()
    assert "1/3" in page
    assert 'href="tel:+84901000042"' in page
    assert "0901 000 042" in page
    counts = [part["count"] for part in answer.context["parts"]]
    assert sum(counts) == 3


def test_filter_shows_one_state(required: Province):
    required.award(required.member(TEAM), dt.date(2026, 3, 1))
    answer = leader(required).get(address(required, TEAM), {"trang-thai": "da-dat"})
    assert [card["row"].state for card in answer.context["people"]] == ["done"]
    assert answer.context["board"].strip.total == 2


def test_looking_is_recorded_once_a_day(required: Province):
    found = leader(required)
    for _ in range(3):
        found.get(address(required, TEAM))
    assert AuditEntry.objects.filter(code="teams.board_seen").count() == 1


def test_page_of_a_big_team_is_small(required: Province):
    for serial in range(40):
        phone = f"+8490100{serial:04}"
        person = required.person(f"Nguyễn Thị Thu Hương {serial}", contact_phone=phone)
        required.member(TEAM, person=person)
    answer = leader(required).get(address(required, TEAM))
    assert len(gzip.compress(answer.content)) < 60_000


def test_officer_finds_teams_of_the_own_commune_without_marks(required: Province):
    found = client(required.user(role="commune_officer", unit="Phường Trấn Biên"))
    answer = found.get(reverse("team"))
    names = [line["team"].name for line in answer.context["rows"]]
    assert names == ["Tổ Ấp 1", "Tổ Ấp 2"]
    answer = found.get(reverse("team"), {"tim": "to ap 2"})
    assert [line["team"].name for line in answer.context["rows"]] == ["Tổ Ấp 2"]


def test_list_of_teams_counts_who_is_trained(required: Province):
    required.award(required.member(TEAM), dt.date(2026, 3, 1))
    required.member(TEAM)
    found = client(required.user(role="province_staff", unit="Thành phố Đồng Nai"))
    sizes = {line["team"].name: line["size"] for line in found.get(reverse("team")).context["rows"]}
    assert (sizes[TEAM].trained, sizes[TEAM].members) == (1, 2)
    assert sizes[OTHER] is None
