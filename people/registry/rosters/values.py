"""What cells say, in any usual form: days, years, phones, numbers, positions. No tables."""

import datetime as dt
import re
from dataclasses import dataclass

from people.models.memberships import Position
from people.text import fold

_NOUGHT = dt.date(1899, 12, 30)
_NOTHING = {"", "-", "--", "x", "/", ".", "0", "ko", "kc", "khong", "khong co", "chua co", "chua ro",
            "k co", "ko co", "n/a", "na", "null", "none", "khong ro", "…", "..."}  # fmt: skip
_MOBILE = re.compile(r"0(?:3\d|5\d|7[06-9]|8[1-9]|9\d)\d{7}")
# Numbers of eleven digits, given up in 2018: their first digits then and now.
_OLD_PREFIXES = {
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_LEADERS = ("to truong", "truong to", "truong")
_DEPUTIES = ("to pho", "pho to", "pho to truong", "to pho thuong truc")
_MEMBERS = ("thanh vien", "to vien", "tv", "uy vien")
_MALE, _FEMALE = {"nam", "m", "male", "trai", "1"}, {"nu", "f", "female", "gai", "0"}


class Unreadable(ValueError):
    """A cell says nothing that can be meant; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Born:
    """A birth date or, more often, only the year."""

    year: int | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A phone in E.164, and what was noticed in the cell: "second_phone", "zero_restored" …"""

    phone: str = ""
    notes: tuple[str, ...] = ()
    other: str = ""


def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is nothing: empty, a dash, "không có"."""
    return fold(text) in _NOTHING


def born(text: str, today: dt.date) -> Born:
    """Return what a birth cell says: 31/12/1960, 1-2-60, 12/1960, 1960, 1960.0, 22280 …

    Raises:
        Unreadable: "bad_birth", or "birth_range" for nobody's age.
    """
    if is_nothing(text):
        return Born()
    bare = re.sub(r"(?i)^(sn|sinh năm|sinh ngày|năm|ns)\.?\s*:?\s*", "", text.strip()).removesuffix(
        ".0"
    )
    bare = re.sub(r"\s+\d\d?:\d\d(:\d\d)?$", "", bare.split("T")[0])
    if bare.isascii() and bare.isdigit():
        return _born_digits(bare, today)
    parts = [int(part) for part in re.findall(r"\d{1,4}", bare)]
    if re.search(r"[^\d\s./,-]", bare) or not bare.isascii():
        words = re.fullmatch(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})", fold(bare))
        if words is None:
            raise Unreadable("bad_birth")
        parts = [int(part) for part in words.groups()]
    if len(parts) == 2 and parts[1] > 1000 and 1 <= parts[0] <= 12:
        return Born(_aged(parts[1], today))
    if len(parts) != 3:
        raise Unreadable("bad_birth")
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if year < 100:
        year += 2000 if year <= today.year - 2000 - 5 else 1900
    return _on(year, month, day, today)


def _born_digits(bare: str, today: dt.date) -> Born:
    if len(bare) == 4:
        return Born(_aged(int(bare), today))
    if len(bare) == 5:
        date = _NOUGHT + dt.timedelta(days=int(bare))
        return _on(date.year, date.month, date.day, today)
    if len(bare) == 8:
        return _on(int(bare[4:]), int(bare[2:4]), int(bare[:2]), today)
    raise Unreadable("bad_birth")


def _on(year: int, month: int, day: int, today: dt.date) -> Born:
    _aged(year, today)
    if day == 0 and month == 0:
        return Born(year)
    try:
        return Born(year, dt.date(year, month, day))
    except ValueError as error:
        raise Unreadable("bad_birth") from error


def _aged(year: int, today: dt.date) -> int:
    if not today.year - 110 <= year <= today.year - 5:
        raise Unreadable("birth_range")
    return year


def called(text: str) -> Called:
    """Return the phone of a cell; of two the first one, the other as a note.

    Raises:
        Unreadable: "bad_phone".
    """
    if is_nothing(text):
        return Called()
    whole = _phone(text)
    if whole is not None:
        return whole
    parts = [part for part in re.split(r"[,;/\n|]| - | hoặc | và ", text) if re.search(r"\d", part)]
    found = [phone for part in parts if (phone := _phone(part)) is not None]
    if not found:
        raise Unreadable("bad_phone")
    others = [one.phone for one in found[1:]]
    notes = (*found[0].notes, *(["second_phone"] if len(parts) > 1 else []))
    return Called(found[0].phone, notes, others[0] if others else "")


def _phone(text: str) -> Called | None:
    bare = re.sub(r"[\s.\-()\u00a0\u202f']|\.0$", "", re.sub(r"\.0$", "", text.strip()))
    bare = bare.removeprefix("+")
    if not bare.isascii() or not bare.isdigit():
        return None
    notes: tuple[str, ...] = ()
    if bare.startswith("0084"):
        bare = bare[2:]
    if bare.startswith("84") and len(bare) in {11, 12, 13}:
        bare = "0" + bare[2:].removeprefix("0")
    elif not bare.startswith("0") and len(bare) in {9, 10}:
        bare, notes = f"0{bare}", ("zero_restored",)
    if len(bare) == 11 and bare[:4] in _OLD_PREFIXES:
        bare, notes = _OLD_PREFIXES[bare[:4]] + bare[4:], (*notes, "old_number")
    return Called(f"+84{bare[1:]}", notes) if _MOBILE.fullmatch(bare) else None


def national_number(text: str) -> tuple[str, tuple[str, ...]]:
    """Return twelve digits (or nine of the old card) and what was noticed.

    Raises:
        Unreadable: "bad_number".
    """
    if is_nothing(text):
        return "", ()
    bare = re.sub(r"[\s.'\-]", "", text.removesuffix(".0"))
    if not bare.isascii() or not bare.isdigit():
        raise Unreadable("bad_number")
    if len(bare) in {12, 9}:
        return bare, ()
    # A spreadsheet that took it for a number lost the noughts before it: 075… begins with one.
    if len(bare) in {10, 11}:
        return bare.zfill(12), ("zero_restored",)
    if len(bare) == 8:
        return bare.zfill(9), ("zero_restored",)
    raise Unreadable("bad_number")


def sex(text: str, male: str = "", female: str = "") -> str:
    """Return "m", "f" or "": from a word, or from a mark in one of two columns."""
    said = fold(text)
    if said in _MALE or (male.strip() and not female.strip()):
        return "m"
    if said in _FEMALE or (female.strip() and not male.strip()):
        return "f"
    return ""


def position(title: str) -> str:
    """Return member, deputy or leader, from what the list calls the task in a team."""
    said = " ".join(re.sub(r"[^a-z ]+", " ", fold(title)).split())
    if said.startswith(_DEPUTIES):
        return Position.DEPUTY
    if said in _LEADERS or said.startswith(_LEADERS[:2]):
        return Position.LEADER
    return Position.MEMBER


def is_plain_member(title: str) -> bool:
    """Return whether a task says no more than that somebody is a member."""
    return fold(title) in _MEMBERS
