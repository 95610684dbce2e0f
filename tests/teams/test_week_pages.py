"""The leader's pages beside the board, and those of communes and the province."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from people.dated import today
from people.models import AuditEntry
from teams.assign import assign, standing_assignments
from teams.models import CardAnswer, HelpRequest
from tests.indicators.province import Province
from tests.teams.test_pages import OTHER, TEAM, client, leader

PNG = b"\x89PNG\r\n"


@pytest.fixture(autouse=True)
def _vietnamese() -> object:
    with translation.override("vi"):
        yield


def url(name: str, province: Province, unit: str = TEAM) -> str:
    return reverse(name, args=[province.units[unit].pk])


def officer(province: Province) -> Client:
    return client(province.user(role="commune_officer", unit="Phường Trấn Biên"))


PAGES = ("team_month", "team_print", "team_picture", "team_assign")


@pytest.mark.parametrize("name", PAGES)
def test_leader_and_officer_open_the_pages_of_their_team_only(province: Province, name: str):
    leads, staff = leader(province), officer(province)
    province.member(OTHER)
    assert leads.get(url(name, province)).status_code == 200
    assert staff.get(url(name, province)).status_code == 200
    assert leads.get(url(name, province, OTHER)).status_code == 403
    assert staff.get(url(name, province, OTHER)).status_code == 403


def test_commune_board_is_for_its_officers_and_the_province(province: Province):
    staff = officer(province)
    whole = client(province.user(role="province_staff", unit="Thành phố Đồng Nai"))
    mine, other = (url("commune_board", province, u) for u in ("Phường Trấn Biên", "Xã Đại Phước"))
    assert staff.get(mine).status_code == 200
    assert staff.get(other).status_code == 403
    assert leader(province).get(mine).status_code == 403
    assert whole.get(other).status_code == 200
    assert whole.get(url("commune_board", province, TEAM)).status_code == 404
    assert staff.get(reverse("wide_board")).url == mine
    assert whole.get(reverse("wide_board")).url == reverse("province_board")
    assert leader(province).get(reverse("wide_board")).url == reverse("team")
    assert staff.get(reverse("province_board")).status_code == 403
    page = whole.get(reverse("province_board"))
    assert [entry["line"].name for entry in page.context["lines"]] == [
        "Phường Trấn Biên",
        "Xã Đại Phước",
    ]


def test_card_is_put_off_with_a_reason_and_done(province: Province):
    leads = leader(province)
    member = province.member(TEAM)
    assign(family=province.own, unit=province.units[TEAM], category="team_member", since=today())
    given = {"person": member.pk, "occasion": "never:", "verdict": "later"}
    answer = leads.post(url("team_card", province), given, follow=True)
    assert "Chọn lý do" in answer.content.decode()
    assert not CardAnswer.objects.exists()
    leads.post(url("team_card", province), given | {"why": "away", "days": "3"})
    assert CardAnswer.objects.get().until == today() + dt.timedelta(days=3)
    stranger = client(province.user(province.member(OTHER, position="leader")))
    assert stranger.post(url("team_card", province), given).status_code == 403


def test_a_member_asks_and_the_leader_reads_it_first(province: Province):
    leads = leader(province)
    member = province.member(TEAM)
    asks = client(province.user(member))
    given = {"kind": "scam", "words": "Có người gọi <b>giả công an</b>", "id": uuid.uuid4()}
    for _twice in range(2):
        page = asks.post(reverse("ask_team"), given, follow=True)
    assert page.status_code == 200
    assert HelpRequest.objects.count() == 1
    board = leads.get(url("team_board", province)).content.decode()
    assert "&lt;b&gt;giả công an" in board
    nobody = client(province.user())
    assert "Bạn chưa có tên" in nobody.get(reverse("ask_team")).content.decode()


def test_assigning_and_taking_back(province: Province):
    leads = leader(province)
    member = province.member(TEAM)
    page = url("team_assign", province)
    due = today() + dt.timedelta(days=30)
    given = {"family": province.own.pk, "whom": member.pk, "due_on": due.isoformat()}
    for wrong in (today() - dt.timedelta(days=1), today() + dt.timedelta(days=1000)):
        answer = leads.post(page, given | {"due_on": wrong.isoformat()})
        assert answer.status_code == 422
        assert answer.context["form"].errors["due_on"]
    assert leads.post(page, given | {"whom": "999999"}).status_code == 422
    assert leads.post(page, given | {"family": province.classroom.pk}).status_code == 422
    leads.post(page, given)
    leads.post(page, given)
    row = standing_assignments(province.units[TEAM].pk, today()).get()
    assert (row.person_id, row.due_on) == (member.pk, due)
    back = reverse("end_assignment", args=[province.units[TEAM].pk, row.pk])
    assert leads.get(back).status_code == 405
    leads.post(back)
    assert not standing_assignments(province.units[TEAM].pk, today()).exists()


def test_officer_asks_the_commune_but_not_the_neighbour(province: Province):
    staff = officer(province)
    given = {"family": province.own.pk, "whom": "official"}
    assert staff.post(url("commune_assign", province, "Xã Đại Phước"), given).status_code == 403
    staff.post(url("commune_assign", province, "Phường Trấn Biên"), given)
    row = standing_assignments(province.units["Phường Trấn Biên"].pk, today()).get()
    assert (row.category, row.person_id) == ("official", None)
    elsewhere = reverse("end_assignment", args=[province.units["Xã Đại Phước"].pk, row.pk])
    assert staff.post(elsewhere).status_code == 403


def test_list_on_paper_is_written_down_and_the_picture_names_nobody(province: Province):
    leads = leader(province)
    province.member(TEAM, person=province.person("Lê Thị Kín Đáo"))
    page = leads.get(url("team_print", province)).content.decode()
    assert "Lê Thị Kín Đáo" in page
    assert AuditEntry.objects.filter(code="teams.list_printed").count() == 1
    answer = leads.get(url("team_picture", province))
    assert answer.content.startswith(PNG)
    assert len(answer.content) < 120_000
    assert answer["Cache-Control"] == "private, no-store"
