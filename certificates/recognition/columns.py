"""Which column of a list is what: known from the last time, or from how headers are written."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.registry.rosters import columns as rosters
from people.registry.rosters.reading import Line, Sheet, read
from people.text import fold

NAME = rosters.NAME
COURSE, ON, RESULT = "course", "on", "result"
# Of a roster's fields those that tell who it is.
_OF_PERSONS = (rosters.NAME, rosters.FAMILY, rosters.GIVEN, rosters.BIRTH, rosters.PHONE,
               rosters.NUMBER, rosters.CODE, rosters.UNIT, rosters.COMMUNE, rosters.HAMLET,
               rosters.TEAM)  # fmt: skip
FIELDS: dict[str, str | Promise] = {
    **{name: rosters.FIELDS[name] for name in _OF_PERSONS},
    COURSE: _("Course"),
    ON: _("Completed on"),
    RESULT: _("Result"),
}
# Folded headers; a header that begins so is taken, the longer ones first.
_WORDS: dict[str, tuple[str, ...]] = {
    NAME: ("ten hoc vien", "hoc vien", "ho ten hoc vien"),
    COURSE: ("ten khoa hoc", "khoa hoc", "ma khoa hoc", "noi dung", "chuyen de", "ten lop", "course"),
    ON: ("ngay hoan thanh", "ngay cap", "ngay hoc", "ngay ket thuc", "thoi gian hoan thanh",
         "completed on", "completion date", "date completed", "ngay"),
    RESULT: ("ket qua", "xep loai", "trang thai", "result", "status"),
}  # fmt: skip
SEARCHED_LINES = 25


def open_list(content: bytes, known: Mapping[str, str]) -> tuple[Sheet, Line]:
    """Return the list in a file and the line that holds its headers.

    Args:
        content: the file.
        known: as for ``guessed``.

    Raises:
        Refusal: when it is no list; see ``rosters.reading.read``.
    """
    sheet = read(content, lambda head: has_name(guessed(_header(head, known).cells, known)))
    return sheet, _header(sheet.head, known)


def _header(head: Sequence[Line], known: Mapping[str, str]) -> Line:
    """Return the line in which most headers are recognised."""
    return max(head[:SEARCHED_LINES], key=lambda line: len(guessed(line.cells, known)))


def has_name(fields: Mapping[int, str]) -> bool:
    """Return whether it is known who a line is about."""
    chosen = set(fields.values())
    return NAME in chosen or {rosters.FAMILY, rosters.GIVEN} <= chosen


def guessed(headers: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    """Return the field of each recognised column; each field once, the first column wins.

    Args:
        headers: as written.
        known: folded headers of the source and their fields, "" for columns of no interest.
    """
    found: dict[int, str] = {}
    for place, header in enumerate(headers):
        key = fold(header)
        field = known[key] if key in known else _usual(header)
        if field in FIELDS and field not in found.values():
            found[place] = field
    return found


def _usual(header: str) -> str:
    field = rosters.field_of(header)
    if field:
        return field
    key = fold(header)
    fits = [
        (len(word), field)
        for field, words in _WORDS.items()
        for word in words
        if key == word or key.startswith(f"{word} ")
    ]
    return max(fits)[1] if fits else ""
