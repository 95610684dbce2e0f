"""The report on a list: how many lines become what, and for each that isn't taken, why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from people.registry.rosters import words
from people.registry.rosters.checking import State, Verdict
from people.registry.rosters.columns import FIELDS, NUMBER

# Of what was noticed, so many are told line by line; all are counted.
NOTES_TOLD = 500


@dataclass
class Report:
    """Grows with every verdict; the same for the page, the command and the receipt."""

    headers: list[str]
    fields: Mapping[int, str]
    counts: Counter = field(default_factory=Counter)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    # What rejected and doubtful lines say, by line number; not a part of what is printed.
    cells: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._headers = {name: self.headers[place] for place, name in self.fields.items()}

    def add(self, verdict: Verdict) -> None:
        """Count a verdict and keep what is to be told of it."""
        self.counts["rows"] += 1
        self.counts[verdict.state] += 1
        number = verdict.said.line.number
        if verdict.state == State.REJECTED:
            self.cells[number] = self._kept(verdict.said.line.cells)
            first, *more = [self._problem(*one) for one in verdict.said.problems]
            self.rejected.append({"row": number, **first, **({"more": more} if more else {})})
        elif verdict.state == State.REVIEW:
            self.cells[number] = self._kept(verdict.said.line.cells)
            name, code, value = verdict.why
            said = {"code": code, "message": words.doubt(code, value)}
            self.reviews.append({"row": number, "column": self._column(name), **said})
        elif verdict.record is None:
            self.counts["added"] += 1
        else:
            self.counts["held" if verdict.is_held else "joined"] += 1
        for name, code, value in verdict.said.notes:
            self.counts["notes"] += 1
            if len(self.notes) < NOTES_TOLD:
                said = {"code": code, "message": words.note(code, value)}
                self.notes.append({"row": number, "column": self._column(name), **said})

    def as_json(self, skipped: list[tuple[int, str]]) -> dict[str, Any]:
        """Return the report for programs and pages.

        Args:
            skipped: line number and code of the lines that are no person's.
        """
        counts = self.counts
        return {
            "rows": counts["rows"],
            "accepted": counts[State.ACCEPTED],
            "review": counts[State.REVIEW],
            "rejected": self.rejected,
            "reviews": self.reviews,
            "added": counts["added"],
            "joined": counts["joined"],
            "held": counts["held"],
            "skipped": [
                {"row": number, "code": code, "message": str(words.SKIPPED[code])}
                for number, code in skipped
            ],
            "notes": self.notes,
            "noted": counts["notes"],
        }

    def _kept(self, cells: tuple[str, ...]) -> list[str]:
        """Return the cells without national numbers: those are kept nowhere."""
        return [
            "" if self.fields.get(place) == NUMBER else cell for place, cell in enumerate(cells)
        ]

    def _problem(self, name: str, code: str, value: str) -> dict[str, str]:
        return {
            "column": self._column(name),
            "code": code,
            "message": words.problem(code, value),
            "fix": words.fix(code),
        }

    def _column(self, name: str) -> str:
        """Return the header of the file where it has one, else what the field is called."""
        return self._headers.get(name) or str(FIELDS.get(name, name))
