"""Short lists and the shortest way through the pages."""

import csv
import datetime as dt
import io
from typing import Any

from people.jobs.running import run_job
from people.models import Job, Roster
from people.registry.rosters import working
from tests.cast import Cast

HEADERS = ["STT", "Họ và tên", "Năm sinh", "Số điện thoại", "Nhiệm vụ"]
SINCE = dt.date(2026, 9, 1)


def as_csv(rows: list[list[str]], headers: list[str] | None = None) -> bytes:
    """Return the lines as a file."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([headers or HEADERS, *rows])
    return buffer.getvalue().encode("utf-8-sig")


def sent_in(cast: Cast, content: bytes, by: str = "tam", **more: Any) -> Roster:
    """Return a list of the team that was sent in."""
    fields = {
        "unit_id": cast.team.pk,
        "category": "team_member",
        "since": SINCE,
        "is_whole": False,
        "file_name": "danh-sach.csv",
        **more,
    }
    return working.receive(content=content, by=cast.users[by], **fields)


def checked(cast: Cast, content: bytes, by: str = "tam", **more: Any) -> Roster:
    """Return a list of the team that was checked."""
    roster = sent_in(cast, content, by, **more)
    chosen = {int(place): name for place, name in roster.columns.items()}
    done(working.confirm_columns(roster=roster, chosen=chosen, by=cast.users[by]))
    roster.refresh_from_db()
    return roster


def applied(cast: Cast, content: bytes, by: str = "tam", **more: Any) -> Roster:
    """Return a list of the team that was taken in."""
    roster = checked(cast, content, by, **more)
    done(working.begin_applying(roster=roster, all_or_nothing=False, by=cast.users[by]))
    roster.refresh_from_db()
    return roster


def done(job: Job) -> Job:
    """Do the work as a worker would, and return its row."""
    run_job(str(job.pk))
    job.refresh_from_db()
    return job


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """Return the arguments of the addresses of lists, for the table of doors."""
    person = cast.persons["minh"]
    rows = [
        ["1", person.name, str((person.birth_year or 0) + 1), "0" + person.contact_phone[3:], ""]
    ]
    roster = applied(cast, as_csv(rows))
    fresh = sent_in(cast, as_csv([["1", "Lý Thị Mới", "1980", "", ""]]))
    of_list = {"roster_id": roster.pk}
    names = ["roster", "roster_apply", "roster_drop", "roster_rejected"]
    return {
        **dict.fromkeys(names, of_list),
        "roster_columns": {"roster_id": fresh.pk},
        "roster_line": {"line_id": roster.lines.get().pk},
    }
