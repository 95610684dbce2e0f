"""What the page of a certificate says. Pure: from the copied facts to lines of text.

The words are the document's own, in Vietnamese whatever language its reader has chosen, because
a certificate says the same to everybody.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from people.spelt import in_groups
from people.text import tidy

OWN_TITLE = "Giấy chứng nhận hoàn thành khoá học"
OTHER_TITLE = "Giấy xác nhận kết quả đào tạo"
SYNTHETIC = "MÔ PHỎNG: người và kết quả trong bản này không có thật"
TRIAL = "BẢN DÙNG THỬ: không có giá trị chứng nhận"


@dataclass(frozen=True)
class Content:
    """The lines of a certificate, ready to be set; an empty line is left out."""

    title: str
    mark: str
    certifies: str
    name: str
    unit: str
    passed: str
    course: str
    provider: str
    completed: str
    graded: str
    number: str
    issued: str
    validity: str
    replaces: str
    issuer: str
    hint: str
    code_word: str
    code: str
    address: str


def content_of(
    facts: Mapping[str, Any],
    *,
    number: str,
    check_code: str,
    address: str,
    valid_until: dt.date | None = None,
    is_synthetic: bool = False,
) -> Content:
    """Return what the page says.

    Args:
        facts: as copied when the award was issued.
        number: the award's number.
        check_code: the award's code.
        address: where the code is checked, without the scheme in what is printed.
        valid_until: the first day on which it is no longer valid.
        is_synthetic: the holder is invented.
    """
    is_own = facts.get("origin", "own") == "own"
    provider = tidy(facts.get("provider", ""))
    replaced = facts.get("replaces", "")
    return Content(
        title=OWN_TITLE if is_own else OTHER_TITLE,
        mark=SYNTHETIC if is_synthetic else TRIAL if facts.get("is_trial") else "",
        certifies="Chứng nhận",
        name=tidy(facts["name"]),
        unit=tidy(facts.get("unit", "")),
        passed="đã hoàn thành khoá học",
        course=tidy(facts["course"]),
        provider=f"do {provider} tổ chức" if provider and not is_own else "",
        completed=f"Hoàn thành ngày {_day(facts['completed_on'])}",
        graded=f"Cách đánh giá: {facts['grade_words']}",
        number=f"Số {number}",
        issued=f"Cấp ngày {_day(facts['issued_on'])}",
        validity=f"Có giá trị đến hết ngày {_last_day(valid_until)}" if valid_until else "",
        replaces=f"Thay thế chứng nhận số {replaced}" if replaced else "",
        issuer=tidy(facts["issuer"]),
        hint="Quét để kiểm tra",
        code_word="Mã",
        code=in_groups(check_code),
        address=address.split("://")[-1],
    )


def _day(iso: str) -> str:
    day = dt.date.fromisoformat(iso)
    return f"{day.day}/{day.month}/{day.year}"


def _last_day(until: dt.date) -> str:
    """Return the last valid day: periods are half-open."""
    return _day((until - dt.timedelta(days=1)).isoformat())
