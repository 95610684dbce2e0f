"""Numbers that upper floors and the public page show."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache

from indicators.definitions import definition_on, definitions_on, name_of, parts_of
from indicators.formulas.number import Number
from indicators.formulas.small_cells import hidden_rows
from indicators.formulas.table import Table
from indicators.measure import measure
from indicators.models import Definition

_KEPT = 3600
# What the first page says of the province; all others are a step further.
HEADLINES = ("officials-trained", "team-members-trained", "people-trained-by-course")


@dataclass(frozen=True)
class PublicNumber:
    """A number with its names; safe for everybody, for it is the whole province's."""

    definition: Definition
    number: Number

    @property
    def code(self) -> str:
        """Return the indicator's code."""
        return self.definition.code

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return name_of(self.definition)


def public_numbers(on: dt.date) -> list[PublicNumber]:
    """Return the whole province's numbers on ``on``; computed at most once an hour."""
    key = f"indicators:public:{on:%Y%m%d}"
    found = cache.get(key)
    if found is None:
        found = [PublicNumber(row, measure(row, on, by="").total) for row in definitions_on(on)]
        cache.set(key, found, _KEPT)
    return found


def headlines(on: dt.date) -> list[PublicNumber]:
    """Return the few numbers of the first page, in their order."""
    found = {row.code: row for row in public_numbers(on)}
    return [found[code] for code in HEADLINES if code in found]


@dataclass(frozen=True)
class PublicRow:
    """A commune's or department's number as everybody may read it: None where it is hidden."""

    kind: str
    code: str
    name: str
    number: Number | None


@dataclass(frozen=True)
class PublicTable:
    """One indicator on one day: its definition, the whole, and its parts."""

    definition: Definition
    total: Number
    rows: tuple[PublicRow, ...]


def public_table(code: str, on: dt.date) -> PublicTable | None:
    """Return the indicator with its parts on ``on``, None when no such definition was in force.

    Rows of small groups are hidden. Computed at most once an hour for each indicator and day.
    """
    definition = definition_on(code, on)
    if definition is None:
        return None
    key = f"indicators:public:{definition.pk}:{on:%Y%m%d}"
    found = cache.get(key)
    if found is None:
        table = measure(definition, on)
        hidden = hidden_rows(table.rows) | _hidden_by_parts(definition, table, on)
        rows = tuple(
            PublicRow(row.kind, row.code, row.name, None if place in hidden else row.number)
            for place, row in enumerate(table.rows)
        )
        found = PublicTable(definition, table.total, rows)
        cache.set(key, found, _KEPT)
    return found


def _hidden_by_parts(definition: Definition, table: Table, on: dt.date) -> frozenset[int]:
    """Return the places of rows that a part hides: what is made of them would tell them."""
    hidden: set[int | None] = set()
    for code in parts_of(definition):
        part = definition_on(code, on)
        if part is None:
            continue
        rows = measure(part, on)
        places = hidden_rows(rows.rows) | _hidden_by_parts(part, rows, on)
        hidden |= {rows.rows[place].unit_id for place in places}
    return frozenset(place for place, row in enumerate(table.rows) if row.unit_id in hidden)
