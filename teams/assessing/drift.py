"""How assessors differ from one another: a reason to assess together, never an accusation."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from teams.models import Mark, Observation

# Below so many observations a share says nothing.
FEWEST = 8
# So much above or below all others, in percentage points.
APART = 25
# So many within an hour can't all have been watched.
BURST = 5
_HOUR = dt.timedelta(hours=1)
# So large a part of the observations with one and the same learner.
_ONE_LEARNER = 0.5

APART_FLAG, BURST_FLAG, PAIR_FLAG, DENIED_FLAG = "apart", "burst", "pair", "denied"


@dataclass(frozen=True)
class Seen:
    """One observation as the report needs it."""

    assessor_id: int
    learner_id: int
    at: dt.datetime
    alone: int
    lines: int
    # The learner's word; None while there is none.
    is_confirmed: bool | None


@dataclass(frozen=True)
class Drift:
    """One assessor beside all others; shares are None where there is nothing to divide by."""

    assessor_id: int
    observations: int
    learners: int
    alone: int
    lines: int
    others_alone: int
    others_lines: int
    burst: int
    denied: int
    flags: tuple[str, ...]

    @property
    def percent(self) -> int | None:
        """Return the share of lines marked "alone"."""
        return round(100 * self.alone / self.lines) if self.lines else None

    @property
    def others_percent(self) -> int | None:
        """Return the share of the others."""
        return round(100 * self.others_alone / self.others_lines) if self.others_lines else None


def drift(rows: Iterable[Seen]) -> list[Drift]:
    """Return a line per assessor, those with something to talk about first."""
    by_assessor: dict[int, list[Seen]] = defaultdict(list)
    for row in rows:
        by_assessor[row.assessor_id].append(row)
    alone = sum(row.alone for seen in by_assessor.values() for row in seen)
    lines = sum(row.lines for seen in by_assessor.values() for row in seen)
    found = [_line(who, seen, alone, lines) for who, seen in by_assessor.items()]
    return sorted(found, key=lambda line: (-len(line.flags), -line.observations, line.assessor_id))


def seen_between(since: dt.datetime, until: dt.datetime) -> list[Seen]:
    """Return the observations of [since, until); one query."""
    rows = Observation.objects.filter(at__gte=since, at__lt=until).order_by("at", "pk")
    return [
        Seen(assessor, learner, at, _alone(marks), len(marks), is_confirmed)
        for assessor, learner, at, marks, is_confirmed in rows.values_list(
            "assessor_id", "learner_id", "at", "marks", "answer__is_confirmed"
        )
    ]


def _alone(marks: dict[str, Any]) -> int:
    return sum(mark == Mark.ALONE for mark in marks.values())


def _line(assessor_id: int, seen: Sequence[Seen], all_alone: int, all_lines: int) -> Drift:
    alone, lines = sum(row.alone for row in seen), sum(row.lines for row in seen)
    learners = Counter(row.learner_id for row in seen)
    line = Drift(
        assessor_id=assessor_id,
        observations=len(seen),
        learners=len(learners),
        alone=alone,
        lines=lines,
        others_alone=all_alone - alone,
        others_lines=all_lines - lines,
        burst=_burst([row.at for row in seen]),
        denied=sum(row.is_confirmed is False for row in seen),
        flags=(),
    )
    flags = []
    if len(seen) >= FEWEST:
        mine, others = line.percent, line.others_percent
        if mine is not None and others is not None and abs(mine - others) >= APART:
            flags.append(APART_FLAG)
        if max(learners.values()) > _ONE_LEARNER * len(seen):
            flags.append(PAIR_FLAG)
    if line.burst >= BURST:
        flags.append(BURST_FLAG)
    if line.denied:
        flags.append(DENIED_FLAG)
    return Drift(**{**line.__dict__, "flags": tuple(flags)})


def _burst(times: list[dt.datetime]) -> int:
    """Return how many fell into the fullest hour."""
    ordered, most, first = sorted(times), 0, 0
    for last, at in enumerate(ordered):
        while at - ordered[first] >= _HOUR:
            first += 1
        most = max(most, last - first + 1)
    return most
