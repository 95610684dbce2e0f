"""What a line of a list says, field by field, and what is wrong with it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.recognition import columns
from people.registry.finding import Clue, clue_from
from people.registry.rosters import lines as rosters
from people.registry.rosters import words
from people.registry.rosters.lines import Given
from people.registry.rosters.reading import Line
from people.text import fold, tidy

EARLIEST = dt.date(2015, 1, 1)
# What lists write for somebody who did not complete the course.
_NOT_PASSED = ("khong dat", "chua dat", "chua hoan thanh", "khong hoan thanh", "vang", "truot",
               "dang hoc", "failed", "not passed", "in progress")  # fmt: skip
_EXCEL_DAY_NOUGHT = dt.date(1899, 12, 30)

_PROBLEMS: dict[str, str | Promise] = {
    "no_line": _("This is a sum or a signature, not a person."),
    "missing_course": _("The course is missing."),
    "missing_day": _("The day of completion is missing."),
    "bad_day": _("The day of completion can't be read. Write it like 30/9/2026."),
    "future_day": _("The day of completion is still to come."),
    "old_day": _("The day of completion is before 2015."),
    "not_passed": _("The list says that the course wasn't completed."),
}
# These are said, and the line is used all the same: what is left decides who it is.
HARMLESS = {"bad_phone", "bad_birth", "birth_range", "bad_number"}


@dataclass
class Read:
    """A line as it was understood: values ready to be kept as JSON, and (field, code) of faults."""

    given: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)


def understood(cells: Mapping[str, str], line: Line, today: dt.date) -> Read:
    """Return what the cells say and what is wrong with them.

    Of a national number only the keyed hash is kept.

    Args:
        cells: text by field of ``columns.FIELDS``.
        line: where they stand.
        today: no completion is later.
    """
    if rosters.skipped(cells, line):
        said = " ".join(text for text in line.cells if text)[:160]
        return Read({"name": said, "course": "", "on": ""}, [(columns.NAME, "no_line")])
    person = rosters.understood(cells, line, today)
    clue = clue_from(person.given)
    given = clue.given
    read = Read(
        {
            "name": given.name,
            "birth_year": given.birth_year,
            "birth_date": given.birth_date,
            "phone": given.phone,
            "staff_code": given.staff_code,
            "digest": clue.digest,
            "places": given.places,
            "unit": ", ".join(reversed(given.places.values())),
        },
        # A mere name is no fault here: it is doubtful, and waits for somebody.
        [(name, code) for name, code, _value in person.problems if code != "no_key"],
    )
    _course(read, tidy(cells.get(columns.COURSE)))
    _completed(read, cells.get(columns.ON, ""), today)
    if fold(cells.get(columns.RESULT)).startswith(_NOT_PASSED):
        read.problems.append((columns.RESULT, "not_passed"))
    return read


def clue_of(given: Mapping[str, Any]) -> Clue:
    """Return what is asked about the person of a line, from what was kept of it."""
    names = ("name", "birth_year", "birth_date", "phone", "staff_code", "places")
    said = {name: given[name] for name in names if given.get(name)}
    return Clue(Given(**said), given.get("digest", ""))


def problem(code: str) -> str:
    """Return what is wrong, in the language of the page."""
    return str(_PROBLEMS[code]) if code in _PROBLEMS else words.problem(code)


def day_of(text: str) -> dt.date | None:
    """Return the day that ``text`` says in any usual form, or None."""
    bare = text.strip().split(" ")[0].split("T")[0]
    if bare.isascii() and bare.isdigit() and len(bare) == 5:
        return _EXCEL_DAY_NOUGHT + dt.timedelta(days=int(bare))
    parts = [int(part) for part in re.findall(r"\d{1,4}", bare)] if bare.isascii() else []
    if len(parts) != 3 or re.search(r"[^\d./-]", bare):
        return None
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _course(read: Read, course: str) -> None:
    read.given["course"] = course[:200]
    if not course:
        read.problems.append((columns.COURSE, "missing_course"))


def _completed(read: Read, text: str, today: dt.date) -> None:
    on = day_of(text)
    read.given["on"] = on.isoformat() if on else ""
    if not text.strip():
        read.problems.append((columns.ON, "missing_day"))
    elif on is None:
        read.problems.append((columns.ON, "bad_day"))
    elif on > today:
        read.problems.append((columns.ON, "future_day"))
    elif on < EARLIEST:
        read.problems.append((columns.ON, "old_day"))
