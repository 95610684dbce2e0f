"""Asking to be on a team, and the answer of its leader or its commune."""

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import audit
from people import queries as registry
from people.dated import today
from people.refusal import Refusal
from people.registry import join
from people.text import tidy
from teams.models import JoinRequest
from teams.queries import CATEGORY

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import Person, User

MAX_OPEN = 3


@transaction.atomic
def ask_to_join(
    *, person: "Person", team_id: int, words: str, request_id: uuid.UUID, by: "User"
) -> JoinRequest:
    """Ask the leader of a team to take a person onto its roster.

    Args:
        person: who asks.
        team_id: which team.
        words: what they write to the leader, at most 300 characters, may be empty.
        request_id: made by the form; the same one is one request.
        by: the account that asks.

    Raises:
        Refusal: ``no_team`` where there is no such team today, ``on_a_team`` where the person is
            on a roster already, ``too_many`` where MAX_OPEN requests wait.
    """
    state = registry.unit_state(team_id, today())
    if state is None or state.kind != "community_team":
        raise Refusal("no_team", _("There is no such team today."))
    if registry.memberships_on(today(), category=CATEGORY).filter(person=person).exists():
        raise Refusal("on_a_team", _("You are on a team's roster already."))
    waiting = JoinRequest.objects.filter(person=person, decided_at__isnull=True)
    known = waiting.filter(team_id=team_id).first()
    if known is not None:
        return known
    if waiting.count() >= MAX_OPEN:
        raise Refusal("too_many", _("Your other requests still wait for an answer."))
    row, made = JoinRequest.objects.get_or_create(
        pk=request_id,
        defaults={"person": person, "team_id": team_id, "words": tidy(words)[:300]},
    )
    if not made and row.person_id != person.pk:
        raise Refusal("id_taken", _("Open the page again and send it once more."))
    audit.record("teams.join_asked", by=by, about=row, person=person, team=team_id)
    return row


@transaction.atomic
def answer_request(
    *, request: JoinRequest, accept: bool, answer: str = "", by: "User"
) -> JoinRequest:
    """Take somebody onto the roster from today on, or say why not.

    Answering the same again is one answer.

    Args:
        request: what was asked.
        accept: yes or no.
        answer: why not; the person reads it.
        by: the leader or officer.

    Raises:
        Refusal: ``answered`` where somebody else answered otherwise, ``no_reason`` for a no
            without one, ``second_primary`` where the person has joined another team meanwhile.
    """
    row = JoinRequest.objects.select_for_update().get(pk=request.pk)
    verdict = JoinRequest.Verdict.ACCEPTED if accept else JoinRequest.Verdict.REFUSED
    if row.decided_at is not None:
        if row.verdict == verdict:
            return row
        raise Refusal("answered", _("Somebody has answered this request already."))
    if not accept and not tidy(answer):
        raise Refusal("no_reason", _("Say in a few words why not; the person reads it."))
    if accept:
        state = registry.unit_state(row.team_id, today())
        if state is None:
            raise Refusal("no_team", _("There is no such team today."))
        join(person=row.person, unit=state.unit, category=CATEGORY, since=today(), by=by,
             source="join request")  # fmt: skip
    row.verdict, row.decided_by, row.decided_at = verdict, by, timezone.now()
    row.answer = tidy(answer)[:200]
    row.save(update_fields=["verdict", "decided_by", "decided_at", "answer"])
    audit.record("teams.join_answered", by=by, about=row, person=row.person, accepted=accept)
    return row


def open_requests(team_id: int) -> "QuerySet[JoinRequest]":
    """Return the requests that wait for the team's leader, oldest first."""
    waiting = JoinRequest.objects.filter(team_id=team_id, decided_at__isnull=True)
    return waiting.select_related("person").order_by("at")


def requests_of(person: "Person") -> "QuerySet[JoinRequest]":
    """Return what a person asked, newest first."""
    return JoinRequest.objects.filter(person=person).order_by("-at")
