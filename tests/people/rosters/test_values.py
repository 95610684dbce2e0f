"""Days, phones, numbers, headers and old letters, as people write them."""

import datetime as dt

import pytest

from people.accounts.phone import normalised
from people.registry.rosters import values
from people.registry.rosters.columns import guessed, layout_of
from people.registry.rosters.encodings import decoded, tcvn3, vni
from people.registry.rosters.lines import skipped
from people.registry.rosters.reading import Line, Merged

TODAY = dt.date(2026, 11, 23)
LAST_OF_1960 = dt.date(1960, 12, 31)


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("31/12/1960", 1960, LAST_OF_1960),
        ("31-12-60", 1960, LAST_OF_1960),
        ("31.12.1960", 1960, LAST_OF_1960),
        ("1960-12-31", 1960, LAST_OF_1960),
        ("1960-12-31 00:00:00", 1960, LAST_OF_1960),
        ("22281", 1960, LAST_OF_1960),
        ("22281.0", 1960, LAST_OF_1960),
        ("31121960", 1960, LAST_OF_1960),
        ("ngày 31 tháng 12 năm 1960", 1960, LAST_OF_1960),
        ("1-2-60", 1960, dt.date(1960, 2, 1)),
        ("1/2/12", 2012, dt.date(2012, 2, 1)),
        ("1960", 1960, None),
        ("1960.0", 1960, None),
        ("SN 1960", 1960, None),
        ("12/1960", 1960, None),
        ("00/00/1960", 1960, None),
        ("không rõ", None, None),
        ("-", None, None),
    ],
)
def test_births(text: str, year: int | None, date: dt.date | None) -> None:
    """Day before month, always."""
    assert values.born(text, TODAY) == values.Born(year, date)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/2/1970", "bad_birth"),
        ("abc", "bad_birth"),
        ("1860", "birth_range"),
        ("1/1/2026", "birth_range"),
    ],
)
def test_births_that_are_none(text: str, code: str) -> None:
    """Never guessed."""
    with pytest.raises(values.Unreadable) as unreadable:
        values.born(text, TODAY)
    assert unreadable.value.code == code


@pytest.mark.parametrize(
    "text",
    ["0912345678", "912345678", "912345678.0", "+84912345678", "84912345678", "0084912345678", "0912.345.678",
     "0912 345 678", "0912-345-678", "(+84) 912 345 678", "0912345678 / 0251 3822 222", "0912345678; 0987654321"],
)  # fmt: skip
def test_phones(text: str) -> None:
    """All are one; of two the first."""
    assert values.called(text).phone == "+84912345678"


def test_our_phones_are_those_of_signing_in() -> None:
    """Every number with which one can sign in is understood here, and comes out the same."""
    known = []
    for prefix in range(20, 100):
        try:
            known.append(normalised(f"0{prefix}1234567"))
        except ValueError:
            continue
    assert len(known) > 25
    assert known == [values.called(f"0{phone[3:]}").phone for phone in known]
    assert values.called("01681234567").phone == "+84381234567"


@pytest.mark.parametrize("text", ["09123", "0123456789", "abc", "0251 382 2222", "12345678901234"])
def test_no_phones(text: str) -> None:
    """Never guessed."""
    with pytest.raises(values.Unreadable):
        values.called(text)


def test_positions() -> None:
    """A deputy isn't a leader."""
    said = ["Tổ trưởng", "TỔ PHÓ", "Phó tổ trưởng", "Thành viên", "Trưởng ấp", "Tổ trưởng tổ CNSCĐ"]
    assert [values.position(one) for one in said] == [
        "leader", "deputy", "deputy", "member", "member", "leader",
    ]  # fmt: skip


def test_headers_over_two_lines_with_joined_cells() -> None:
    """ "Họ và tên" over two columns, "Giới tính" over Nam and Nữ, numbers under them, a title above."""
    head = [
        Line(1, ("UBND XÃ TÂN AN", "", "", "", "", "", "")),
        Line(3, ("DANH SÁCH TỔ CÔNG NGHỆ SỐ", "", "", "", "", "", "")),
        Line(5, ("STT", "Họ và tên", "", "Giới tính", "", "Năm sinh", "Số ĐT")),
        Line(6, ("", "Họ đệm", "Tên", "Nam", "Nữ", "", "")),
        Line(7, ("1", "2", "3", "4", "5", "6", "7")),
        Line(8, ("1", "Điểu Thị", "Xuân", "", "x", "1961", "0912345678")),
    ]
    layout = layout_of(head, [Merged(5, 1, 5, 2), Merged(5, 3, 5, 4)])
    assert layout.last == 7
    assert layout.fields == {
        0: "serial", 1: "family", 2: "given", 3: "male", 4: "female", 5: "birth", 6: "phone",
    }  # fmt: skip


def test_headers_in_usual_variants() -> None:
    """Marks, capitals, brackets and stops don't matter."""
    headers = [
        "TT",
        "HỌ TÊN",
        "Ngày/tháng/năm sinh",
        "Số ĐT (Zalo)",
        "CCCD/CMND",
        "Khu phố/ấp",
        "Chức vụ",
        "Đơn vị công tác",
    ]
    found = list(guessed(headers).values())
    assert found == ["serial", "name", "birth", "phone", "national_id", "hamlet", "title", "unit"]


def test_sums_signatures_and_headings_are_no_people() -> None:
    """And people are: even one called Tổng."""

    def why(*cells: str) -> str:
        fields = dict(zip(["serial", "name", "birth"], cells, strict=False))
        return skipped(fields, Line(9, cells))

    assert why("", "Tổng cộng: 12 người", "") == "total"
    assert why("", "", "NGƯỜI LẬP BIỂU") == "signature"
    assert why("", "II. Ấp Tân Lập", "") == "heading"
    assert why("STT", "Họ và tên", "Năm sinh") == "repeated_header"
    assert why("7", "Tống Cộng Hoà", "1960") == ""
    assert why("8", "Nguyễn Văn Tổng", "") == ""


TEXT = "STT,Họ và tên,Năm sinh\r\n1,Nguyễn Thị Ngọc Ánh,1960\r\n2,Đỗ Ước,1970\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files(encoding: str) -> None:
    """With and without a mark at the beginning."""
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_files_of_old_fonts() -> None:
    """TCVN3 and VNI, letter by letter; Windows-1258 with marks of its own."""
    assert tcvn3("Hä vµ tªn NguyÔn ThÞ §ç ­íc") == "Họ và tên Nguyễn Thị Đỗ ước"
    assert vni("Hoï vaø teân Nguyeãn Thò Ñoã öôùc") == "Họ và tên Nguyễn Thị Đỗ ước"
    old = "STT,Hä vµ tªn\r\n1,NguyÔn ThÞ".encode("latin-1")
    assert "Họ và tên" in decoded(old)
    windows = "STT,Ho\u0323 va\u0300 tên\r\n1,Nguyê\u0303n".encode("cp1258")
    assert "va\u0300" in decoded(windows)
