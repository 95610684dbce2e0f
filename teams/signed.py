"""What somebody put their name to, which stays theirs to read when they no longer lead the team.

Rights over people follow dated memberships: who leaves a team sees its members no more from that
day. A class that they vouched for, a practice that they watched and a report that they sent answer
for what was true then, so they can be read for ever, by whoever signed, and not changed.
"""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teams.classes.listing import ClassLine, lines
from teams.models import ClassSession, ClassTurn, Observation, ReportTurn

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User

# Of each kind, the newest so many are listed.
SHOWN = 100


@dataclass(frozen=True)
class Signed:
    """What one person signed, newest first."""

    classes: list[ClassLine]
    observations: list[Observation]
    reports: list[ReportTurn]

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing at all."""
        return not (self.classes or self.observations or self.reports)


def signed_by(user: "User") -> Signed:
    """Return what ``user`` signed; five queries."""
    observed = Observation.objects.filter(by=user).select_related("learner", "answer")
    return Signed(
        classes=lines(_classes(user)[:SHOWN]),
        observations=list(observed.order_by("-at", "-pk")[:SHOWN]),
        reports=list(_reports(user).order_by("-at", "-pk")[:SHOWN]),
    )


def signed_class(user: "User", session_id: uuid.UUID) -> ClassSession | None:
    """Return the class if ``user`` closed it and so vouched for who was there, else None."""
    return _classes(user).filter(pk=session_id).first()


def signed_report(user: "User", turn_id: int) -> ReportTurn | None:
    """Return what ``user`` sent or approved, as it was then, else None."""
    return _reports(user).filter(pk=turn_id).first()


def _classes(user: "User") -> "QuerySet[ClassSession]":
    closed = ClassTurn.objects.filter(by=user, kind=ClassTurn.Kind.CLOSED).values("session")
    return ClassSession.objects.filter(pk__in=closed).order_by("-starts_at", "-pk")


def _reports(user: "User") -> "QuerySet[ReportTurn]":
    kinds = (ReportTurn.Kind.SENT, ReportTurn.Kind.APPROVED)
    return ReportTurn.objects.filter(by=user, kind__in=kinds).select_related("report")
