"""A team's own page: members with dated roles, the decision, hamlets, and who asks to join."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from people.dated import EARLIEST, today
from people.models import AuditEntry, Membership, Person
from people.refusal import Refusal
from people.registry import add_person
from people.units import tree
from people.units.bulk import NewUnit, add_units
from teams.board import board, signs_of
from teams.founding import cover, founding_of, hamlets_of
from teams.joining import answer_request, ask_to_join
from teams.members import add_member, change_position, roster
from teams.models import JoinRequest, TeamHamlet
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def edit(cast: Cast, who: str = "tam", **data: object):
    return cast.client(who).post(reverse("team_edit", args=[cast.team.pk]), data)


def profile(cast: Cast, who: str):
    return cast.client(who).get(reverse("team_profile", args=[cast.team.pk]))


def member_of(cast: Cast, name: str) -> Membership:
    return Membership.objects.current().get(
        person=cast.persons[name], category="team_member", valid_to__isnull=True
    )


def test_who_opens_and_who_changes(cast: Cast) -> None:
    seen = {who: profile(cast, who).status_code for who in ("lan", "hoa", "tam", "dung", "binh")}
    assert seen == {"lan": 200, "hoa": 403, "tam": 200, "dung": 200, "binh": 403}
    new = {
        "act": "add",
        "name": "Lê Mới",
        "phone": "0909555666",
        "position": "member",
        "since": today(),
    }
    assert edit(cast, "lan", **new).status_code == 403
    assert edit(cast, "hoa", **new).status_code == 403
    assert not Person.objects.filter(name="Lê Mới").exists()
    assert edit(cast, "tam", **new).status_code == 302
    assert edit(cast, "tam", **new).status_code == 422
    assert Person.objects.filter(name="Lê Mới").count() == 1
    assert "Lê Mới" in profile(cast, "lan").content.decode()


def test_a_known_person_is_found_again_and_nobody_is_guessed(cast: Cast) -> None:
    binh, by = cast.persons["binh"], cast.users["tam"]
    facts = {"team_id": cast.team.pk, "position": "member", "since": today(), "by": by}
    row = add_member(name="đặng thanh bình", phone=binh.contact_phone, birth_year=None, **facts)
    assert row.person_id == binh.pk
    for more, code in (
        ({"name": "Ai Đó", "phone": "", "birth_year": None}, "too_little"),
        (
            {"name": "Trần Văn Minh", "phone": "", "birth_year": cast.persons["minh"].birth_year},
            "several",
        ),
        (
            {"name": "Lê Thị Hoa", "phone": cast.persons["hoa"].contact_phone, "birth_year": None},
            "second_primary",
        ),
    ):
        with pytest.raises(Refusal) as caught:
            add_member(**facts, **more)
        assert caught.value.code == code
    add_person(name="Cao Tự", contact_phone="+84909000111", source="self", by=None)
    with pytest.raises(Refusal) as caught:
        add_member(name="Cao Tự", phone="+84909000111", birth_year=None, **facts)
    assert caught.value.code == "signed_up"


def test_duties_change_by_the_day_and_the_history_stays(cast: Cast) -> None:
    minh, lan = member_of(cast, "minh"), member_of(cast, "lan")
    assert edit(cast, act="leader", membership=minh.pk).status_code == 422
    assert edit(cast, act="deputy", membership=minh.pk).status_code == 302
    assert [row.position for row in roster(cast.team.pk, today())] == ["leader", "deputy"]
    yesterday = today() - dt.timedelta(days=1)
    assert [row.position for row in roster(cast.team.pk, yesterday)] == ["leader", "member"]
    edit(cast, act="member", membership=lan.pk)
    assert cast.client("lan").get(reverse("team_board", args=[cast.team.pk])).status_code == 403
    # The very same day is too early for a second change; nothing is lost by trying.
    before = Membership.objects.count()
    with pytest.raises(Refusal):
        change_position(
            team_id=cast.team.pk, membership_id=member_of(cast, "minh").pk, position="leader",
            on=today(), by=cast.users["tam"],
        )  # fmt: skip
    assert Membership.objects.count() == before


def test_leaving_needs_a_reason(cast: Cast) -> None:
    minh = member_of(cast, "minh")
    assert edit(cast, act="end", membership=minh.pk, reason=" ").status_code == 422
    assert edit(cast, act="end", membership=minh.pk, reason="chuyển nơi ở").status_code == 302
    assert edit(cast, act="end", membership=minh.pk, reason="chuyển nơi ở").status_code == 422
    minh.refresh_from_db()
    assert minh.valid_to == today()
    assert AuditEntry.objects.get(code="teams.member_left").data["reason"] == "chuyển nơi ở"
    assert (
        edit(cast, act="end", membership=member_of(cast, "hoa").pk, reason="x").status_code == 422
    )


def test_the_decision_and_its_copy(cast: Cast) -> None:
    address = reverse("team_decision_file", args=[cast.team.pk])
    said = {"act": "decision", "number": "12/QĐ-UBND", "decided_on": "2025-08-01"}
    pdf = SimpleUploadedFile("qd.pdf", b"%PDF-1.7 ...", "application/pdf")
    assert edit(cast, **said, file=pdf).status_code == 302
    assert cast.client("lan").get(address).content == b"%PDF-1.7 ..."
    assert cast.client("hoa").get(address).status_code == 403
    bad = SimpleUploadedFile("qd.pdf", b"<html>", "application/pdf")
    assert edit(cast, **(said | {"number": "13"}), file=bad).status_code == 422
    row = founding_of(cast.team.pk)
    assert row is not None
    assert row.decision_number == "12/QĐ-UBND"


def test_hamlets_are_covered_from_a_day_on(cast: Cast) -> None:
    ids = add_units(
        [
            NewUnit("hamlet", f"Ấp {n}", f"H{n}", [(cast.trang_bom.pk, EARLIEST, None)])
            for n in (1, 2)
        ]
    )
    tree.rebuild()
    first, later = dt.date(2026, 1, 1), dt.date(2026, 5, 1)
    cover(team_id=cast.team.pk, hamlet_ids=ids, on=first, by=cast.users["tam"])
    cover(team_id=cast.team.pk, hamlet_ids=ids[:1], on=later, by=cast.users["tam"])
    assert set(hamlets_of(cast.team.pk, dt.date(2026, 3, 1))) == set(ids)
    assert hamlets_of(cast.team.pk, later) == ids[:1]
    count = TeamHamlet.objects.count()
    assert edit(cast, act="hamlets", hamlets=ids[:1]).status_code == 302
    assert TeamHamlet.objects.count() == count
    assert edit(cast, act="hamlets", hamlets=[cast.xuan_loc.pk]).status_code == 422


def test_somebody_asks_and_is_taken_on(cast: Cast) -> None:
    address, binh = reverse("join_team", args=[cast.team.pk]), cast.client("binh")
    form = {"id": str(uuid.uuid4()), "words": "Cháu muốn giúp bà con"}
    assert binh.post(address, form).status_code == 302
    assert binh.post(address, form).status_code == 302
    row = JoinRequest.objects.get()
    cards = signs_of(board(cast.team.pk, today(), timezone.now())).calls
    assert [(card.name, card.url_name) for card in cards] == [("Đặng Thanh Bình", "team_profile")]
    assert (
        "Đặng Thanh Bình"
        in cast.client("lan").get(reverse("team_board", args=[cast.team.pk])).content.decode()
    )
    answer = reverse("team_answer", args=[cast.team.pk])
    accept = {"request": str(row.pk), "verdict": "accept"}
    assert cast.client("hoa").post(answer, accept).status_code == 403
    assert (
        cast.client("hoa")
        .post(reverse("team_answer", args=[cast.next_team.pk]), accept)
        .status_code
        == 404
    )
    assert cast.client("lan").post(answer, accept).status_code == 302
    assert cast.client("lan").post(answer, accept).status_code == 404
    assert "Đặng Thanh Bình" in [one.person.name for one in roster(cast.team.pk, today())]
    assert "có trong danh sách tổ này" in binh.get(address).content.decode()


def test_a_no_has_a_reason_that_the_person_reads(cast: Cast) -> None:
    row = ask_to_join(
        person=cast.persons["binh"], team_id=cast.team.pk, words="", request_id=uuid.uuid4(),
        by=cast.users["binh"],
    )  # fmt: skip
    with pytest.raises(Refusal):
        answer_request(request=row, accept=False, answer=" ", by=cast.users["lan"])
    answer_request(request=row, accept=False, answer="Tổ đã đủ người", by=cast.users["lan"])
    with pytest.raises(Refusal):
        answer_request(request=row, accept=True, by=cast.users["tam"])
    page = cast.client("binh").get(reverse("join_team", args=[cast.team.pk])).content.decode()
    assert "Tổ đã đủ người" in page
    with pytest.raises(Refusal):
        ask_to_join(
            person=cast.persons["minh"], team_id=cast.next_team.pk, words="",
            request_id=uuid.uuid4(), by=cast.users["minh"],
        )  # fmt: skip


def test_the_card_leads_to_asking(cast: Cast) -> None:
    page = cast.client("lan").get(reverse("team_card_sheet", args=[cast.team.pk])).content.decode()
    assert reverse("join_team", args=[cast.team.pk]) in page
    assert "data:image/svg+xml" in page
