"""Help in the village: visits that the leader wrote down, and the report of a month that was sent."""

import datetime as dt
import io
import uuid
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from PIL import Image

if TYPE_CHECKING:
    from people.models import User

# Topic, what the citizen can do today, number or none, how many were present.
VISITS = (
    ("vneid", "helped", "+84911400001", None),
    ("dich-vu-cong", "alone", "+84911400002", None),
    ("chong-lua-dao", "not_yet", "+84911400001", None),
    ("thanh-toan", "helped", "", 12),
    ("dien-thoai", "alone", "", None),
)


def furnish_outreach(users: "dict[str, User]", team: int) -> dict[str, Any]:
    """Write down visits of the leader's team and send the report of two months ago.

    Returns:
        Names for the addresses of pages: ``visit``, ``report_month`` (last month, not sent),
        ``sent_month`` (the month before, waiting for the commune) and ``sent_report``, its turn.
    """
    from people.dated import months_after
    from teams import reports
    from teams.outreach import NewVisit, handle_of_phone, log_visit
    from teams.outreach.photos import add_photo

    leader, now = users["leader"], timezone.now()
    for place, (topic, outcome, phone, present) in enumerate(VISITS):
        new = NewVisit(
            uuid.uuid4(),
            team,
            topic,
            "hall" if present else "home",
            outcome,
            handle=handle_of_phone(phone) if phone else "",
            present=present,
        )
        visit = log_visit(new=new, by=leader, at=now - dt.timedelta(hours=place))
    kept = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).save(kept, "JPEG")
    add_photo(visit=visit, key=uuid.uuid4(), content=kept.getvalue(), by=leader)
    begin = timezone.localdate().replace(day=1)
    sent = months_after(begin, -2)
    note = "Nhiều cụ chưa có điện thoại thông minh; nhà văn hoá khu phố 3 không có sóng."
    turn = reports.send_report(team_id=team, month=sent, note=note, by=leader)
    return {
        "visit": visit.pk,
        "report_month": f"{months_after(begin, -1):%Y-%m}",
        "sent_report": turn.pk,
        "sent_month": f"{sent:%Y-%m}",
    }
