"""What an officer orders to be done to units: pure data, as a form gives it and a row keeps it."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from people.models.units import Kind

# Under which kinds a unit may lie. The province lies under nothing.
PARENTS: dict[str, frozenset[str]] = {
    Kind.DEPARTMENT: frozenset({Kind.PROVINCE}),
    Kind.COMMUNE: frozenset({Kind.PROVINCE}),
    Kind.HAMLET: frozenset({Kind.COMMUNE}),
    Kind.TEAM: frozenset({Kind.COMMUNE}),
    Kind.OFFICE: frozenset({Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE, Kind.OFFICE}),
    Kind.SCHOOL: frozenset({Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE}),
}
# A code of these is never given out again; a commune's may pass to a successor.
CODES_FOR_EVER = frozenset({Kind.HAMLET, Kind.TEAM})


@dataclass(frozen=True)
class Part:
    """What a unit is to be called from the day on."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class Order:
    """One change of units.

    Attributes:
        what: a value of ``UnitChange.What``.
        on: the first day on which it holds.
        decision: number of the decision or resolution, for instance "12/NQ-HĐND".
        decided_on: the day of that decision.
        unit_ids: which units are changed; none when one is opened.
        into_id: the unit that takes over (merge) or under which it is to lie (move, open).
        parts: the new name (rename, reclassify), the new heir (merge), the parts (split), the new
            unit (open).
        kind: of a unit that is opened.
        goes: (unit below, number of the part) for whatever doesn't go to the first part of a split.
    """

    what: str
    on: dt.date
    decision: str
    decided_on: dt.date | None
    unit_ids: tuple[int, ...] = ()
    into_id: int | None = None
    parts: tuple[Part, ...] = ()
    kind: str = ""
    goes: tuple[tuple[int, int], ...] = ()

    @property
    def legal_basis(self) -> str:
        """Return the decision as states and successions quote it."""
        if self.decided_on is None:
            return self.decision
        return f"{self.decision} ({self.decided_on:%d/%m/%Y})".lstrip()

    def as_json(self) -> dict[str, Any]:
        """Return the order as a row keeps it."""
        facts = asdict(self)
        facts["on"] = self.on.isoformat()
        facts["decided_on"] = self.decided_on.isoformat() if self.decided_on else None
        facts["unit_ids"] = list(self.unit_ids)
        facts["parts"] = [asdict(part) for part in self.parts]
        facts["goes"] = [list(pair) for pair in self.goes]
        return facts
