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
from teams.outreach.households import hamlets_under

if TYPE_CHECKING:
    from people.models import User

# So many visits a month, the running one last; fewer in what is left of it.
VISITS = (14, 19, 11)
# On one morning, in the hour after half past seven.
MARKET_DAY = 15
SOURCE = "Sổ theo dõi hộ dân của xã (mô phỏng)"
NOTE = "Nhiều cô bác chưa có điện thoại thông minh; đã hẹn học chung ở nhà văn hoá."
RETURNED = "Ghi thêm số cô bác dự buổi ở nhà văn hoá."


def build(rng: random.Random, anchor: dt.date, tour: Tour) -> None:
    """Write visits of three months down; two reports are with the commune, one of them approved."""
    leader, officer = (get_user_model().objects.get(phone=one.phone) for one in (LEADER, OFFICER))
    first = anchor.replace(day=1)
    hamlet = next(iter(outreach.hamlets_of(tour.team, anchor)), None)
    _count_households(rng, tour.commune, anchor, officer)
    for back, count in zip((2, 1, 0), VISITS, strict=True):
        begin = months_after(first, -back)
        last = min(months_after(begin, 1) - dt.timedelta(days=1), anchor)
        for _each in range(count):
            _visit(rng, tour.team, hamlet, begin, last, leader)
    _market_day(tour.team, hamlet, anchor, leader)
    if months_after(first, -3) < months_after(today().replace(day=1), -11):
        return  # the leader of an old demo may no longer send them
    _report(tour.team, months_after(first, -3), leader)
    reports.approve_report(report=_of(tour.team, months_after(first, -3)), by=officer)
    _report(tour.team, months_after(first, -2), leader)
    reports.return_report(
        report=_of(tour.team, months_after(first, -2)), reason=RETURNED, by=officer
    )
    _report(tour.team, months_after(first, -2), leader)


def _count_households(rng: random.Random, commune: int, anchor: dt.date, by: "User") -> None:
    """Write down how many households the commune's hamlets have; of each fifth it isn't known."""
    hamlets = list(hamlets_under(commune, anchor))
    numbers = {pk: rng.randrange(90, 420) for place, pk in enumerate(hamlets) if place % 5 != 4}
    outreach.set_households(
        commune_id=commune, numbers=numbers, source=SOURCE, since=anchor.replace(day=1), by=by
    )


def _market_day(team: int, hamlet: int | None, anchor: dt.date, by: "User") -> None:
    """Write down more visits within an hour than are likely: some wait for the commune."""
    begin = dt.datetime.combine(anchor - dt.timedelta(days=1), dt.time(7, 30))
    for number in range(MARKET_DAY):
        outreach.log_visit(
            new=outreach.NewVisit(
                id=uuid.uuid5(uuid.NAMESPACE_OID, f"{team}-{number}"),
                team_id=team,
                topic="thanh-toan",
                mode="hall",
                outcome="helped",
                hamlet_id=hamlet,
                handle=outreach.handle_of_phone(f"+849099{number:05d}"),
            ),
            by=by,
            at=timezone.make_aware(begin + dt.timedelta(minutes=3 * number)),
        )


def _visit(
    rng: random.Random,
    team: int,
    hamlet: int | None,
    begin: dt.date,
    last: dt.date,
    by: "User",
) -> None:
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
            hamlet_id=hamlet,
            outcome=rng.choices(("alone", "helped", "not_yet"), (4, 4, 2))[0],
            # Numbers of nobody, as all in the demo are.
            handle=outreach.handle_of_phone(f"+849098{citizen:05d}") if is_named else "",
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
