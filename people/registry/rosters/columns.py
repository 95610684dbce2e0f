"""Which column of a roster is what: from how its headers are written, wherever they stand.

Headers are compared without marks, capitals and punctuation. They may take two lines, the upper
one with joined cells ("Họ và tên" over "Họ đệm" and "Tên"; "Giới tính" over "Nam" and "Nữ").
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.registry.rosters.reading import Line, Merged
from people.text import fold

NAME, FAMILY, GIVEN = "name", "family", "given"
BIRTH, SEX, MALE, FEMALE = "birth", "sex", "male", "female"
PHONE, NUMBER, CODE = "phone", "national_id", "staff_code"
UNIT, COMMUNE, HAMLET, TEAM = "unit", "commune", "hamlet", "team"
TITLE, ETHNICITY, NOTE, SERIAL = "title", "ethnicity", "note", "serial"
FIELDS: dict[str, str | Promise] = {
    NAME: _("Full name"),
    FAMILY: _("Family and middle name"),
    GIVEN: _("Given name"),
    BIRTH: _("Birth date or year"),
    SEX: _("Sex"),
    MALE: _("Male (marked)"),
    FEMALE: _("Female (marked)"),
    PHONE: _("Phone number"),
    NUMBER: _("National number"),
    CODE: _("Staff code"),
    UNIT: _("Unit"),
    COMMUNE: _("Commune"),
    HAMLET: _("Hamlet"),
    TEAM: _("Team"),
    TITLE: _("Office or task"),
    ETHNICITY: _("Ethnic group"),
    NOTE: _("Note"),
    SERIAL: _("Number in the list"),
}
_WORDS: dict[str, tuple[str, ...]] = {
    NAME: ("ho va ten", "ho ten", "ho va chu dem ten", "ten thanh vien", "ten can bo", "ho va ten can bo",
           "ho va ten thanh vien", "ten day du", "full name", "name"),
    FAMILY: ("ho dem", "ho va dem", "ho va ten dem", "ho lot", "ho chu dem", "ho va chu dem",
             "ho va chu lot", "ho"),
    GIVEN: ("ten",),
    BIRTH: ("ngay sinh", "nam sinh", "ngay thang nam sinh", "ngay thang nam", "sinh ngay", "ns",
            "sinh nam", "date of birth", "birth year", "ntns"),
    SEX: ("gioi tinh", "gioi", "phai", "nam nu", "gt", "sex"),
    MALE: ("nam",),
    FEMALE: ("nu",),
    PHONE: ("sdt", "dien thoai", "so dien thoai", "so dt", "so dd", "di dong", "dt", "dtdd", "dt dd",
            "dien thoai di dong", "so dien thoai lien he", "so di dong", "dien thoai lien he",
            "lien he", "phone", "mobile", "zalo", "so zalo"),
    NUMBER: ("cccd", "cmnd", "so cccd", "so cmnd", "so dinh danh", "so dinh danh ca nhan", "cccd cmnd",
             "cmnd cccd", "so cccd cmnd", "so cmnd cccd", "can cuoc", "so can cuoc", "can cuoc cong dan",
             "ma dinh danh", "so can cuoc cong dan", "cmt", "so cmt", "dinh danh"),
    CODE: ("ma cb", "ma can bo", "ma cong chuc", "ma cbcc", "ma cbccvc", "ma vien chuc", "so hieu",
           "so hieu cong chuc", "ma nhan vien", "ma nv", "ma so can bo", "ma giao vien", "ma hoc sinh",
           "ma so", "staff code"),
    UNIT: ("don vi", "co quan", "don vi cong tac", "co quan don vi", "noi cong tac", "phong", "phong ban",
           "bo phan", "truong", "ten don vi", "co quan cong tac", "cong ty", "hop tac xa", "unit"),
    COMMUNE: ("xa phuong", "xa", "phuong", "xa phuong thi tran", "xa phuong dac khu", "phuong xa",
              "ten xa", "ten xa phuong", "dia ban", "dia phuong", "don vi hanh chinh", "dia chi"),
    HAMLET: ("ap", "thon", "khu pho", "ap khu pho", "khu pho ap", "thon ap", "ap thon", "to dan pho", "kp",
             "thon ap khu pho", "ap thon khu pho", "thon to", "dia ban phu trach", "lang", "bon"),
    TEAM: ("to", "to cnscd", "to cong nghe so", "to cong nghe so cong dong", "ten to", "to so"),
    TITLE: ("chuc vu", "nhiem vu", "chuc danh", "vai tro", "vi tri", "chuc vu nhiem vu", "chuc vu trong to",
            "nhiem vu trong to", "chuc vu chuc danh", "cong viec", "phan cong", "title"),
    ETHNICITY: ("dan toc", "ethnicity"),
    NOTE: ("ghi chu", "note", "notes"),
    SERIAL: ("stt", "tt", "so tt", "so thu tu", "no"),
}  # fmt: skip
_FIELD_OF = {word: name for name, words in _WORDS.items() for word in words}
_LONGEST = sorted((word for word in _FIELD_OF if len(word) > 4), key=len, reverse=True)
SEARCHED_LINES = 25


@dataclass
class Layout:
    """Where the headers stand and which column is what."""

    header: Line | None = None
    # The last line that belongs to the headers.
    last: int = 0
    headers: list[str] = field(default_factory=list)
    # The field of each place that is of interest.
    fields: dict[int, str] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """A fingerprint of the headers: a list written the same way has the same one."""
        text = "|".join(_key(header) for header in self.headers)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def has_name(self) -> bool:
        """Whether it is known who a line is about."""
        known = set(self.fields.values())
        return NAME in known or {FAMILY, GIVEN} <= known


def is_list(head: Sequence[Line]) -> bool:
    """Return whether the first lines have the headers of a list of people."""
    return layout_of(head).has_name


def layout_of(head: Sequence[Line], merged: Sequence[Merged] = ()) -> Layout:
    """Return the best reading of the first lines; its fields are empty when none is a header."""
    best = Layout(headers=[])
    score = 0
    for place, line in enumerate(head[:SEARCHED_LINES]):
        upper = _filled(line, merged)
        for below in (None, head[place + 1] if place + 1 < len(head) else None):
            if place and below is None and line.number == 0:
                continue
            tried = _layout(line, upper, below)
            found = 2 * len(tried.fields) + (5 if tried.has_name else 0) - (below is not None)
            if tried.has_name and found > score:
                best, score = tried, found
    return _past_numbers(best, head)


def _layout(line: Line, upper: Sequence[str], below: Line | None) -> Layout:
    if below is None:
        headers = list(line.cells)
        return Layout(line, line.number, headers, guessed(headers))
    width = max(len(upper), len(below.cells))
    tops = [*upper, *[""] * (width - len(upper))]
    subs = [*below.cells, *[""] * (width - len(below.cells))]
    # Of two lines the lower one says more, where it is a header at all.
    headers = [sub if sub and field_of(sub) else top for top, sub in zip(tops, subs, strict=True)]
    is_second = any(
        sub and not top for top, sub in zip(line.cells, below.cells, strict=False)
    ) or any(field_of(sub) for sub in below.cells)
    words = [sub for sub in below.cells if sub]
    if not is_second or not words or not all(field_of(word) for word in words):
        return Layout()
    return Layout(line, below.number, headers, guessed(headers))


def _filled(line: Line, merged: Sequence[Merged]) -> list[str]:
    """Return the cells of a line, each joined cell's text in all the places it covers."""
    cells = list(line.cells)
    for range_ in merged:
        if range_.top <= line.number <= range_.bottom and range_.left < len(cells):
            for place in range(range_.left, min(range_.right + 1, len(cells))):
                cells[place] = cells[place] or cells[range_.left]
    return cells


def _past_numbers(layout: Layout, head: Sequence[Line]) -> Layout:
    """Let the line (1) (2) (3) or A B 1 2 under the headers belong to them."""
    for line in head:
        if layout.header is None or line.number <= layout.last:
            continue
        words = [re.sub(r"[()\s.]", "", cell) for cell in line.cells if cell]
        digits = [int(word) for word in words if word.isascii() and word.isdigit()]
        is_count = len(words) > 2 and len(digits) >= len(words) - 2 and max(digits, default=99) < 60
        if is_count and all(len(word) <= 2 for word in words):
            layout.last = line.number
        break
    return layout


def guessed(headers: Sequence[str]) -> dict[int, str]:
    """Return the field of each recognised header; each field once, the first column wins."""
    found: dict[int, str] = {}
    for place, header in enumerate(headers):
        name = field_of(header)
        if name and name not in found.values():
            found[place] = name
    kinds = set(found.values())
    if NAME in kinds and GIVEN in kinds and FAMILY not in kinds:
        # Joined "Họ và tên" over two columns: the first holds the family name.
        first = next(place for place, name in found.items() if name == NAME)
        found[first] = FAMILY
    if {MALE, FEMALE} & kinds != {MALE, FEMALE}:
        found = {place: name for place, name in found.items() if name not in {MALE, FEMALE}}
    return found


def field_of(header: str) -> str:
    """Return which field a header names, or ""."""
    key = _key(header)
    if key in _FIELD_OF:
        return _FIELD_OF[key]
    if not key or len(key) > 80:
        return ""
    return next((_FIELD_OF[word] for word in _LONGEST if key.startswith(f"{word} ")), "")


def remembered(headers: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    """Return the fields as an officer put them right for a list with the same headers."""
    return {int(place): name for place, name in known.items() if int(place) < len(headers)}


def _key(header: str) -> str:
    bare = re.sub(r"\(.*?\)|\*", " ", header)
    return " ".join(re.sub(r"[^0-9a-z]+", " ", fold(bare)).split())
