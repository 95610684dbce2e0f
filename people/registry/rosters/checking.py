"""Every line of a roster judged: taken, to be looked at, or rejected, and why.

Checking and taking in go through here alike, so what is shown is what will happen.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from people.models import RosterLine
from people.registry.rosters import columns
from people.registry.rosters.lines import Given, Said, cells_of, skipped, understood
from people.registry.rosters.places import Places
from people.registry.rosters.reading import Line
from people.registry.rosters.twins import Seen
from people.registry.rosters.who import Asked, Found, Record, Who, asked_for, digest_of

CHUNK = 1_000
T = TypeVar("T")


class State(StrEnum):
    """What becomes of a line."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    REJECTED = "rejected"


@dataclass(slots=True)
class Verdict:
    """A line, and what becomes of it."""

    said: Said
    state: State
    unit_id: int = 0
    key: str = ""
    # Whose it is; None when it is somebody new.
    record: Record | None = None
    # Whether the person has the membership already.
    is_held: bool = False
    # Whether the line was taken in before, in this list or another one of the unit.
    is_known: bool = False
    # (field, code, what the words speak of) of why it isn't simply taken.
    why: tuple[str, str, str] = ("", "", "")
    candidates: tuple[int, ...] = ()
    # The earlier line that may be the same person.
    twin: int = 0
    digest: str = ""

    @property
    def given(self) -> Given:
        """What the line says."""
        return self.said.given


@dataclass(frozen=True)
class Terms:
    """What a list is taken in as."""

    unit_id: int
    category: str
    since: dt.date
    # The field of each column, by its place; and the last line of the headers.
    fields: Mapping[int, str]
    header_line: int
    today: dt.date


@dataclass
class Checker:
    """Judges the lines of one list, chunk by chunk."""

    terms: Terms
    # (line number, code) of lines that are no person's.
    skipped: list[tuple[int, str]] = field(default_factory=list)
    done: int = 0

    def __post_init__(self) -> None:
        self.who = Who(self.terms.since)
        self.places = Places(self.terms.unit_id, self.terms.since)
        self.seen = Seen()
        self._is_signed = False

    def verdicts(self, lines: Iterable[Line]) -> Iterator[list[Verdict]]:
        """Return the verdicts on ``lines``, some hundreds at a time, in their order."""
        for chunk in in_chunks(lines, CHUNK):
            said = [one for line in chunk if (one := self._said(line)) is not None]
            self.done += len(chunk)
            yield self._judged(said)

    def _said(self, line: Line) -> Said | None:
        if line.number <= self.terms.header_line:
            return None
        cells = cells_of(line, self.terms.fields)
        why = skipped(cells, line)
        if (
            not why
            and self._is_signed
            and not cells.get(columns.SERIAL)
            and len(cells_told(cells)) < 3
        ):
            # Names and offices of who signs, below "Người lập".
            why = "signature"
        self._is_signed = self._is_signed or why == "signature"
        if why:
            self.skipped.append((line.number, why))
            return None
        return understood(cells, line, self.terms.today)

    def _judged(self, chunk: list[Said]) -> list[Verdict]:
        verdicts = [self._placed(said) for said in chunk]
        open_ones = [one for one in verdicts if one.state == State.ACCEPTED]
        known = self._known(open_ones)
        asked = [asked_for(one.given, one.unit_id) for one in open_ones]
        owners = {person for _state, person in known.values() if person is not None}
        found, people = self.who.find(asked, owners)
        for verdict, question, answer in zip(open_ones, asked, found, strict=True):
            self._settle(verdict, question, answer, known.get(verdict.key), people)
        return verdicts

    def _placed(self, said: Said) -> Verdict:
        if said.problems:
            return Verdict(said, State.REJECTED, why=said.problems[0])
        place = self.places.find(said.given.places)
        if place.note:
            said.notes.append(place.note)
        if place.problem:
            said.problems.append(place.problem)
            return Verdict(said, State.REJECTED, why=place.problem)
        return Verdict(said, State.ACCEPTED, place.unit_id, digest_of(said.given.key))

    def _known(self, verdicts: Sequence[Verdict]) -> dict[str, tuple[str, int | None]]:
        """Return by key what was decided about the lines that were taken in before."""
        rows = RosterLine.objects.filter(
            unit_id=self.terms.unit_id,
            category=self.terms.category,
            key__in=[one.key for one in verdicts],
        ).values_list("key", "state", "person_id", "person__merged_into_id")
        return {key: (state, merged or person) for key, state, person, merged in rows}

    def _settle(
        self,
        verdict: Verdict,
        asked: Asked,
        found: Found,
        known: tuple[str, int | None] | None,
        people: Mapping[int, Record],
    ) -> None:
        number = verdict.said.line.number
        verdict.digest = asked.digest
        twin = self.seen.twin_of(asked, number)
        if twin is not None and twin.is_sure:
            _reject_twin(verdict, twin.line)
            return
        if known is not None:
            verdict.is_known = True
            state, person = known
            if (
                state in {RosterLine.State.OPEN, RosterLine.State.LEFT}
                or person is None
                or person not in people
            ):
                verdict.state, verdict.why = State.REVIEW, (columns.NAME, "maybe_known", "")
                return
            found = Found(certain=people[person])
        elif twin is not None:
            verdict.state, verdict.twin = State.REVIEW, twin.line
            verdict.why = (columns.NAME, "maybe_twin", str(twin.line))
            return
        if found.doubtful:
            verdict.state, verdict.candidates = State.REVIEW, found.doubtful
            verdict.why = (columns.NAME, found.reason, "")
            return
        verdict.record = found.certain
        if found.certain is not None:
            earlier = self.seen.line_of(found.certain.pk, number)
            if earlier != number:
                _reject_twin(verdict, earlier)
                return
            self._belonging(verdict, found.certain)

    def _belonging(self, verdict: Verdict, record: Record) -> None:
        """Say whether the person has the membership, or one elsewhere that stands in its way."""
        mine = [row for row in record.belongs if row[2] == self.terms.category]
        here = [row for row in mine if row[1] == verdict.unit_id]
        if here:
            verdict.is_held = True
            if here[0][3] != verdict.given.position:
                verdict.said.notes.append((columns.TITLE, "other_position", ""))
        elif any(row[4] for row in mine):
            verdict.state, verdict.candidates = State.REVIEW, (record.pk,)
            verdict.why = (columns.UNIT, "moves", "")


def cells_told(cells: Mapping[str, str]) -> list[str]:
    """Return the fields of a line that have something in them."""
    return [name for name, text in cells.items() if text]


def _reject_twin(verdict: Verdict, line: int) -> None:
    verdict.state, verdict.why = State.REJECTED, (columns.NAME, "duplicate", str(line))
    verdict.said.problems.append(verdict.why)


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Return ``rows`` in lists of at most ``size``."""
    rest = iter(rows)
    while chunk := list(islice(rest, size)):
        yield chunk
