"""What a line of a roster says about a person, and what is wrong with it. No tables."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from people.registry.rosters import columns, values
from people.registry.rosters.reading import Line
from people.registry.rosters.values import Unreadable
from people.text import fold, tidy

_TOTALS = re.compile(r"(tong( cong| so)?|cong|danh sach (nay )?(co|gom))\b[ :.0-9]*")
_SIGNED = ("nguoi lap", "nguoi tong hop", "thu truong", "tm uy ban", "tm. uy ban", "chu tich", "kt chu tich",
           "kt. chu tich", "pho chu tich", "xac nhan", "ky ten", "(ky", "noi nhan", "ngay ",
           "truong phong", "lanh dao", "uy ban nhan dan", "hieu truong", "danh sach nay")  # fmt: skip
# "I. Xã An Lộc" over the people of a place.
_GROUP = re.compile(
    r"([ivx]+|[a-h]|\d+)[.)/] |(xa|phuong|thi tran|dac khu|ap|khu pho|thon|to|phong|khoi) \S"
)
_NOT_A_NAME = re.compile(r"[\d@#<>{}\[\]_=+*/\\|~^%$!?;:\"]")
PLACES = (columns.TEAM, columns.HAMLET, columns.UNIT, columns.COMMUNE)


@dataclass(slots=True)
class Given:
    """What a line says, each value in its one form; what it doesn't say is empty."""

    name: str = ""
    birth_year: int | None = None
    birth_date: str = ""
    sex: str = ""
    phone: str = ""
    number: str = ""
    staff_code: str = ""
    ethnicity: str = ""
    title: str = ""
    position: str = "member"
    # What the line says of the place, by field of ``PLACES``.
    places: dict[str, str] = field(default_factory=dict)

    @property
    def born(self) -> dt.date | None:
        """The birth date."""
        return dt.date.fromisoformat(self.birth_date) if self.birth_date else None

    @property
    def key(self) -> str:
        """A fingerprint: a line that says the same has the same one, wherever it stands."""
        said = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(slots=True)
class Said:
    """A line as it was understood."""

    line: Line
    given: Given = field(default_factory=Given)
    # (column, code, what may be proposed) of what makes it unusable; (column, code, words) of what was noticed.
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


def skipped(cells: Mapping[str, str], line: Line) -> str:
    """Return why a line is no person's: "total", "signature", "heading", "repeated_header", or ""."""
    texts = [cell for cell in line.cells if cell]
    name = fold(_name(cells))
    first = fold(texts[0]) if texts else ""
    if _TOTALS.fullmatch(name) or (_TOTALS.match(first) and not cells.get(columns.PHONE)):
        return "total"
    known = [columns.field_of(text) for text in texts]
    if len([one for one in known if one]) >= 3 and columns.field_of(_name(cells)):
        return "repeated_header"
    told = [
        one
        for one in cells
        if one not in {columns.NAME, columns.SERIAL, columns.FAMILY} and cells[one]
    ]
    if first.startswith(_SIGNED) or (name.startswith(_SIGNED) and not told):
        return "signature"
    if len(texts) == 1 and (not name or _GROUP.match(first)):
        return "heading"
    return "heading" if not name and len(texts) <= 2 and not told else ""


def understood(cells: Mapping[str, str], line: Line, today: dt.date) -> Said:
    """Return what the cells of a line say.

    Args:
        cells: text by field of ``columns.FIELDS``.
        line: where they stand.
        today: nobody is born later.
    """
    said = Said(line)
    given = said.given
    _read_name(said, _name(cells))
    try:
        born = values.born(cells.get(columns.BIRTH, ""), today)
        given.birth_year = born.year
        given.birth_date = born.date.isoformat() if born.date else ""
    except Unreadable as error:
        said.problems.append((columns.BIRTH, error.code, cells[columns.BIRTH]))
    try:
        called = values.called(cells.get(columns.PHONE, ""))
        given.phone = called.phone
        said.notes += [(columns.PHONE, code, called.other) for code in called.notes]
    except Unreadable as error:
        said.problems.append((columns.PHONE, error.code, cells[columns.PHONE]))
    try:
        given.number, notes = values.national_number(cells.get(columns.NUMBER, ""))
        said.notes += [(columns.NUMBER, code, "") for code in notes]
    except Unreadable as error:
        said.problems.append((columns.NUMBER, error.code, ""))
    code = cells.get(columns.CODE, "")
    given.staff_code = "" if values.is_nothing(code) else tidy(code)[:40]
    given.sex = values.sex(
        cells.get(columns.SEX, ""), cells.get(columns.MALE, ""), cells.get(columns.FEMALE, "")
    )
    given.ethnicity = tidy(cells.get(columns.ETHNICITY, ""))[:40]
    title = tidy(cells.get(columns.TITLE, ""))[:120]
    given.position = values.position(title)
    given.title = "" if values.is_plain_member(title) or given.position != "member" else title
    given.places = {name: cells[name] for name in PLACES if cells.get(name)}
    if not said.problems and not _can_be_known(given):
        said.problems.append((columns.NAME, "no_key", ""))
    return said


def cells_of(line: Line, fields: Mapping[int, str]) -> dict[str, str]:
    """Return the texts of a line by field."""
    count = len(line.cells)
    return {name: line.cells[place] for place, name in fields.items() if place < count}


def _name(cells: Mapping[str, str]) -> str:
    whole = cells.get(columns.NAME, "")
    if columns.FAMILY in cells or columns.GIVEN in cells:
        parts: Sequence[str] = (cells.get(columns.FAMILY, ""), cells.get(columns.GIVEN, ""))
        return tidy(" ".join(part for part in parts if part)) or whole
    return whole


def _read_name(said: Said, written: str) -> None:
    name = re.sub(r"^(?i:ông|bà|anh|chị|đ/c|đồng chí)[.:]?\s+(?=\S+\s)", "", tidy(written))
    if name and (name.isupper() or name.islower()):
        name = " ".join(word.capitalize() for word in name.lower().split())
    said.given.name = name[:160]
    if not name:
        said.problems.append((columns.NAME, "missing_name", ""))
    elif _NOT_A_NAME.search(name) or name.startswith(("-", "'")) or len(name) > 60:
        said.problems.append((columns.NAME, "bad_name", name[:60]))
    elif len(name.split()) < 2:
        said.problems.append((columns.NAME, "short_name", name))


def _can_be_known(given: Given) -> bool:
    return bool(given.birth_year or given.phone or given.number or given.staff_code)
