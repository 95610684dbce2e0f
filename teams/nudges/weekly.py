"""Every Monday morning a leader reads in one message how the team stands and how many to call."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people import consent
from people import queries as registry
from people.messages import Route, Words, routes, send_along
from teams.board.aggregate import strips
from teams.board.states import SILENT, TODO
from teams.models import Nudge
from teams.nudges.rules import DIGEST, Cause, is_night, last_moment
from teams.nudges.wording import address_of, words_of
from teams.queries import CATEGORY

LEADING = ("leader", "deputy")
# A page to read at a desk; who has no address gets the lines by the way they chose.
EMAIL = "email"


def send_digests(now: dt.datetime | None = None) -> int:
    """Send each leader the week's lines, once a week whoever runs it; return how many were sent.

    Args:
        now: the instant; None is now.
    """
    at = now or timezone.localtime()
    if is_night(at):
        return 0
    on = at.date()
    week = week_of(at)
    leaders = list(
        registry.memberships_on(on, category=CATEGORY)
        .filter(position__in=LEADING)
        .order_by("unit_id", "pk")
        .values_list("person_id", "unit_id", "person__name")
    )
    ids = [row[0] for row in leaders]
    opposed = consent.opposed(ids, consent.MESSAGES)
    told = set(Nudge.objects.filter(purpose=DIGEST, ref=week).values_list("person_id", flat=True))
    ways = routes(ids, first=EMAIL)
    found = strips(on, at, under=registry.province_unit().pk)
    sent = 0
    for person_id, team_id, name in leaders:
        strip = found.get(team_id)
        if strip is None or person_id in opposed | told or person_id not in ways:
            continue
        with translation.override("vi"):
            line = _("%(done)s of %(total)s members are done; %(silent)s fell silent, %(todo)s haven't begun") % {
                "done": strip.done, "total": strip.total,
                "silent": strip.counts[SILENT], "todo": strip.counts[TODO],
            }  # fmt: skip
            link = address_of(reverse("team_board", args=[team_id]))
            words = words_of(Cause(DIGEST, week, line), name=name, person_id=person_id, link=link)
        told.add(person_id)
        sent += _send(person_id, team_id, ways[person_id], words, at)
    return sent


def _send(person_id: int, team_id: int, route: Route, words: Words, at: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            message = send_along(
                person_id=person_id, route=route, words=words, purpose=DIGEST, until=last_moment(at)
            )
            if message is None:
                return False
            Nudge.objects.create(
                person_id=person_id, team_id=team_id, purpose=DIGEST, ref=week_of(at), number=1,
                message_id=message.pk, at=at,
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def week_of(at: dt.datetime) -> str:
    """Return the name of a week."""
    return f"{at.isocalendar().year}-{at.isocalendar().week:02d}"
