"""Classes as pages list them: state and number of attendees, in a fixed number of queries."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from teams.models import Attendance, ClassSession, ClassTurn

OPEN = "open"


@dataclass(frozen=True)
class State:
    """Where a class stands: open, closed or called off; ``round`` counts its closings."""

    kind: str = OPEN
    turns: int = 0
    round: int = 0
    at: dt.datetime | None = None

    @property
    def is_open(self) -> bool:
        """Return whether people can still be put on the list."""
        return self.kind == OPEN


@dataclass(frozen=True)
class ClassLine:
    """A class in a list."""

    session: ClassSession
    state: State
    present: int


def state_of(session: ClassSession) -> State:
    """Return where the class stands; one query."""
    return _states([session.pk]).get(session.pk, State())


def class_of(session_id: uuid.UUID) -> ClassSession | None:
    """Return the class with its course and who opened it, or None."""
    rows = ClassSession.objects.select_related("family", "opened_by__person")
    return rows.filter(pk=session_id).first()


def classes_of(unit_id: int) -> QuerySet[ClassSession]:
    """Return the classes of a unit, newest first."""
    rows = ClassSession.objects.filter(unit_id=unit_id)
    return rows.select_related("opened_by__person").order_by("-starts_at", "-pk")


def lines(sessions: Iterable[ClassSession]) -> list[ClassLine]:
    """Return ``sessions`` with state and number of attendees; two queries."""
    rows = list(sessions)
    keys = [row.pk for row in rows]
    states = _states(keys)
    newest = Window(
        RowNumber(), partition_by=["session_id", "person_id"], order_by=F("number").desc()
    )
    marks = Attendance.objects.filter(session_id__in=keys).annotate(rank=newest)
    present = Counter(marks.filter(rank=1, is_present=True).values_list("session_id", flat=True))
    return [ClassLine(row, states.get(row.pk, State()), present[row.pk]) for row in rows]


def open_on(day: dt.date) -> list[ClassSession]:
    """Return the classes that begin on ``day`` and were neither closed nor called off, by hour."""
    rows = list(
        ClassSession.objects.filter(starts_at__date=day)
        .select_related("opened_by")
        .order_by("starts_at", "pk")
    )
    states = _states([row.pk for row in rows])
    return [row for row in rows if states.get(row.pk, State()).is_open]


def listed(sessions: Iterable[ClassSession]) -> dict[uuid.UUID, set[int]]:
    """Return who is on the list of each class; one query."""
    keys = [row.pk for row in sessions]
    rows = Attendance.objects.filter(session_id__in=keys).order_by("number", "pk")
    latest: dict[tuple[uuid.UUID, int], bool] = {}
    for session_id, person_id, merged_into, is_present in rows.values_list(
        "session_id", "person_id", "person__merged_into_id", "is_present"
    ):
        latest[session_id, merged_into or person_id] = is_present
    found: dict[uuid.UUID, set[int]] = {key: set() for key in keys}
    for (session_id, person_id), is_present in latest.items():
        if is_present:
            found[session_id].add(person_id)
    return found


def _states(session_ids: list[uuid.UUID]) -> dict[uuid.UUID, State]:
    found: dict[uuid.UUID, State] = {}
    for turn in ClassTurn.objects.filter(session_id__in=session_ids).order_by("number"):
        before = found.get(turn.session_id, State())
        is_closing = turn.kind == ClassTurn.Kind.CLOSED
        found[turn.session_id] = State(
            kind=OPEN if turn.kind == ClassTurn.Kind.REOPENED else turn.kind,
            turns=turn.number,
            round=before.round + int(is_closing),
            at=turn.at,
        )
    return found
