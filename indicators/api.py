"""Numbers for everybody: every one with its denominator, its day and its definition's version."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Path, Query, Router, Schema
from pydantic import WithJsonSchema

from indicators import queries
from indicators.definitions import meaning_of, name_of
from indicators.formulas.number import Number, plain
from indicators.queries import PublicRow
from people.dated import today
from people.problems import Problem

router = Router(tags=["indicators"])

Kind = Literal["commune", "department"]
Code = Annotated[
    str,
    Path(
        pattern="^[-a-zA-Z0-9_]+$",
        max_length=60,
        description=gettext_noop("The indicator's code, as in the list."),
    ),
]
Day = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "format": "date"}),
    Query(
        None,
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description=gettext_noop("The end of this day in the province; without it today."),
    ),
]


class Count(Schema):
    """Persons counted; what is missing or hidden is null, never nought."""

    value: int | float | None = Field(
        ge=0,
        description=gettext_noop(
            "What the number says: a share in percent, a count, points; null where it is missing."
        ),
    )
    numerator: int | float | None = Field(
        ge=0, description=gettext_noop("Whole, except for the points of a weighted mean.")
    )
    denominator: int | float | None = Field(
        ge=0, description=gettext_noop("Null where persons have no base.")
    )
    percent: float | None = Field(
        ge=0,
        description=gettext_noop("With one decimal place; null where the denominator is 0."),
    )
    is_hidden: bool = Field(
        description=gettext_noop("True for small groups: fewer than five persons.")
    )
    as_of: dt.date
    definition_version: int = Field(ge=1)


class IndicatorSummary(Schema):
    """An indicator with the whole province's number."""

    code: str
    name: str
    total: Count


class IndicatorList(Schema):
    """The indicators whose definitions were in force on a day."""

    as_of: dt.date
    items: list[IndicatorSummary]


class UnitCount(Schema):
    """One commune's or department's number; without kind, code and name: who is in none."""

    kind: Kind | None
    code: str | None = Field(description=gettext_noop("Official code on that day."))
    name: str | None
    value: Count


class IndicatorDetail(Schema):
    """One indicator on one day: what it means, the whole, and its parts."""

    code: str
    definition_version: int = Field(ge=1)
    name: str
    meaning: str = Field(description=gettext_noop("Whom we count and what counts, in full."))
    definition_valid_from: dt.date
    as_of: dt.date
    total: Count
    units: list[UnitCount]


@router.get(
    "",
    response=IndicatorList,
    url_name="indicators",
    summary=gettext_noop("The province's numbers"),
    description=gettext_noop("The indicators in force on a day with the whole province's numbers."),
)
def indicators(request: HttpRequest, on: Day = None) -> IndicatorList:
    """Return the indicators in force on a day with the whole province's numbers."""
    day = _day(on)
    items = [
        IndicatorSummary(code=found.code, name=found.name, total=_count(found.number))
        for found in queries.public_numbers(day)
    ]
    return IndicatorList(as_of=day, items=items)


@router.get(
    "/{code}",
    response=IndicatorDetail,
    url_name="indicator",
    summary=gettext_noop("One indicator by unit"),
    description=gettext_noop(
        "An indicator's definition and its number in every commune and department on a day."
    ),
)
def indicator(request: HttpRequest, code: Code, on: Day = None) -> IndicatorDetail:
    """Return an indicator's definition and its number in every commune and department on a day."""
    day = _day(on)
    found = queries.public_table(code, day)
    if found is None:
        raise Problem(
            404,
            "indicator_unknown",
            _("No such indicator"),
            _("No definition of this code was in force on that day."),
        )
    definition = found.definition
    return IndicatorDetail(
        code=definition.code,
        definition_version=definition.version,
        name=name_of(definition),
        meaning=meaning_of(definition),
        definition_valid_from=definition.valid_from,
        as_of=day,
        total=_count(found.total),
        units=[_unit(row, found.total) for row in found.rows],
    )


def _day(asked: str | None) -> dt.date:
    """Return the day asked for, today by default.

    Raises:
        Problem: no such day (422), or it is yet to come (404).
    """
    if asked is None:
        return today()
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError as error:
        raise Problem(
            422, "invalid", _("Not understood"), _("There is no such day. Write it as 2026-09-30.")
        ) from error
    if day > today():
        raise Problem(
            404, "day_to_come", _("No numbers yet"), _("Numbers are counted up to today.")
        )
    return day


def _unit(row: PublicRow, total: Number) -> UnitCount:
    hidden = Count(
        value=None,
        numerator=None,
        denominator=None,
        percent=None,
        is_hidden=True,
        as_of=total.as_of,
        definition_version=total.version,
    )
    return UnitCount(
        kind=cast(Kind, row.kind) if row.kind else None,
        code=row.code or None,
        name=row.name or None,
        value=hidden if row.number is None else _count(row.number),
    )


def _count(number: Number) -> Count:
    return Count(
        value=plain(number.value),
        numerator=plain(number.numerator),
        denominator=plain(number.denominator),
        percent=_float(number.percent),
        is_hidden=False,
        as_of=number.as_of,
        definition_version=number.version,
    )


def _float(percent: Decimal | None) -> float | None:
    return None if percent is None else float(percent)
