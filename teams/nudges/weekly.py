"""Every Monday morning a leader reads in one message how the team stands and how many to call."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people import consent
from people import queries as registry
from people.messages import send_sms
from teams.board.aggregate import strips
from teams.board.states import SILENT, TODO
from teams.models import Nudge
from teams.nudges.rules import DIGEST, Cause
from teams.nudges.wording import address_of, body_of
from teams.queries import CATEGORY

LEADING = ("leader", "deputy")


def send_digests(now: dt.datetime | None = None) -> int:
    """Send each leader the week's lines, once a week whoever runs it; return how many were sent.

    Args:
        now: the instant; None is now.
    """
    at = now or timezone.localtime()
    on = at.date()
    week = f"{on.isocalendar().year}-{on.isocalendar().week:02d}"
    leaders = list(
        registry.memberships_on(on, category=CATEGORY)
        .filter(position__in=LEADING)
        .exclude(person__contact_phone="")
        .order_by("unit_id", "pk")
        .values_list("person_id", "unit_id", "person__name", "person__contact_phone")
    )
    ids = [row[0] for row in leaders]
    opposed = consent.opposed(ids, consent.MESSAGES)
    told = set(Nudge.objects.filter(purpose=DIGEST, ref=week).values_list("person_id", flat=True))
    found = strips(on, at, under=registry.province_unit().pk)
    sent = 0
    for person_id, team_id, name, phone in leaders:
        strip = found.get(team_id)
        if strip is None or person_id in opposed or person_id in told:
            continue
        with translation.override("vi"):
            line = _("%(done)s of %(total)s members are done; %(silent)s fell silent, %(todo)s haven't begun") % {
                "done": strip.done, "total": strip.total,
                "silent": strip.counts[SILENT], "todo": strip.counts[TODO],
            }  # fmt: skip
            link = address_of(reverse("team_board", args=[team_id]))
            body = body_of(Cause(DIGEST, week, line), name=name, person_id=person_id, link=link)
        sent += _send(person_id, team_id, phone, body, week, at)
    return sent


def _send(person_id: int, team_id: int, phone: str, body: str, week: str, at: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            message = send_sms(to=phone, body=body, purpose="digest")
            Nudge.objects.create(
                person_id=person_id, team_id=team_id, purpose=DIGEST, ref=week, number=1,
                message_id=message.pk, at=at,
            )  # fmt: skip
    except IntegrityError:
        return False
    return True
