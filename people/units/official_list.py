"""Loading the official units of a province, their former units and what changed since."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from people import audit
from people.dated import EARLIEST
from people.models import Succession, Unit, UnitState
from people.models.units import Kind
from people.text import fold, tidy
from people.units import tree
from people.units.successions import Change, reclassify, rename

PROVINCES_MERGED = "Nghị quyết 202/2025/QH15"
COMMUNES_FOUNDED = "Nghị quyết 1662/NQ-UBTVQH15"
ONE_DAY = dt.timedelta(days=1)
Key = tuple[str, str, dt.date]


@dataclass(frozen=True)
class _Row:
    """A unit as it first was."""

    kind: str
    code: str
    name: str
    parent: Key | None
    start: dt.date
    end: dt.date | None
    legal_basis: str = ""
    coordinates: tuple[float | None, float | None] = (None, None)

    @property
    def key(self) -> Key:
        return (self.kind, self.code, self.start)


@transaction.atomic
def load(folder: Path, province_code: str) -> int:
    """Load the tables in ``folder``; what is there already is left as it is.

    Args:
        folder: holds communes.csv, legacy_communes.csv, successions.csv, changes.csv and
            departments.csv.
        province_code: the official code of the province.

    Returns:
        How many units were added.
    """
    communes = [row for row in _read(folder, "communes") if row["province_code"] == province_code]
    former = _read(folder, "legacy_communes")
    rows = _rows(communes, former, province_code) + _departments(folder, province_code)
    ids, added = _add(rows)
    successions = _add_successions(folder, rows, ids, province_code)
    if added or successions:
        tree.rebuild()
        audit.record("people.units_loaded", by=None, added=added, successions=successions)
    _apply_changes(folder, ids, province_code)
    return added


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows(
    communes: list[dict[str, str]], former: list[dict[str, str]], province_code: str
) -> list[_Row]:
    """Return the units to be there, parents before children."""
    # The data says the last day; we say the first day after it.
    ends = {row["province_code"]: _after(row["valid_to"]) for row in former}
    names = {row["province_code"]: row["province_name"] for row in former + communes}
    found = [
        _Row(
            Kind.PROVINCE,
            code,
            name,
            None,
            EARLIEST,
            None if code == province_code else ends[code],
        )
        for code, name in sorted(names.items())
    ]
    districts = {row["district_code"]: row for row in former}
    found += [
        _Row(
            Kind.DISTRICT,
            code,
            row["district_name"],
            (Kind.PROVINCE, row["province_code"], EARLIEST),
            EARLIEST,
            _after(row["valid_to"]),
        )
        for code, row in sorted(districts.items())
    ]
    found += [
        _Row(
            Kind.COMMUNE,
            row["code"],
            row["name"],
            (Kind.DISTRICT, row["district_code"], EARLIEST),
            EARLIEST,
            _after(row["valid_to"]),
        )
        for row in former
    ]
    found += [
        _Row(
            Kind.COMMUNE,
            row["code"],
            row["name"],
            (Kind.PROVINCE, province_code, EARLIEST),
            dt.date.fromisoformat(row["valid_from"]),
            None,
            COMMUNES_FOUNDED,
            (float(row["latitude"]), float(row["longitude"])),
        )
        for row in communes
    ]
    return found


def _departments(folder: Path, province_code: str) -> list[_Row]:
    province = (Kind.PROVINCE, province_code, EARLIEST)
    return [
        _Row(Kind.DEPARTMENT, row["code"], row["name"], province, EARLIEST, None)
        for row in _read(folder, "departments")
    ]


def _after(day: str) -> dt.date:
    return dt.date.fromisoformat(day) + ONE_DAY


def _add(rows: list[_Row]) -> tuple[dict[Key, int], int]:
    """Add the units that are missing; return the ids of all, and how many were missing."""
    ids = _known()
    missing = [row for row in rows if row.key not in ids]
    units = Unit.objects.bulk_create([Unit() for _row in missing])
    ids |= {row.key: unit.pk for row, unit in zip(missing, units, strict=True)}
    UnitState.objects.bulk_create(
        [
            UnitState(
                unit_id=ids[row.key],
                parent_id=ids[row.parent] if row.parent else None,
                kind=row.kind,
                code=row.code,
                name=tidy(row.name),
                name_folded=fold(row.name),
                legal_basis=row.legal_basis,
                latitude=row.coordinates[0],
                longitude=row.coordinates[1],
                valid_from=row.start,
                valid_to=row.end,
            )
            for row in missing
        ]
    )
    return ids, len(missing)


def _known() -> dict[Key, int]:
    kinds = (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE, Kind.DEPARTMENT)
    states = UnitState.objects.current().filter(kind__in=kinds)
    return {
        (kind, code, start): unit
        for kind, code, start, unit in states.values_list("kind", "code", "valid_from", "unit_id")
    }


def _add_successions(
    folder: Path, rows: list[_Row], ids: dict[Key, int], province_code: str
) -> int:
    known = set(Succession.objects.values_list("old_unit_id", "new_unit_id", "effective_on"))
    wanted = [
        Succession(
            old_unit_id=ids[(Kind.COMMUNE, row["old_code"], EARLIEST)],
            new_unit_id=ids[(Kind.COMMUNE, row["new_code"], _day(row))],
            effective_on=_day(row),
            manner=row["kind"],
            is_default=row["is_default"] == "true",
            legal_basis=COMMUNES_FOUNDED,
        )
        for row in _read(folder, "successions")
        if (Kind.COMMUNE, row["new_code"], _day(row)) in ids
    ]
    wanted += [
        Succession(
            old_unit_id=ids[row.key],
            new_unit_id=ids[(Kind.PROVINCE, province_code, EARLIEST)],
            effective_on=row.end,
            manner=Succession.Manner.MERGED,
            legal_basis=PROVINCES_MERGED,
        )
        for row in rows
        if row.kind == Kind.PROVINCE and row.end is not None
    ]
    missing = [
        row for row in wanted if (row.old_unit_id, row.new_unit_id, row.effective_on) not in known
    ]
    Succession.objects.bulk_create(missing)
    return len(missing)


def _day(row: dict[str, str]) -> dt.date:
    return dt.date.fromisoformat(row["effective_on"])


def _apply_changes(folder: Path, ids: dict[Key, int], province_code: str) -> None:
    """Apply the dated changes that aren't in yet."""
    units = {(kind, code): unit for (kind, code, _start), unit in sorted(ids.items())}
    for row in _read(folder, "changes"):
        kind = Kind.PROVINCE if row["code"] == province_code else Kind.COMMUNE
        unit_id = units.get((kind, row["code"]))
        on = _day(row)
        if unit_id is None or _begins(unit_id, on):
            continue
        unit = Unit.objects.get(pk=unit_id)
        act = rename if row["change"] == "rename" else reclassify
        act(unit, row["new_name"], Change(on=on, legal_basis=row["legal_basis"]))


def _begins(unit_id: int, on: dt.date) -> bool:
    return UnitState.objects.current().filter(unit_id=unit_id, valid_from=on).exists()
