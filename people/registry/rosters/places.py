"""Which unit a line means: by names of the day, by names and districts of former times."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from people.dated import EARLIEST
from people.models import Succession, UnitState
from people.models.units import Kind
from people.queries import ancestors_on, counterparts, units_on
from people.registry.rosters import columns
from people.text import fold, tidy

# "P. An Lộc", "P An Lộc", "P.3", "P3": an initial counts only where a stop, a space or a digit follows.
_SHORT = tuple(
    (re.compile(rf"^{short}(?:\.\s*|\s+|(?=\d))"), f"{full} ")
    for short, full in (
        ("p", "phuong"), ("x", "xa"), ("tt", "thi tran"), ("tx", "thi xa"), ("tp", "thanh pho"),
        ("h", "huyen"), ("t", "tinh"), ("kp", "khu pho"), ("dk", "dac khu"),
    )
)  # fmt: skip
_KIND = re.compile(
    r"^(phuong|xa|thi tran|dac khu|huyen|thi xa|thanh pho|tinh|khu pho|ap|thon|to dan pho|"
    r"ubnd|uy ban nhan dan|hdnd|dang uy) "
)
_COMMUNE = re.compile(r"^(phuong|xa|thi tran|dac khu) ")
_ABOVE = re.compile(r"^(huyen|thi xa|thanh pho|tinh|quan) ")
_TEAM = re.compile(r"^to( cong nghe so( cong dong)?| cnscd| cns)? (?=\S)")


# The heir, whether it was split, the district's bare name, the own bare name with marks.
Former = tuple[int, bool, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """The unit a line means; or why there is none; and what was noticed on the way."""

    unit_id: int = 0
    problem: tuple[str, str, str] | None = None
    note: tuple[str, str, str] | None = None


class Places:
    """The units that a roster of ``unit_id`` may speak of on a day. Four queries, once."""

    def __init__(self, unit_id: int, day: dt.date) -> None:
        self.unit_id = unit_id
        inside = list(units_on(day, under=unit_id))
        self.inside = {state.unit_id for state in inside}
        above = ancestors_on(day).filter(unit_id=unit_id)
        self.above = set(above.values_list("ancestor_id", flat=True))
        self.kind = next((state.kind for state in inside if state.unit_id == unit_id), "")
        self._marked: dict[int, str] = {}
        self._named: dict[str, set[int]] = defaultdict(set)
        self._bare: dict[str, set[int]] = defaultdict(set)
        self._teams: dict[str, set[int]] = defaultdict(set)
        now = units_on(day).exclude(kind=Kind.TEAM)
        for state in [*now, *(one for one in inside if one.kind == Kind.TEAM)]:
            self._enter(state)
        parents = ancestors_on(day).filter(unit_id__in=self.inside) if self.inside else ()
        self._lines: dict[int, set[int]] = defaultdict(set)
        for row in parents:
            self._lines[row.unit_id].add(row.ancestor_id)
        self._former = _former(day)
        self._known: dict[tuple, Place] = {}

    def _enter(self, state: UnitState) -> None:
        self._marked[state.unit_id] = _bare_marked(state.name)
        self._named[state.name_folded].add(state.unit_id)
        if state.code:
            self._named[fold(state.code)].add(state.unit_id)
        if state.kind == Kind.TEAM:
            for text in {state.name_folded, state.name_folded.split(",")[0]}:
                self._teams[_TEAM.sub("", text)].add(state.unit_id)
        else:
            self._bare[_bare(state.name_folded)].add(state.unit_id)

    def find(self, told: Mapping[str, str]) -> Place:
        """Return the unit that the texts of a line mean, by field of ``lines.PLACES``."""
        asked = tuple(sorted(told.items()))
        if asked not in self._known:
            self._known[asked] = self._find(told)
        return self._known[asked]

    def _find(self, told: Mapping[str, str]) -> Place:
        place = Place(self.unit_id)
        for name in (columns.COMMUNE, columns.UNIT):
            if told.get(name):
                place = self._larger(name, told[name], place)
                if place.problem:
                    return place
        for name in (columns.HAMLET, columns.TEAM):
            if told.get(name):
                place = self._smaller(name, told[name], place)
                if place.problem:
                    return place
        return place

    def _larger(self, name: str, text: str, within: Place) -> Place:
        """Read "ấp 3, xã An Lộc, huyện …": the commune's part first, then what is smaller."""
        parts = [_spelt(part) for part in re.split(r",|;| - ", text) if part.strip()]
        above = [part for part in parts if _ABOVE.match(part)]
        rest = [part for part in parts if part not in above]
        if not rest:
            rest, above = parts, []
        whole = _spelt(text)
        found = self._at(whole) or (self._teams.get(_TEAM.sub("", whole), set()) & self.inside)
        if found and not above:
            return self._one(found, name, text, within)
        communes = [part for part in rest if _COMMUNE.match(part)] or rest[-1:]
        for part in communes[:1]:
            former = self._before(part, above, text)
            found = former[0] if former and above else self._at(part)
            note = ""
            if (not found or (former and above)) and former:
                found, note = former[0], former[1]
            if found:
                place = self._one(found, name, part, within, note=note, said=text)
                smaller = [one for one in rest if one != part]
                if place.problem or not smaller:
                    return place
                return self._smaller(name, smaller[0], place)
        looks_like_place = name == columns.COMMUNE or any(_COMMUNE.match(part) for part in parts)
        if self.kind == Kind.PROVINCE or looks_like_place:
            return Place(problem=(name, "unknown_unit", text))
        return Place(within.unit_id, note=(name, "place_kept", text))

    def _smaller(self, name: str, text: str, within: Place) -> Place:
        spelt = _spelt(text)
        teams = self._teams.get(_TEAM.sub("", spelt), set())
        if not teams and name == columns.HAMLET:
            teams = self._teams.get(_bare(spelt), set())
        found = teams or self._named.get(spelt, set()) or self._bare.get(_bare(spelt), set())
        here = {one for one in found if within.unit_id in self._lines.get(one, ())}
        if len(here) == 1:
            return Place(here.pop(), note=within.note)
        if here:
            return Place(problem=(name, "ambiguous_unit", text))
        if name == columns.TEAM and self.kind not in {Kind.TEAM, Kind.HAMLET}:
            return Place(problem=(name, "unknown_unit", text))
        kept = (name, "place_kept", text) if self.kind != Kind.TEAM else None
        return Place(within.unit_id, note=within.note or kept)

    def _one(
        self,
        found: set[int],
        name: str,
        text: str,
        within: Place,
        *,
        note: str = "",
        said: str = "",
    ) -> Place:
        here = found & self.inside
        if len(here) > 1:
            here = {one for one in here if self._marked[one] in tidy(said or text).lower()} or here
        noted = (name, note, said or text) if note else within.note
        if len(here) == 1:
            return Place(here.pop(), note=noted)
        if len(here) > 1:
            return Place(problem=(name, "ambiguous_unit", text))
        if found & self.above:
            return Place(within.unit_id, note=noted)
        return Place(problem=(name, "outside_unit", said or text))

    def _at(self, part: str) -> set[int]:
        return self._named.get(part) or self._bare.get(_bare(part), set())

    def _before(self, part: str, above: Iterable[str], text: str) -> tuple[set[int], str] | None:
        """Return the heirs of a former unit of this name, those in the named district first."""
        rows = self._former.get(part) or self._former.get(_bare(part), [])
        districts = {_bare(one) for one in above}
        named = [row for row in rows if row[2] in districts] or rows
        # "Lộc Thành" and "Lộc Thạnh" are two: with marks it can be told which.
        named = [row for row in named if row[3] in tidy(text).lower()] or named
        if not named:
            return None
        heirs = {row[0] for row in named}
        return heirs, "split_unit" if any(row[1] for row in named) else "former_unit"


def _former(day: dt.date) -> dict[str, list[Former]]:
    """Return by former name: the heir on ``day``, whether it was split, the district's and its own bare name."""
    heirs = counterparts(EARLIEST, day)
    split = set(
        Succession.objects.filter(effective_on__lte=day, is_default=False)
        .values_list("old_unit_id", flat=True)
        .distinct()
    )
    states = UnitState.objects.current().filter(valid_to__lte=day)
    districts = {
        state.unit_id: _bare(state.name_folded) for state in states if state.kind == Kind.DISTRICT
    }
    found: dict[str, list[Former]] = defaultdict(list)
    for state in states:
        if state.kind in {Kind.DISTRICT, Kind.PROVINCE}:
            continue
        row = (
            heirs.get(state.unit_id, state.unit_id),
            state.unit_id in split,
            districts.get(state.parent_id or 0, ""),
            _bare_marked(state.name),
        )
        for key in {state.name_folded, _bare(state.name_folded)}:
            found[key].append(row)
    return dict(found)


def _spelt(text: str) -> str:
    """Return a part of an address without marks, its kind written out: "P. An Lộc" as "phuong an loc"."""
    folded = re.sub(r"\s+", " ", fold(text).replace("’", "'")).strip(" .;,-")
    for short, full in _SHORT:
        folded = short.sub(full, folded)
    return re.sub(
        r"^(ubnd|uy ban nhan dan|dang uy|hdnd) (?=(xa|phuong|thi tran|dac khu) )", "", folded
    )


def _bare_marked(name: str) -> str:
    """Return a unit's name in small letters with its marks, without the kind's words."""
    count = len(_bare(fold(name)).split())
    return " ".join(tidy(name).lower().split()[-count:])


def _bare(folded: str) -> str:
    return _KIND.sub("", folded)
