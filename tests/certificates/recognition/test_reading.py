"""Whatever is sent in gets a clear answer; days are read as people write them."""

import datetime as dt
import io

import openpyxl
import pytest

from certificates.models import RecognitionBatch
from certificates.recognition import batches
from certificates.recognition.columns import FIELDS, guessed, open_list
from certificates.recognition.lines import day_of
from people.refusal import Refusal
from tests.cast import Cast
from tests.certificates.recognition.desk import source_of

HOSTILE = {
    "nothing": (b"", "empty"),
    "pdf": (b"%PDF-1.7 ...", "no_table"),
    "html": (b"<html><table><tr><td>a</td></tr></table></html>", "no_table"),
    "broken archive": (b"PK\x03\x04" + b"\xff" * 200, "no_table"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_excel"),
    "random": (b"\x80\x81\x82\xff" * 50, "encoding"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_list_is_refused_in_words(cast: Cast, name: str) -> None:
    """The reader of rosters has the whole corpus; here no batch is left behind."""
    content, code = HOSTILE[name]
    with pytest.raises(Refusal) as refused:
        batches.receive(
            source=source_of(cast), file_name=name, content=content, by=cast.users["dung"]
        )
    assert refused.value.code == code
    assert not RecognitionBatch.objects.exists()


def test_headers_stand_anywhere_and_on_any_sheet() -> None:
    """Below a title, on the second sheet; cells are values."""
    book = openpyxl.Workbook()
    book.active.append(["Bìa"])
    sheet = book.create_sheet("Danh sách")
    sheet.append(["DANH SÁCH HỌC VIÊN HOÀN THÀNH"])
    sheet.append([None])
    sheet.append(["STT", "Họ và tên", "Số CCCD", "Xã/Phường", "Tên khoá học", "Ngày hoàn thành"])
    sheet.append([1, "Trần Văn Minh", "=1+1", "Trảng Bom", "AI", dt.datetime(2026, 5, 4)])
    kept = io.BytesIO()
    book.save(kept)
    found, header = open_list(kept.getvalue(), {})
    assert header.number == 3
    assert set(guessed(header.cells, {}).values()) == {
        "name", "national_id", "commune", "course", "on"
    }  # fmt: skip
    assert next(line for line in found.head if line.number > 3).cells[-1] == "2026-05-04"


def test_headers_of_other_platforms_are_recognised() -> None:
    """Each field once."""
    headers = ["Tên học viên", "NS", "SĐT", "Cơ quan", "Chuyên đề", "Ngày cấp", "Xếp loại", "Ngày"]
    found = guessed(headers, {})
    assert list(found.values()) == [
        "name", "birth", "phone", "unit", "course", "on", "result"
    ]  # fmt: skip
    assert set(found.values()) <= set(FIELDS)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4/5/2026", dt.date(2026, 5, 4)),
        ("04-05-26", dt.date(2026, 5, 4)),
        ("2026-05-04", dt.date(2026, 5, 4)),
        ("2026-05-04 00:00:00", dt.date(2026, 5, 4)),
        ("4.5.2026", dt.date(2026, 5, 4)),
        ("46146", dt.date(2026, 5, 4)),
        ("31/2/2026", None),
        ("tháng 5", None),
        ("", None),
        ("1/2", None),
        ("٤/٥/٢٠٢٦", None),
    ],
)
def test_days_in_any_usual_form(text: str, day: dt.date | None) -> None:
    """And None for what isn't one."""
    assert day_of(text) == day
