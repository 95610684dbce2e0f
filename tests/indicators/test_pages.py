"""The pages of indicators and their files: who may open what, and that all say the same."""

import csv
import datetime as dt
import io
import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.exporting import safe
from people.models import AuditEntry, User
from tests.cast import sign_in
from tests.indicators.province import Province

TEAM, OFFICIALS = "team-members-trained", "officials-trained"
PASSED = dt.date(2026, 3, 1)
DAY = "2026-09-30"


def client(user: User) -> Client:
    """Return a client of ``user``, with the second factor that staff need."""
    found = Client()
    sign_in(found, user, second_factor=True)
    return found


@pytest.fixture
def staff(province: Province) -> Client:
    return client(province.user(role="province_staff", unit="Thành phố Đồng Nai"))


@pytest.fixture
def peopled(province: Province) -> Province:
    """A province with four members, two of them trained."""
    names = ("Bùi Đạt", "Cao Chờ", "Đinh Được", "Ngô Đợi")
    for serial, (name, unit) in enumerate(
        zip(names, itertools.cycle(["Tổ Ấp 1", "Tổ Ấp 3"]), strict=False)
    ):
        person = province.member(unit, person=province.person(name))
        if serial in (0, 2):
            province.award(person, PASSED)
    return province


def read_csv(response: object) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_list_says_each_indicator_as_a_sentence(staff: Client, peopled: Province):
    answer = staff.get(reverse("indicators"), {"ngay": DAY})
    assert answer.status_code == 200
    said = {sentence.definition.code: sentence for sentence in answer.context["sentences"]}
    assert (said[TEAM].number.numerator, said[TEAM].number.denominator) == (2, 4)
    assert said[OFFICIALS].number.percent is None
    page = answer.content.decode()
    assert "2/4" in page
    assert "30/9/2026" in page


def test_page_links_every_number_to_its_names(staff: Client, peopled: Province):
    answer = staff.get(reverse("indicator", args=[TEAM]), {"ngay": DAY})
    assert answer.status_code == 200
    lines = {line["row"].name: line for line in answer.context["rows"]}
    query = lines["Phường Trấn Biên"]["trained_query"]
    listed = staff.get(f"{reverse('indicator_names', args=[TEAM])}?{query}")
    assert [line["person"].name for line in listed.context["people"]] == ["Bùi Đạt", "Đinh Được"]
    assert "T-0" in listed.content.decode()


@pytest.mark.parametrize(
    "query",
    ["", "sap-xep=ty-le&huong=giam", "sap-xep=ten", "tim=tran+bien", "tim=khong-co&sap-xep=tu"],
)
def test_the_file_says_what_the_page_says(staff: Client, peopled: Province, query: str):
    asked = f"?ngay={DAY}&{query}"
    page = staff.get(reverse("indicator", args=[TEAM]) + asked)
    rows = read_csv(staff.get(reverse("indicator_csv", args=[TEAM]) + asked))
    assert rows[1][:6] == ["75", "province", rows[1][2], "2", "4", "50.0"]
    assert [(row[0], row[3], row[4], row[5]) for row in rows[2:]] == [
        (
            line["row"].code,
            str(line["row"].number.numerator),
            str(line["row"].number.denominator),
            "" if line["row"].number.percent is None else str(line["row"].number.percent),
        )
        for line in page.context["rows"]
    ]
    assert {(row[6], row[7], row[8]) for row in rows[1:]} == {(DAY, TEAM, "1")}


def test_names_file_holds_all_pages_in_their_order(staff: Client, province: Province):
    for serial in range(60):
        person = province.member("Tổ Ấp 1", person=province.person(f"Lê Thị Số {serial}"))
        if serial % 3 == 0:
            province.award(person, PASSED)
    where = f"?ngay={DAY}&phan=tat-ca"
    pages = [
        line["person"].name
        for number in (1, 2)
        for line in staff.get(
            reverse("indicator_names", args=[TEAM]) + f"{where}&trang={number}"
        ).context["people"]
    ]
    taken = staff.post(reverse("indicator_names_csv", args=[TEAM]) + where, {"why": "report"})
    rows = read_csv(taken)[1:]
    assert [row[0] for row in rows] == pages
    assert len(pages) == 60
    assert sum(int(row[2]) for row in rows) == 20


def test_a_cell_never_runs_as_a_formula():
    assert [safe(text) for text in ("=1+1", "+1", "-1", "@x", "\t=x")] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\t=x",
    ]  # fmt: skip
    assert safe(-1) == "-1"
    assert safe("Xã An") == "Xã An"


def test_names_are_found_without_marks(staff: Client, peopled: Province):
    address = reverse("indicator_names", args=[TEAM])
    answer = staff.get(address, {"ngay": DAY, "tim": "dinh duoc"})
    assert [line["person"].name for line in answer.context["people"]] == ["Đinh Được"]


def test_sorted_head_says_so_and_turns(staff: Client, peopled: Province):
    address = reverse("indicator", args=[TEAM])
    answer = staff.get(address, {"sap-xep": "ty-le", "huong": "giam", "ngay": DAY})
    head = {column["key"]: column for column in answer.context["columns"]}
    assert head["ty-le"]["sort"] == "descending"
    assert "huong" not in head["ty-le"]["query"]
    assert 'aria-sort="descending"' in answer.content.decode()
    shares = [line["row"].number.percent for line in answer.context["rows"]]
    present = [value for value in shares if value is not None]
    assert present == sorted(present, reverse=True)
    assert shares == present + [None] * (len(shares) - len(present))


@pytest.mark.parametrize("day", ["hôm qua", "2026-13-01", "2999-01-01", "1999-01-01"])
def test_a_wrong_day_is_said_and_kept(staff: Client, peopled: Province, day: str):
    answer = staff.get(reverse("indicator", args=[TEAM]), {"ngay": day})
    assert answer.status_code == 200
    assert answer.context["asked"].problem
    assert answer.context["asked"].typed_day == day


def test_unknown_things_are_not_found(staff: Client, peopled: Province):
    assert staff.get(reverse("indicator", args=["khong-co"])).status_code == 404
    address = reverse("indicator_names", args=[TEAM])
    assert staff.get(address, {"phan": "gi-do"}).status_code == 404
    assert staff.get(address, {"don-vi": "x"}).status_code == 404


# role, its unit, may open the page, names of the own commune, of the other, of all
MATRIX = [
    ("", "", 403, 403, 403, 403),
    ("trainer", "Thành phố Đồng Nai", 200, 403, 403, 403),
    ("commune_officer", "Phường Trấn Biên", 200, 200, 403, 403),
    ("province_staff", "Thành phố Đồng Nai", 200, 200, 200, 200),
]


@pytest.mark.parametrize(("role", "unit", "page", "own", "other", "everybody"), MATRIX)
def test_scope(peopled: Province, role, unit, page, own, other, everybody):
    found = client(peopled.user(role=role, unit=unit))
    assert found.get(reverse("indicator", args=[TEAM])).status_code == page
    assert found.get(reverse("indicators")).status_code == page
    assert found.get(reverse("indicator_csv", args=[TEAM])).status_code == page
    places = {
        str(peopled.units["Phường Trấn Biên"].pk): own,
        str(peopled.units["Xã Đại Phước"].pk): other,
        "": everybody,
        "0": everybody,
    }
    for name in ("indicator_names", "indicator_names_csv"):
        for place, expected in places.items():
            answer = found.get(reverse(name, args=[TEAM]), {"don-vi": place})
            assert answer.status_code == expected, (name, place)


def test_officer_sees_links_to_the_own_commune_only(peopled: Province):
    found = client(peopled.user(role="commune_officer", unit="Phường Trấn Biên"))
    answer = found.get(reverse("indicator", args=[TEAM]))
    open_to = [line["row"].name for line in answer.context["rows"] if line["may_see_names"]]
    assert open_to == ["Phường Trấn Biên"]
    assert not answer.context["may_see_all"]


def test_visitors_are_sent_to_sign_in(peopled: Province, client: Client):
    for name in ("indicator", "indicator_names", "indicator_csv", "indicator_names_csv"):
        assert client.get(reverse(name, args=[TEAM])).status_code == 302


def test_looking_at_names_is_recorded(staff: Client, peopled: Province):
    staff.get(reverse("indicator_names", args=[TEAM]))
    staff.post(reverse("indicator_names_csv", args=[TEAM]), {"why": "check"})
    codes = set(AuditEntry.objects.values_list("code", flat=True))
    assert {"indicators.names_seen", "indicators.names_exported"} <= codes
    taken = AuditEntry.objects.get(code="indicators.names_exported")
    assert taken.data["why"] == "check"


def test_a_list_is_given_for_a_reason_only(staff: Client, peopled: Province):
    address = reverse("indicator_names_csv", args=[TEAM])
    asked = staff.get(address, {"ngay": DAY})
    assert asked.headers["Content-Type"].startswith("text/html")
    for wrong in ({}, {"why": "other"}, {"why": "other", "words": "  "}, {"why": "fun"}):
        assert staff.post(address, wrong).status_code == 422
    assert not AuditEntry.objects.filter(code="indicators.names_exported").exists()
    given = staff.post(address, {"why": "other", "words": "công văn 12"})
    assert given.headers["Content-Type"].startswith("text/csv")


def test_page_costs_ten_queries_whatever_the_number_of_persons(staff: Client, peopled: Province):
    address = reverse("indicator", args=[TEAM])
    staff.get(address)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert staff.get(address).status_code == 200
        return len(seen)

    few = count()
    for _ in range(100):
        peopled.award(peopled.member("Tổ Ấp 2"), PASSED)
    assert count() == few
    assert few <= 10
