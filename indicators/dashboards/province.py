"""An indicator's page: the sentence, the target, the past year, and the table of units."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from indicators.dashboards.chart import Chart, chart
from indicators.definitions import (
    HOUSEHOLDS,
    WITH_BASE,
    cited_base,
    definition_on,
    definitions_on,
    meaning_of,
    name_of,
    parts_of,
    target_on,
)
from indicators.formulas.number import Number
from indicators.formulas.rules import Count
from indicators.formulas.table import SORT_KEYS, Row, Table, ordered
from indicators.measure import (
    DERIVED_FORMULAS,
    NAMELESS,
    UNIT_FORMULAS,
    Remark,
    measure,
    remarks,
    trend,
)
from indicators.models import Definition, Target
from people.text import fold

# Without a target of its own, the gap that a table shows is the one to everybody.
EVERYBODY = Decimal(100)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class View:
    """How the table is asked for; the same for the page and for its file."""

    key: str = "ma"
    descending: bool = False
    text: str = ""

    def __post_init__(self) -> None:
        """Refuse a column that isn't there."""
        if self.key not in SORT_KEYS:
            raise ValueError(self.key)


@dataclass(frozen=True)
class Sentence:
    """An indicator in one sentence: its number, with what it means and what was to be reached."""

    definition: Definition
    name: str
    meaning: str
    number: Number
    target: Target | None

    @property
    def gap(self) -> int | None:
        """Return how many persons are missing to the target."""
        return self.number.gap_to(self.target.percent) if self.target else None

    @property
    def target_percent(self) -> Decimal | None:
        """Return the target without idle decimals: 100, 92.5."""
        if self.target is None:
            return None
        whole = self.target.percent.to_integral_value()
        return whole if whole == self.target.percent else self.target.percent.quantize(TENTH)

    @property
    def has_base(self) -> bool:
        """Return whether the number has a denominator by its definition."""
        return self.number.denominator is not None

    @property
    def counts_units(self) -> bool:
        """Return whether units are counted, not persons."""
        return self.definition.formula in UNIT_FORMULAS

    @property
    def opens_names(self) -> bool:
        """Return whether there are names behind the number: of persons, or of units."""
        return self.definition.formula not in NAMELESS

    @property
    def counts_households(self) -> bool:
        """Return whether households are counted."""
        return self.definition.formula == HOUSEHOLDS

    @property
    def is_derived(self) -> bool:
        """Return whether the number is made of other indicators'."""
        return self.definition.formula in DERIVED_FORMULAS

    @property
    def value(self) -> Count | None:
        """Return what a derived number says: points, or percent."""
        return self.number.value

    @property
    def most(self) -> Decimal | None:
        """Return the most points that there are; None where the value is told in percent."""
        rule = self.number.rule
        return rule.most if rule is not None and rule.unit == "points" else None

    @property
    def is_cited(self) -> bool:
        """Return whether the base is a cited population, which no roster shows."""
        return cited_base(self.definition) is not None

    @property
    def rows_have_base(self) -> bool:
        """Return whether the parts have a base of their own."""
        return self.definition.formula in WITH_BASE


@dataclass(frozen=True)
class Dashboard:
    """All of an indicator's page."""

    sentence: Sentence
    table: Table
    rows: tuple[Row, ...]
    target_percent: Decimal
    chart: Chart
    remarks: tuple[Remark, ...]
    # The indicators that a derived one is made of, each as its sentence.
    parts: tuple[Sentence, ...] = ()


def sentences(on: dt.date) -> list[Sentence]:
    """Return every indicator in force on ``on`` as a sentence."""
    return [_sentence(row, measure(row, on, by="").total) for row in definitions_on(on)]


def dashboard(definition: Definition, on: dt.date, view: View) -> Dashboard:
    """Return the page of ``definition`` on ``on``."""
    table = measure(definition, on)
    sentence = _sentence(definition, table.total)
    wanted = sentence.target.percent if sentence.target else EVERYBODY
    return Dashboard(
        sentence=sentence,
        table=table,
        rows=tuple(shown_rows(table, view, wanted)),
        target_percent=wanted,
        chart=chart([*trend(definition, on), table.total]),
        remarks=tuple(remarks(definition, on, int(table.total.numerator))),
        parts=tuple(_parts(definition, on)),
    )


def _parts(definition: Definition, on: dt.date) -> list[Sentence]:
    found = (definition_on(code, on) for code in parts_of(definition))
    return [_sentence(part, measure(part, on, by="").total) for part in found if part is not None]


def shown_rows(table: Table, view: View, target: Decimal) -> list[Row]:
    """Return the rows that ``view`` asks for, in its order."""
    rows = ordered(table.rows, view.key, descending=view.descending, target=target)
    wanted = fold(view.text)
    return [row for row in rows if wanted in row.name_folded or wanted in row.code]


def _sentence(definition: Definition, number: Number) -> Sentence:
    is_share = number.denominator is not None and number.rule is None
    return Sentence(
        definition=definition,
        name=name_of(definition),
        meaning=meaning_of(definition),
        number=number,
        target=target_on(definition.code, number.as_of) if is_share else None,
    )
