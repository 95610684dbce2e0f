"""A spreadsheet as lines of plain text, one at a time; a clear no to whatever isn't a list.

Values only: no formula is run and no macro opened. An archive is weighed before it is unpacked,
and a sheet is measured before it is laid out, because a single cell in the last corner of a sheet
makes it sixteen thousand million cells wide and long.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import python_calamine
from django.utils.translation import gettext_lazy as _

from people.refusal import Refusal
from people.registry.rosters.encodings import decoded, repair_for
from people.text import tidy

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 600 * 1024 * 1024
# Rows that are all alike shrink a lot; what shrinks beyond this was made to harm.
MAX_RATIO = 150
MAX_SHEETS = 200
MAX_LINES = 200_000
MAX_COLUMNS = 60
MAX_CELL = 500
# Cells of the rectangle that holds everything.
MAX_AREA = 40_000_000
HEAD = 40
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"MZ",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)
_CELL = re.compile(rb'<c [^>]{0,80}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_STEP, _OVERLAP = 1 << 20, 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has something in it; ``number`` is what a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """Cells that were joined into one: first and last line number and place, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A list: its first lines, all its lines, and what else the file holds."""

    head: list[Line]
    lines: Iterable[Line]
    name: str = ""
    merged: list[Merged] = field(default_factory=list)
    # Sheets that have something in them and are not read.
    others: list[str] = field(default_factory=list)


def read(content: bytes, is_list: Callable[[Sequence[Line]], bool] = lambda _head: True) -> Sheet:
    """Return the first sheet whose first lines ``is_list`` accepts, or the first with anything.

    Args:
        content: the file.
        is_list: tells from the first lines whether a sheet is the list.

    Raises:
        Refusal: when it is too large, no table, damaged, of an old kind, has macros or is
            protected by a password.
    """
    if len(content) > MAX_BYTES:
        raise Refusal("too_large", _("The file is larger than 30 MB. Split it into several."))
    if not content.strip():
        raise _empty()
    if content.startswith(OLE):
        raise _old(content)
    if content.startswith(ZIP):
        _weigh(content)
        sheet = _from_book(content, is_list)
    elif content.startswith(FOREIGN) or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise _no_table()
    else:
        sheet = _from_text(content)
    if not sheet.head:
        raise _empty()
    repair = repair_for(cell for line in sheet.head for cell in line.cells)
    if repair is not None:
        mend = repair
        sheet.head = [_mended(line, mend) for line in sheet.head]
        sheet.lines = (_mended(line, mend) for line in sheet.lines)
    return sheet


def _mended(line: Line, repair: Callable[[str], str]) -> Line:
    return Line(line.number, tuple(repair(cell) for cell in line.cells))


def _empty() -> Refusal:
    return Refusal("empty", _("The file is empty."))


def _no_table() -> Refusal:
    return Refusal(
        "no_table", _("This isn't a list that we can read. Save it as Excel (XLSX) or CSV first.")
    )


def _old(content: bytes) -> Refusal:
    """Return why an OLE file isn't read: it is encrypted, or of the Excel of twenty years ago."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _locked()
    return Refusal(
        "old_excel", _("This is a file of an old Excel (XLS). Save it as XLSX, then send it again.")
    )


def _weigh(content: bytes) -> None:
    """Refuse an archive with macros, or that would unpack to far more than a list of people."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_into(archive, len(content))
    except Refusal:
        raise
    except Exception as error:
        # BadZipFile, zlib.error, EOFError …: whatever a damaged archive brings about.
        raise _no_table() from error


def _look_into(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refusal("macros", _("The file holds macros. Save it as XLSX, without them."))
    if not any(name == "content.xml" or name.startswith("xl/workbook") for name in names):
        raise _no_table()
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked()
    size = sum(entry.file_size for entry in entries)
    if size > min(MAX_UNPACKED, max(packed, 20_000) * MAX_RATIO) or len(entries) > 2_000:
        raise _bomb()
    for entry in entries:
        if entry.filename.startswith("xl/worksheets/") and entry.file_size:
            _measure(archive, entry)


def _locked() -> Refusal:
    return Refusal("locked", _("The file is protected by a password. Save it without one."))


def _bomb() -> Refusal:
    return Refusal("too_large", _("The file unpacks to far more than a list. Save it anew."))


def _measure(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse a sheet whose cells lie so far apart that laying them out would fill the memory."""
    rows, width, rest, unpacked = 0, 0, b"", 0
    with archive.open(entry) as part:
        while chunk := part.read(_STEP):
            unpacked += len(chunk)
            if unpacked > entry.file_size + _STEP:
                raise _bomb()
            text = rest + chunk
            found = _CELL.findall(text)
            if found:
                rows = max(
                    rows, *(int(number) for _letters, number in found[-1:]), int(found[0][1])
                )
                width = max(width, *(_column(letters) for letters in {one for one, _ in found}))
            rest = text[-_OVERLAP:]
    if rows * width > MAX_AREA:
        raise Refusal(
            "too_wide",
            _("The cells of this sheet lie too far apart. Copy the list alone into a new file."),
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _from_book(content: bytes, is_list: Callable[[Sequence[Line]], bool]) -> Sheet:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        parts = list(_filled_parts(book))
    except python_calamine.PasswordError as error:
        raise _locked() from error
    except (python_calamine.CalamineError, ValueError, OSError, TypeError) as error:
        raise _no_table() from error
    if not parts:
        raise _empty()
    chosen = next((one for one in parts if is_list(one[1])), parts[0])
    others = [part.name for part, _head in parts if part.name != chosen[0].name]
    part, head = chosen
    return Sheet(head, _lines(part.iter_rows()), part.name, _merged(part), others)


def _filled_parts(
    book: python_calamine.CalamineWorkbook,
) -> Iterator[tuple[python_calamine.CalamineSheet, list[Line]]]:
    """Return the sheets that have something in them, each with its first lines."""
    names = book.sheet_names
    if len(names) > MAX_SHEETS:
        raise Refusal("too_many_sheets", _("The file has too many sheets. Keep only the list."))
    for place in range(len(names)):
        part = book.get_sheet_by_index(place)
        head = list(islice(_lines(part.iter_rows()), HEAD))
        if head:
            yield part, head


def _merged(part: python_calamine.CalamineSheet) -> list[Merged]:
    left = part.start[1] if part.start else 0
    return [
        Merged(top + 1, first - left, bottom + 1, last - left)
        for (top, first), (bottom, last) in (part.merged_cell_ranges or [])[:10_000]
    ]


def _from_text(content: bytes) -> Sheet:
    text = decoded(content)
    top = text[:20_000].splitlines()[:20]
    marks = {mark: sum(line.count(mark) for line in top) for mark in ("\t", ";", ",")}
    mark = max(marks, key=lambda one: marks[one])
    rows = _lines(_parsed(text, mark))
    head = list(islice(rows, HEAD))
    return Sheet(head, chain(head, rows))


def _parsed(text: str, mark: str) -> Iterator[Sequence[object]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _no_table() from error


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[Line]:
    found = 0
    for number, row in enumerate(rows, start=1):
        cells = tuple([_cell(value) for value in row[:MAX_COLUMNS]])
        if not any(cells):
            continue
        found += 1
        if found > MAX_LINES:
            raise Refusal("too_many", _("The list has over 200,000 lines. Split it into several."))
        yield Line(number, cells)


def _cell(value: object) -> str:
    """Return a cell as text: days as 2026-09-30, whole numbers without a point."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return tidy(value.replace("\x00", "")[:MAX_CELL])
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)[:MAX_CELL]
