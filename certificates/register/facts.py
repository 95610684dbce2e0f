"""The facts of an award, copied once when it is issued."""

import datetime as dt
from typing import Any

from django.conf import settings

from certificates.models import Evidence
from people.text import tidy

# In the document's language, whatever the reader's is.
GRADE_WORDS = {
    0: "tự khai",
    1: "đã tham gia, có xác nhận",
    2: "thi trực tuyến, máy chủ chấm",
    3: "có người quan sát thực hành",
    4: "thi có giám sát, kiểm tra danh tính",
}


def printed_facts(evidence: Evidence, *, unit: str, issued_on: dt.date) -> dict[str, Any]:
    """Return what is printed for ``evidence``: plain values, no reference to anything live.

    Args:
        evidence: with its person and family loaded.
        unit: the person's unit as printed, "" when there is none.
        issued_on: the day of issue.
    """
    return {
        "name": tidy(evidence.person.name),
        "unit": tidy(unit),
        "course": tidy(evidence.family.title),
        "origin": evidence.family.origin,
        "provider": tidy(evidence.family.provider),
        "completed_on": evidence.on.isoformat(),
        "issued_on": issued_on.isoformat(),
        "issuer": settings.ISSUER_NAME,
        "grade": evidence.grade,
        "grade_words": GRADE_WORDS[evidence.grade],
        "language": "vi",
        # What the demo prints must never be taken for the real thing.
        "is_trial": settings.DEMO,
    }
