"""Many units at once, for importers and the demo."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from people.models import Unit, UnitState
from people.text import fold, tidy

BATCH = 2_000


@dataclass(frozen=True)
class NewUnit:
    """A unit to add: its name and code, and under which parent it lies from when to when."""

    kind: str
    name: str
    code: str
    # (parent's id, valid_from, valid_to or None), in order, without gaps.
    parents: Sequence[tuple[int | None, dt.date, dt.date | None]]
    is_synthetic: bool = False


@transaction.atomic
def add_units(rows: Sequence[NewUnit], *, legal_basis: str = "") -> list[int]:
    """Add ``rows`` and return their ids in the same order.

    The closure is not touched: call ``people.units.tree.rebuild`` when all units are in.
    """
    units = Unit.objects.bulk_create(
        [Unit(is_synthetic=row.is_synthetic) for row in rows], batch_size=BATCH
    )
    states = [
        UnitState(
            unit_id=unit.pk,
            parent_id=parent_id,
            kind=row.kind,
            code=row.code,
            name=tidy(row.name),
            name_folded=fold(row.name),
            legal_basis=legal_basis,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        for unit, row in zip(units, rows, strict=True)
        for parent_id, valid_from, valid_to in row.parents
    ]
    UnitState.objects.bulk_create(states, batch_size=BATCH)
    return [unit.pk for unit in units]
