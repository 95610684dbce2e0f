"""Whatever is sent in as a list gets a clear answer, quickly and within the memory there is."""

import io
import time
import zipfile

import openpyxl
import pytest

from people.refusal import Refusal
from people.registry.rosters.reading import MAX_BYTES, read
from people.registry.rosters.taking import open_list

SHEET = "xl/worksheets/sheet1.xml"
_HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TAIL = b"</sheetData></worksheet>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def book(*rows: list) -> bytes:
    """Return the rows as a spreadsheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    """Return a spreadsheet as it is sent."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """Return a spreadsheet with parts of its archive replaced or added; "__" stands for "/"."""
    new = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in old.infolist():
            if entry.filename not in new:
                archive.writestr(entry, old.read(entry))
        for name, part in new.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def with_sheet(cells: bytes) -> bytes:
    """Return a spreadsheet whose only sheet is made by hand."""
    return with_parts(book(["x"]), xl__worksheets__sheet1_dot_xml=_HEAD + cells + _TAIL)


def _text(cell: str, text: str) -> bytes:
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def _packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


HOSTILE = {
    "nothing": (lambda: b"", "empty"),
    "blank": (lambda: b"  \n \n", "empty"),
    "only separators": (lambda: b",,,\n,,,\n", "empty"),
    "an empty spreadsheet": (lambda: book([]), "empty"),
    "pdf": (lambda: b"%PDF-1.7 ...", "no_table"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n", "no_table"),
    "program": (lambda: b"MZ\x90\x00", "no_table"),
    "html called xls": (lambda: b"\xef\xbb\xbf\n<html><table><tr><td>a</td></tr></table></html>", "no_table"),
    "xml": (lambda: b'<?xml version="1.0"?><Workbook/>', "no_table"),
    "rtf": (lambda: b"{\\rtf1 a}", "no_table"),
    "old excel": (lambda: OLE + b"\x00" * 600, "old_excel"),
    "encrypted": (lambda: OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked"),
    "macros": (lambda: with_parts(book(["a"]), xl__vbaProject_dot_bin=b"x"), "macros"),
    "another archive": (lambda: _packed(a=b"b"), "no_table"),
    "a word document": (lambda: _packed(**{"word/document.xml": b"<a/>"}), "no_table"),
    "broken archive": (lambda: b"PK\x03\x04" + b"\xff" * 200, "no_table"),
    "cut off": (lambda: book(["Họ và tên", "Năm sinh"])[:-300], "no_table"),
    "broken sheet": (lambda: with_parts(book(["x"]), xl__worksheets__sheet1_dot_xml=b"<worksheet><sheetData><row"), None),
    "bomb": (lambda: with_parts(book(["a"]), xl__media__a_dot_png=b"0" * 60_000_000), "too_large"),
    "a cell in the last corner": (
        lambda: with_sheet(b'<row r="1">' + _text("A1", "Họ và tên") + b'</row><row r="1048576">' + _text("XFD1048576", "x") + b"</row>"),
        "too_wide",
    ),
    "binary": (lambda: bytes(range(256)) * 20, "encoding"),
    "other letters": (lambda: "Họ tên; Nguyễn Văn Ước".encode("cp1258", "ignore")[5:] + b"\x81", "encoding"),
    "too large": (lambda: b"a,b\n" * (MAX_BYTES // 4 + 1), "too_large"),
    "a quote that never ends": (lambda: b'"' + b"a,b\n" * 60_000, "no_table"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_clear_no(name: str) -> None:
    """A refusal with words, never a fault; within seconds."""
    make, code = HOSTILE[name]
    content, began = make(), time.perf_counter()
    with pytest.raises(Refusal) as refused:
        for _line in open_list(content).sheet.lines:
            pass
    assert refused.value.code == (code or refused.value.code)
    assert str(refused.value)
    assert time.perf_counter() - began < 10


def test_a_million_blank_rows_survive() -> None:
    """Two people among them, quickly, each on the row that a spreadsheet shows."""
    rows = [b'<row r="1">' + _text("A1", "Họ và tên") + _text("B1", "Năm sinh") + b"</row>"]
    for number in range(2, 1_000_001):
        filled = _text(f"A{number}", f"Trần Thị {number}") if number in {2, 900_000} else b""
        rows.append(b'<row r="%d" spans="1:2" ht="15">' % number + filled + b"</row>")
    content, began = with_sheet(b"".join(rows)), time.perf_counter()
    opened = open_list(content)
    assert [line.number for line in opened.sheet.lines] == [1, 2, 900_000]
    assert time.perf_counter() - began < 15


def test_formulas_are_read_as_their_values() -> None:
    """Nothing is run; what was computed when it was saved is what counts."""
    cell = b'<c r="A2"><f>1+1</f><v>1960</v></c>'
    rows = b'<row r="1">' + _text("A1", "Năm sinh") + b'</row><row r="2">' + cell + b"</row>"
    assert list(read(with_sheet(rows)).lines)[1].cells == ("1960",)


def test_entities_and_other_files_are_not_followed() -> None:
    """An XML with entities gives no entity's text, whatever else it gives."""
    part = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + _HEAD[21:]
    )
    content = with_parts(
        book(["x"]),
        xl__worksheets__sheet1_dot_xml=part + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>' + _TAIL,
    )  # fmt: skip
    try:
        cells = [cell for line in read(content).lines for cell in line.cells]
    except Refusal:
        return
    assert not any("root" in cell for cell in cells)


def test_the_sheet_with_the_list_is_found_and_others_are_named() -> None:
    """A cover sheet before it, another one after it."""
    made = openpyxl.Workbook()
    made.active.append(["Kính gửi"])
    made.create_sheet("Danh sách").append(["STT", "Họ và tên", "Năm sinh"])
    made.create_sheet("Phụ lục").append(["khác"])
    opened = open_list(saved(made))
    assert opened.sheet.name == "Danh sách"
    assert opened.sheet.others == ["Sheet", "Phụ lục"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_with_any_usual_separator(mark: str) -> None:
    """Told from the first lines."""
    content = mark.join(["STT", "Họ và tên", "Năm sinh"]).encode() + b"\r\n"
    assert open_list(content).layout.fields == {0: "serial", 1: "name", 2: "birth"}


def test_cells_of_an_old_font_in_a_spreadsheet_are_put_right() -> None:
    """A .VnTime list, saved as XLSX years later."""
    lines = list(open_list(book(["STT", "Hä vµ tªn"], [1, "NguyÔn ThÞ §ç"])).sheet.lines)
    assert lines[1].cells == ("1", "Nguyễn Thị Đỗ")
