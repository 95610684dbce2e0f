"""Numbers made of other indicators' numbers: quotients, points, attainment of targets, means."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from indicators.definitions import ATTAINMENT, COMPOSITE, DERIVED, QUOTIENT, target_on
from indicators.formulas.number import Number
from indicators.formulas.rules import (
    Attainment,
    Composite,
    Count,
    Quotient,
    Rule,
    Score,
    ratio,
    weighted,
)
from indicators.formulas.table import Row, Table
from indicators.models import Definition

FORMULAS = frozenset(DERIVED)
Pair = tuple[Count, Count | None]


def combined(definition: Definition, tables: Mapping[str, Table], on: dt.date) -> Table:
    """Return the table of ``definition`` from those of the indicators it is made of.

    Args:
        definition: of a derived formula.
        tables: by code, all counted on ``on`` and in the same units.
        on: the day.
    """
    rule = rule_of(definition, on)

    def number(parts: Mapping[str, Number]) -> Number:
        return Number(*_pair(definition, parts), on, definition.code, definition.version, rule)

    total = number({code: table.total for code, table in tables.items()})
    held = {code: {row.unit_id: row.number for row in table.rows} for code, table in tables.items()}
    empty = {code: _nought(table) for code, table in tables.items()}
    rows = tuple(
        Row(
            row.unit_id, row.kind, row.code, row.name, row.name_folded,
            number({code: held[code].get(row.unit_id, empty[code]) for code in tables}),
        )
        for row in _places(tables.values())
    )  # fmt: skip
    return Table(total, rows, adds_up=definition.formula != COMPOSITE)


def rule_of(definition: Definition, on: dt.date) -> Rule:
    """Return what makes a value of numerator and denominator on ``on``."""
    if definition.formula == QUOTIENT:
        return Quotient()
    if definition.formula == ATTAINMENT:
        target = target_on(definition.population["numerator"], on)
        return Attainment(target.percent if target else None)
    if definition.formula == COMPOSITE:
        return Composite()
    return Score.of(definition.score or {})


def _pair(definition: Definition, parts: Mapping[str, Number]) -> Pair:
    said = definition.population
    if definition.formula == COMPOSITE:
        weights = [Decimal(str(part["weight"])) for part in said["parts"]]
        fractions = [_fraction(parts[part["code"]]) for part in said["parts"]]
        return weighted(list(zip(weights, fractions, strict=True))) or (Decimal(0), Decimal(0))
    first = parts[said["numerator"]]
    below = said.get("denominator")
    return first.numerator, parts[below].numerator if below else first.denominator


def _fraction(number: Number) -> Fraction | None:
    """Return how much of what it can be a number is, 1 for all; None where that is missing."""
    if number.rule is None:
        return ratio(number.numerator, number.denominator)
    value = number.value
    return None if value is None else Fraction(value) / Fraction(number.rule.most or 100)


def _nought(table: Table) -> Number:
    """Return the number of a place that other parts have and this one hasn't."""
    total = table.total
    base = None if total.denominator is None else 0
    return Number(0, base, total.as_of, total.definition_code, total.version, total.rule)


def _places(tables: Iterable[Table]) -> list[Row]:
    """Return a row of every place of any table: communes, departments, those in none of them."""
    found = {row.unit_id: row for table in tables for row in table.rows}
    return sorted(
        found.values(),
        key=lambda row: (row.unit_id is None, row.kind, row.code, row.unit_id or 0),
    )
