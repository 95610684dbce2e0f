"""Officers take a list in by pages: their own commune's only; the command says the same."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from people.models import AuditEntry, Job, Membership, Person, Roster, RosterLine
from people.refusal import Refusal
from people.registry.rosters import working
from tests.cast import Cast
from tests.people.rosters.dirty import SINCE as DIRTY_SINCE
from tests.people.rosters.dirty import make
from tests.people.rosters.lists import SINCE, applied, as_csv, checked, done, sent_in

ROWS = [
    ["1", "Lý Thị Mới", "12/5/1980", "0987654321", "Thành viên"],
    ["2", "=HYPERLINK(1)", "1981", "", ""],
    ["3", "Trương Văn Hai", "1975", "0123", ""],
]


def _send(client: Client, cast: Cast, content: bytes, **more: str) -> str:
    file = SimpleUploadedFile("tổ 3.csv", content, content_type="text/csv")
    given = {
        "unit": cast.team.pk,
        "category": "team_member",
        "since": SINCE.isoformat(),
        "file": file,
        **more,
    }
    response = client.post("/vi/danh-sach/", given)
    assert response.status_code == 302, response.content.decode()[:3000]
    return response["Location"]


def test_from_sending_in_to_the_receipt(cast: Cast) -> None:
    """Columns are guessed, the check shows what is wrong, taking in gives a receipt."""
    client = cast.client("tam")
    columns = _send(client, cast, as_csv(ROWS))
    page = client.get(columns).content.decode()
    assert "Lý Thị Mới" in page
    roster = Roster.objects.get()
    chosen = {f"column_{place}": name for place, name in roster.columns.items()}
    job = client.post(columns, chosen)["Location"]
    done(Job.objects.latest("created_at"))
    preview = client.get(client.get(job).context["next"])
    assert preview.context["report"]["accepted"] == 1
    assert "không phải là số di động" in preview.content.decode()
    assert not Membership.objects.filter(unit=cast.team, person__name="Lý Thị Mới").exists()
    client.post(f"/vi/danh-sach/{roster.pk}/nhan/", {"how": "clean"})
    done(Job.objects.latest("created_at"))
    member = Membership.objects.get(unit=cast.team, person__name="Lý Thị Mới")
    assert (member.valid_from, member.position) == (SINCE, "member")
    receipt = client.get(f"/vi/danh-sach/{roster.pk}/")
    assert "Đã nhận vào" in receipt.content.decode() or "đã nhận vào" in receipt.content.decode()


def test_rejected_lines_come_back_and_no_spreadsheet_runs_them(cast: Cast) -> None:
    """What begins with = gets a quote before it; every line says why."""
    roster = checked(cast, as_csv(ROWS))
    text = cast.client("tam").get(f"/vi/danh-sach/{roster.pk}/khong-nhan.csv").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert len(text.strip().splitlines()) == 3
    assert AuditEntry.objects.filter(code="people.roster_rejected_taken").exists()


def test_an_officer_has_no_list_of_the_next_commune(cast: Cast) -> None:
    """Neither to send in nor to look at; the province has both."""
    theirs = applied(
        cast, as_csv([["1", "Lý Thị Mới", "1980", "", ""]]), by="dung", unit_id=cast.next_team.pk
    )
    client = cast.client("tam")
    assert client.get(f"/vi/danh-sach/{theirs.pk}/").status_code == 404
    assert client.post(f"/vi/danh-sach/{theirs.pk}/nhan/").status_code == 404
    file = SimpleUploadedFile("x.csv", as_csv(ROWS))
    given = {
        "unit": cast.next_team.pk,
        "category": "team_member",
        "since": SINCE.isoformat(),
        "file": file,
    }
    assert client.post("/vi/danh-sach/", given).status_code == 422
    with pytest.raises(Refusal) as refused:
        sent_in(cast, as_csv(ROWS), "tam", unit_id=cast.next_team.pk)
    assert refused.value.code == "out_of_scope"
    assert cast.client("dung").get(f"/vi/danh-sach/{theirs.pk}/").status_code == 200
    assert cast.client("lan").get("/vi/danh-sach/").status_code == 403


def test_columns_put_right_are_remembered_for_the_unit(cast: Cast) -> None:
    """The next list with the same headers comes with the columns as they were put right."""
    headers = ["STT", "Họ và tên", "Cột lạ", "Số điện thoại", "Nhiệm vụ"]
    first = sent_in(cast, as_csv([["1", "Lý Thị Mới", "1980", "", ""]], headers))
    assert "birth" not in first.columns.values()
    chosen = {1: "name", 2: "birth", 3: "phone"}
    working.confirm_columns(roster=first, chosen=chosen, by=cast.users["tam"])
    second = sent_in(cast, as_csv([["1", "Lý Thị Khác", "1981", "", ""]], headers))
    assert second.columns == {"1": "name", "2": "birth", "3": "phone"}


def test_the_same_file_has_one_row_and_the_last_word_on_it_counts(cast: Cast) -> None:
    """Sent in twice, the second time as the whole list; once taken in it is led to its receipt."""
    content = as_csv([["1", "Lý Thị Mới", "1980", "", ""]])
    first = sent_in(cast, content)
    second = sent_in(cast, content, is_whole=True)
    assert (second.pk, second.is_whole) == (first.pk, True)
    applied(cast, content)
    third = sent_in(cast, content)
    assert (third.pk, third.state, third.file_key) == (first.pk, "applied", "")


def test_page_and_command_give_the_same_report(cast: Cast, tmp_path: Path) -> None:
    """Of a dirty list, line by line."""
    dirty = make(cast, 200)
    roster = checked(cast, dirty.content, unit_id=cast.trang_bom.pk, since=DIRTY_SINCE)
    kept = working.report_of(roster)
    file = tmp_path / "x.xlsx"
    file.write_bytes(dirty.content)
    out = StringIO()
    call_command(
        "import_roster", str(file), "--unit", "26248", "--category", "team_member",
        "--on", DIRTY_SINCE.isoformat(), "--dry-run", "--json", stdout=out,
    )  # fmt: skip
    assert kept is not None
    assert kept.report == json.loads(out.getvalue())


def _doubt(cast: Cast) -> RosterLine:
    """Return a line about Minh with another year of birth."""
    minh = cast.persons["minh"]
    row = ["1", minh.name, str((minh.birth_year or 0) + 1), "0" + minh.contact_phone[3:], ""]
    return applied(cast, as_csv([row])).lines.get()


def test_two_records_side_by_side_and_a_word(cast: Cast) -> None:
    """The same person: nobody is added. A different one: somebody is. Asked again, nothing changes."""
    line, people = _doubt(cast), Person.objects.count()
    assert (line.state, line.candidates) == ("open", [cast.persons["minh"].pk])
    client = cast.client("tam")
    assert (
        client.get(f"/vi/danh-sach/can-xem/{line.pk}/").content.decode().count("Trần Văn Minh") >= 2
    )
    client.post(
        f"/vi/danh-sach/can-xem/{line.pk}/", {"answer": "same", "person": cast.persons["minh"].pk}
    )
    line.refresh_from_db()
    assert (line.state, line.person, line.given) == ("same", cast.persons["minh"], {})
    assert Person.objects.count() == people
    assert (
        client.post(f"/vi/danh-sach/can-xem/{line.pk}/", {"answer": "different"}).status_code == 404
    )
    assert Person.objects.count() == people


def test_a_different_person_is_added_once(cast: Cast) -> None:
    """With a membership from the list's day."""
    line, people = _doubt(cast), Person.objects.count()
    cast.client("tam").post(f"/vi/danh-sach/can-xem/{line.pk}/", {"answer": "different"})
    assert Person.objects.count() == people + 1
    added = Person.objects.latest("pk")
    assert Membership.objects.get(person=added).unit == cast.team


def test_only_the_province_moves_somebody_between_communes(cast: Cast) -> None:
    """The officer sees neither the name nor a button; the province ends one membership and begins the other."""
    hoa = cast.persons["hoa"]
    row = ["1", hoa.name, str(hoa.birth_year), "0" + hoa.contact_phone[3:], ""]
    line = applied(cast, as_csv([row])).lines.get()
    assert line.reason == "moves"
    page = cast.client("tam").get(f"/vi/danh-sach/can-xem/{line.pk}/").content.decode()
    assert "thành phố quyết định" in page
    given = {"answer": "same", "person": hoa.pk}
    cast.client("tam").post(f"/vi/danh-sach/can-xem/{line.pk}/", given)
    line.refresh_from_db()
    assert line.state == "open"
    cast.client("dung").post(f"/vi/danh-sach/can-xem/{line.pk}/", given)
    rows = Membership.objects.filter(person=hoa, category="team_member").order_by("valid_from")
    assert [(one.unit, one.valid_to) for one in rows] == [
        (cast.next_team, SINCE),
        (cast.team, None),
    ]


def test_who_is_no_longer_on_a_whole_list_is_asked_about(cast: Cast) -> None:
    """Nobody's membership ends by itself; it ends on the list's day when an officer says so."""
    lan = cast.persons["lan"]
    row = ["1", lan.name, str(lan.birth_year), "0" + lan.contact_phone[3:], "Tổ trưởng"]
    roster = applied(cast, as_csv([row]), is_whole=True)
    line = roster.lines.get(reason="gone")
    assert line.person == cast.persons["minh"]
    minh = Membership.objects.get(person=cast.persons["minh"], category="team_member")
    assert minh.valid_to is None
    cast.client("tam").post(f"/vi/danh-sach/can-xem/{line.pk}/", {"answer": "same"})
    minh.refresh_from_db()
    assert minh.valid_to == SINCE


@pytest.mark.parametrize("count", [3, 30])
def test_pages_ask_a_fixed_number_of_questions(
    cast: Cast, count: int, django_assert_max_num_queries
) -> None:
    """However many lines wait."""
    rows = []
    for place in range(count):
        name = f"Lý Thị {'ABCDEGHIKL'[place % 10]}a {'MNOPQRSTUV'[place // 10]}o"
        rows += [
            [str(place), name, "12/5/1980", f"09876{place:05d}", ""],
            [str(place), name, "12/5/1980", f"03876{place:05d}", ""],
        ]
    roster = applied(cast, as_csv(rows))
    assert roster.lines.filter(state="open").count() == count
    client = cast.client("tam")
    client.get("/vi/danh-sach/can-xem/")
    with django_assert_max_num_queries(12):
        client.get("/vi/danh-sach/can-xem/")
    with django_assert_max_num_queries(12):
        client.get(f"/vi/danh-sach/{roster.pk}/")
