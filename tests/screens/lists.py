"""Lists of people of the officer's commune, for the pages that take them in."""

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from people.models import User

HEADERS = ["STT", "Họ và tên", "Ngày sinh", "Số điện thoại", "Số CCCD", "Nhiệm vụ"]
ROWS = [
    ["1", "Điểu Thị Xuân Hương Ngọc Khánh Quỳnh", "31/12/1960", "0912.345.678", "075160001234", "Tổ trưởng"],
    ["2", "TRẦN VĂN BẢY", "1958", "912345679", "", "Tổ phó"],
    ["3", "Nguyễn Thị Mười", "31/02/1970", "0123", "", ""],
    ["4", "Sáu", "1975", "0987 654 321", "", ""],
    ["5", "Lý Minh Đức", "", "không có", "", ""],
    ["6", "Trần Văn Bảy", "1958", "0912345679", "", ""],
    ["", "Tổng cộng: 6 người", "", "", "", ""],
]  # fmt: skip


def furnish_lists(users: "dict[str, User]", commune: int) -> dict[str, Any]:
    """Return the names of the lists and of a line to look at."""
    from people.jobs.running import run_job
    from people.models import Person
    from people.queries import memberships_on
    from people.registry.rosters import working

    by, day = users["officer"], dt.date(2026, 10, 1)

    def sent(rows: list[list[str]], name: str) -> Any:
        return working.receive(
            unit_id=commune,
            category="trader",
            since=day,
            is_whole=False,
            file_name=name,
            content=_csv(rows),
            by=by,
        )

    def check(roster: Any) -> None:
        chosen = {int(place): field for place, field in roster.columns.items()}
        run_job(str(working.confirm_columns(roster=roster, chosen=chosen, by=by).pk))
        roster.refresh_from_db()

    known = memberships_on(day, category="team_member").select_related("person")
    person: Person = known.exclude(person__contact_phone="").first().person  # type: ignore[union-attr]
    phone = "0" + person.contact_phone[3:]
    like = ["7", person.name, str((person.birth_year or 1970) + 1), phone, "", "Thành viên"]
    done = sent([*ROWS, like], "Danh sách hộ kinh doanh khu phố 3 (gửi lần 1, đã sửa).csv")
    # The demo that pictures are taken of may be an older one, which has the lists already.
    if done.state != "applied":
        check(done)
        run_job(str(working.begin_applying(roster=done, all_or_nothing=False, by=by).pk))
    seen = sent(ROWS, "Danh sách hộ kinh doanh.csv")
    check(seen)
    new = sent(ROWS[:3], "Danh sách mới.csv")
    line = done.lines.filter(state="open").first()
    return {
        "roster": done.pk,
        "checked_roster": seen.pk,
        "new_roster": new.pk,
        "roster_line": line.pk if line else 0,
    }


def _csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([HEADERS, *rows])
    return buffer.getvalue().encode("utf-8-sig")
