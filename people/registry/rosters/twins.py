"""Lines of one list that are, or may be, the same person. No tables."""

from dataclasses import dataclass, field
from typing import Any

from people.registry.rosters.who import Asked

# Who is born so far apart bears the same name in the same household: grandfather and grandson.
SLIP_YEARS = 1


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier line, and whether it surely is the same person."""

    line: int
    is_sure: bool


@dataclass
class Seen:
    """What was met in the list so far."""

    _by: dict[tuple, tuple[int, Any]] = field(default_factory=dict)
    _lines_of: dict[int, int] = field(default_factory=dict)

    def twin_of(self, asked: Asked, number: int) -> Twin | None:
        """Return the earlier line of the same person, and remember this one."""
        found: Twin | None = None
        for key, value in _keys(asked):
            if key not in self._by:
                self._by[key] = (number, value)
                continue
            line, other = self._by[key]
            sure = _is_sure(key[0], value, other)
            if sure is not None and (found is None or (sure and not found.is_sure)):
                found = Twin(line, sure)
        return found

    def line_of(self, person_id: int, number: int) -> int:
        """Return the line on which a person of the registry stands first."""
        return self._lines_of.setdefault(person_id, number)


def _keys(asked: Asked) -> list[tuple[tuple, Any]]:
    """Return by what a line is known, and what decides where two are known by the same."""
    given = asked.given
    keys: list[tuple[tuple, Any]] = [(("same", given.key), None)]
    if asked.digest:
        keys.append((("number", asked.digest), asked.words))
    if given.staff_code:
        keys.append((("code", given.staff_code.casefold()), asked.words))
    if given.phone:
        keys.append((("phone", given.phone, asked.words), given.birth_year))
    if given.birth_year:
        kind = "born" if given.birth_date else "year"
        born = given.birth_date or given.birth_year
        reached = (given.phone, asked.digest)
        keys.append(((kind, born, asked.words, asked.unit_id), reached))
    return keys


def _is_sure(kind: str, value: Any, other: Any) -> bool | None:
    """Return True for the same person, False for maybe, None for somebody else."""
    if kind == "same":
        return True
    if kind in {"number", "code"}:
        return value == other
    if kind == "phone":
        if value is None or other is None or value == other:
            return True
        return False if abs(value - other) <= SLIP_YEARS else None
    # Same name and birth in the same unit: the phones and numbers decide.
    for one, two in zip(value, other, strict=True):
        if one and two:
            return True if one == two else (False if kind == "born" else None)
    return False
