"""What a leader does about a card, and what a member asks for. Both are rows, never flags."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from teams.board.cards import REASONS, REST_DAYS, SCAM, WAITING, Call
from teams.models import CardAnswer, HelpRequest
from teams.queries import CATEGORY

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import Person, User

# The leader looks at the list once a week; what is put off comes back before the next look.
LATER_DAYS = (1, 3, 7)
MAX_OPEN = 3


@transaction.atomic
def ask_for_help(
    *, person: "Person", kind: str, words: str, request_id: uuid.UUID, by: "User"
) -> HelpRequest:
    """Tell the leader of the person's team that they need help.

    Args:
        person: who needs help.
        kind: "scam" or "help".
        words: what it is about, in at most 500 characters, may be empty.
        request_id: made by the form; the same one is one request.
        by: the account that asks.

    Raises:
        Refusal: ``no_team`` where the person is on no team's roster, ``too_many`` where MAX_OPEN
            requests wait already.
    """
    known = HelpRequest.objects.filter(pk=request_id).first()
    if known is not None:
        if known.person_id != person.pk:
            raise Refusal("id_taken", _("Open the page again and send it once more."))
        return known
    if team_of(person, today()) is None:
        raise Refusal("no_team", _("You are on no team's roster, so nobody can be told."))
    if HelpRequest.objects.filter(person=person, closed_at__isnull=True).count() >= MAX_OPEN:
        raise Refusal("too_many", _("Your team leader has your request already and will call."))
    row = HelpRequest.objects.create(
        pk=request_id, person=person, kind=HelpRequest.Kind(kind), words=words.strip()[:500]
    )
    audit.record("teams.help_asked", by=by, about=row, person=person, kind=kind)
    return row


def team_of(person: "Person", on: dt.date) -> int | None:
    """Return the team on whose roster the person is on ``on``, or None."""
    rows = registry.memberships_on(on, category=CATEGORY).filter(person=person)
    return rows.values_list("unit_id", flat=True).first()


def leaders_of(team_id: int, on: dt.date) -> "QuerySet[Any]":
    """Return the memberships of the team's leader and deputies on ``on``, the leader first."""
    rows = registry.memberships_on(on, category=CATEGORY).filter(unit_id=team_id)
    return rows.filter(position__in=["leader", "deputy"]).order_by("-position", "pk")


def open_calls(person_ids: list[int]) -> list[Call]:
    """Return the calls for help of these persons that nobody has answered; one query."""
    rows = (
        HelpRequest.objects.filter(person_id__in=person_ids, closed_at__isnull=True)
        .select_related("person")
        .order_by("at")
    )
    return [
        Call(
            reason=SCAM if row.kind == HelpRequest.Kind.SCAM else WAITING,
            ref=str(row.pk),
            person_id=row.person_id,
            name=row.person.name,
            phone=row.person.contact_phone,
            at=row.at,
            words=row.words,
        )
        for row in rows
    ]


@transaction.atomic
def answer_card(
    *,
    team_id: int,
    person_id: int,
    occasion: str,
    verdict: str,
    by: "User",
    why: str = "",
    days: int = 0,
) -> CardAnswer:
    """Write that a card was done, or put off for ``days`` days and why.

    A call for help that is done is closed. Answering twice is one answer.

    Raises:
        Refusal: ``unknown_card`` where the person isn't on the team's roster or there is no such
            reason, ``no_reason`` where it is put off without one or for another number of days
            than LATER_DAYS.
    """
    reason, _colon, ref = occasion.partition(":")
    day = today()
    roster = registry.memberships_on(day, category=CATEGORY)
    if reason not in REASONS or not roster.filter(person_id=person_id, unit_id=team_id).exists():
        raise Refusal("unknown_card", _("This card is no longer there."))
    is_later = verdict == CardAnswer.Verdict.LATER
    if is_later and (why not in CardAnswer.Why.values or days not in LATER_DAYS):
        raise Refusal("no_reason", _("Choose why, and when the card is to come back."))
    until = day + dt.timedelta(days=days if is_later else REST_DAYS[reason])
    same = CardAnswer.objects.filter(team_id=team_id, person_id=person_id, occasion=occasion)
    if (known := same.filter(until=until, verdict=verdict).first()) is not None:
        return known
    row = CardAnswer.objects.create(
        team_id=team_id,
        person_id=person_id,
        occasion=occasion[:120],
        verdict=CardAnswer.Verdict(verdict),
        why=why if is_later else "",
        until=until,
        by=by,
    )
    if not is_later and reason in (SCAM, WAITING):
        _close(ref, person_id, by)
    audit.record("teams.card_answered", by=by, about=row, verdict=verdict, reason=reason)
    return row


def answered(team_id: int, on: dt.date) -> set[tuple[int, str]]:
    """Return (person, occasion) of the team's cards that aren't to be shown on ``on``."""
    rows = CardAnswer.objects.filter(team_id=team_id, until__gt=on)
    return set(rows.values_list("person_id", "occasion"))


def _close(ref: str, person_id: int, by: "User") -> None:
    try:
        request_id = uuid.UUID(ref)
    except ValueError:
        return
    HelpRequest.objects.filter(pk=request_id, person_id=person_id, closed_at__isnull=True).update(
        closed_at=timezone.now(), closed_by=by
    )
