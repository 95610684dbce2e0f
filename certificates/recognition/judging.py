"""What becomes of a line: whose it is, what its course counts as, and whether it is known already."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from certificates.models import Equivalence, Evidence, RecognitionBatch, RecognitionRow
from certificates.recognition import lines, sources
from people.dated import today
from people.queries import merged_persons, owners_of
from people.registry.finding import Finder

if TYPE_CHECKING:
    from certificates.models import RecognitionSource

State = RecognitionRow.State
# What may still become something else.
OPEN = (State.READY, State.DOUBTFUL, State.NOBODY, State.COURSE, State.KNOWN)
# What waits for somebody to decide.
WAITING = (State.DOUBTFUL, State.NOBODY, State.COURSE)
CHUNK = 500
Completion = tuple[int, int, dt.date]
Item = TypeVar("Item")


class Judge:
    """Judges the lines of one batch; remembers which completions it saw."""

    def __init__(self, batch: RecognitionBatch) -> None:
        self.source = batch.source
        self.decisions = sources.in_force(batch.source)
        self.finder = Finder(today())
        self.seen: set[Completion] = set()

    def judge(self, rows: Sequence[RecognitionRow]) -> dict[int, Equivalence]:
        """Set state and person of ``rows`` and return the decision under which each counts.

        Nothing is saved. The rest of ``seen`` is what earlier calls found ready.

        Args:
            rows: at most ``CHUNK`` lines, in the order of the file.
        """
        decided: dict[int, Equivalence] = {}
        for row in rows:
            decision = self._decision(row)
            if row.state != State.REJECTED and decision is not None:
                decided[row.number] = decision
        self._find_people([row for row in rows if row.number in decided])
        known = recorded(
            self.source,
            {row.person_id for row in rows if row.person_id},
            {decision.family_id for decision in decided.values()},
        )
        for row in rows:
            if row.state == State.READY:
                self._weigh(row, decided[row.number], known)
        ready = {row.number for row in rows if row.state == State.READY}
        return {number: decision for number, decision in decided.items() if number in ready}

    def _decision(self, row: RecognitionRow) -> Equivalence | None:
        if any(code not in lines.HARMLESS for _field, code in row.problems):
            row.state = State.REJECTED
            return None
        found = sources.decision_for(self.decisions, row.given["course"], completed_on(row))
        row.state = State.READY if found else State.COURSE
        return found

    def _find_people(self, rows: Sequence[RecognitionRow]) -> None:
        unsure = [row for row in rows if row.chosen_by_id is None]
        chosen = [row for row in rows if row.chosen_by_id is not None]
        # Whoever was chosen may have been found to be somebody else since then.
        heirs: dict[int, int | None] = dict(
            merged_persons()
            .filter(pk__in=[row.person_id for row in chosen])
            .values_list("pk", "merged_into_id")
        )
        for row in chosen:
            row.person_id = heirs.get(row.person_id or 0, row.person_id)
        answers = self.finder.find([lines.clue_of(row.given) for row in unsure])
        for row, found in zip(unsure, answers, strict=True):
            row.person_id = found.certain
            if found.certain is None:
                row.state = State.DOUBTFUL if found.doubtful else State.NOBODY

    def _weigh(self, row: RecognitionRow, decision: Equivalence, known: set[Completion]) -> None:
        if row.person_id is None:
            return
        completion = (row.person_id, decision.family_id, completed_on(row))
        if completion in known or completion in self.seen:
            row.state = State.KNOWN
        self.seen.add(completion)


def recorded(
    source: "RecognitionSource", person_ids: Iterable[int], family_ids: Iterable[int]
) -> set[Completion]:
    """Return the completions of these people that ``source`` reported and that still count."""
    owners = owners_of(person_ids)
    rows = Evidence.objects.filter(
        source=sources.evidence_source(source),
        source_ref__startswith=f"recognised:{source.pk}:",
        person_id__in=list(owners),
        family_id__in=set(family_ids),
        void__isnull=True,
    ).values_list("person_id", "family_id", "on")
    return {(owners[person], family, on) for person, family, on in rows}


def completed_on(row: RecognitionRow) -> dt.date:
    """Return the day of completion of a line that has one."""
    return dt.date.fromisoformat(row.given["on"])


def in_chunks(rows: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield ``rows`` some hundreds at a time."""
    rest = iter(rows)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
