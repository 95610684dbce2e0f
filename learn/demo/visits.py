"""Help that the tour's team gave in its village over three months, and what it reported."""

import datetime as dt
import random
import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from learn.demo.accounts import LEADER, OFFICER, Tour
from people.dated import months_after, today
from teams import outreach, reports

if TYPE_CHECKING:
    from people.models import User

# So many visits a month, the running one last; fewer in what is left of it.
VISITS = (14, 19, 11)
NOTE = "Nhiều cô bác chưa có điện thoại thông minh; đã hẹn học chung ở nhà văn hoá."
RETURNED = "Ghi thêm số cô bác dự buổi ở nhà văn hoá."


def build(rng: random.Random, anchor: dt.date, tour: Tour) -> None:
    """Write visits of three months down; two reports are with the commune, one of them approved."""
    leader, officer = (get_user_model().objects.get(phone=one.phone) for one in (LEADER, OFFICER))
    first = anchor.replace(day=1)
    for back, count in zip((2, 1, 0), VISITS, strict=True):
        begin = months_after(first, -back)
        last = min(months_after(begin, 1) - dt.timedelta(days=1), anchor)
        for _each in range(count):
            _visit(rng, tour.team, begin, last, leader)
    if months_after(first, -3) < months_after(today().replace(day=1), -11):
        return  # the leader of an old demo may no longer send them
    _report(tour.team, months_after(first, -3), leader)
    reports.approve_report(report=_of(tour.team, months_after(first, -3)), by=officer)
    _report(tour.team, months_after(first, -2), leader)
    reports.return_report(
        report=_of(tour.team, months_after(first, -2)), reason=RETURNED, by=officer
    )
    _report(tour.team, months_after(first, -2), leader)


def _visit(rng: random.Random, team: int, begin: dt.date, last: dt.date, by: "User") -> None:
    day = begin + dt.timedelta(days=rng.randrange((last - begin).days + 1))
    at = timezone.make_aware(
        dt.datetime.combine(day, dt.time(8 + rng.randrange(10), rng.randrange(60)))
    )
    citizen = rng.randrange(40)
    group = rng.randrange(6, 25) if citizen == 0 else None
    is_named = group is None and citizen < 30
    outreach.log_visit(
        new=outreach.NewVisit(
            id=uuid.UUID(int=rng.getrandbits(128), version=4),
            team_id=team,
            topic=rng.choice([topic.code for topic in outreach.topics() if topic.is_current]),
            mode="hall" if group else rng.choices(("home", "hall", "phone"), (6, 2, 2))[0],
            outcome=rng.choices(("alone", "helped", "not_yet"), (4, 4, 2))[0],
            # Numbers of nobody, as all in the demo are.
            handle=outreach.handle_of_phone(f"+849090{citizen:05d}") if is_named else "",
            present=group,
        ),
        by=by,
        at=min(at, timezone.now()),
    )


def _report(team: int, month: dt.date, by: "User") -> None:
    reports.send_report(team_id=team, month=month, note=NOTE, by=by)


def _of(team: int, month: dt.date) -> Any:
    found = reports.report_at(team, month)
    if found is None:
        raise LookupError(f"no report of {month}")
    return found
