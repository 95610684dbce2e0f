"""Print an indicator's value with its base, its day, its definition, and the reasons behind it."""

import datetime as dt
import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indicators.formulas.number import Number, plain
from indicators.measure import UnknownIndicator, explain, measure
from indicators.measure.explain import Line
from people import queries as registry
from people.dated import today


class Command(BaseCommand):
    """The same numbers as the pages and the API, for those who check them by hand."""

    help = "Print an indicator's value: how many, of how many, as of when, by which definition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which indicator, where and on which day."""
        parser.add_argument("code", help="the indicator's code, for instance officials-trained")
        parser.add_argument(
            "--unit",
            default=settings.PROVINCE_CODE,
            help="official code of the province, a commune or a department",
        )
        parser.add_argument("--date", type=_day, default=None, help="the day counted on; today")
        parser.add_argument(
            "--boundaries",
            type=_day,
            default=None,
            help="in the units of which day; the day counted on",
        )
        parser.add_argument("--explain", action="store_true", help="every name with its reason")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: object, **options: Any) -> None:
        """Count, and print."""
        on = options["date"] or today()
        boundaries = options["boundaries"] or on
        if on > today():
            raise CommandError("Numbers are counted up to today.")
        if options["explain"] and boundaries != on:
            raise CommandError(
                "Names are told in the units of the day counted on: leave out --boundaries or --explain."
            )
        unit_id, unit_name = _unit(options["unit"], boundaries)
        try:
            table = measure(options["code"], on, boundaries=boundaries)
        except UnknownIndicator as error:
            raise CommandError(
                f"No definition of “{options['code']}” was in force on {on}."
            ) from error
        number = table.total
        if unit_id is not None:
            number = next(row.number for row in table.rows if row.unit_id == unit_id)
        lines = list(explain(options["code"], unit_id, on)) if options["explain"] else None
        if options["as_json"]:
            self.stdout.write(json.dumps(_plain(number, lines), ensure_ascii=False, indent=1))
            return
        self._say(unit_name, number, lines)

    def _say(self, unit_name: str, number: Number, lines: list[Line] | None) -> None:
        share = "" if number.percent is None else f" = {number.percent} %"
        if number.rule is not None:
            unit = "points" if number.rule.unit == "points" else "%"
            share = f" -> {'–' if number.value is None else number.value} {unit}"
        base = "" if number.denominator is None else f"/{number.denominator}"
        self.stdout.write(
            f"{number.definition_code}, {unit_name}, as of {number.as_of}: "
            f"{number.numerator}{base}{share} (definition v{number.version})"
        )
        for line in lines or ():
            told = [str(part) for part in (line.course, line.on, line.number) if part]
            grade = "" if line.grade is None else f" E{line.grade}"
            mark = "+" if line.counts else "-"
            self.stdout.write(f"  {mark} {line.name}: {line.why}{grade} {', '.join(told)}".rstrip())


def _plain(number: Number, lines: list[Line] | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "value": plain(number.value),
        "numerator": plain(number.numerator),
        "denominator": plain(number.denominator),
        "as_of": number.as_of.isoformat(),
        "definition_version": number.version,
    }
    if lines is not None:
        found["reasons"] = dict(Counter(line.why for line in lines))
        found["lines"] = [
            {
                "id": line.id,
                "name": line.name,
                "counts": line.counts,
                "why": line.why,
                "course": line.course,
                "grade": line.grade,
                "on": line.on.isoformat() if line.on else None,
                "number": line.number,
            }
            for line in lines
        ]
    return found


def _unit(code: str, on: dt.date) -> tuple[int | None, str]:
    """Return the id (None: the whole province) and name of the unit that bore ``code`` on ``on``."""
    kinds = ("province", "commune", "department")
    found = list(registry.units_on(on).filter(code=code, kind__in=kinds).order_by("kind"))
    if not found:
        raise CommandError(f"No province, commune or department bore the code {code} on {on}.")
    if len(found) > 1:
        raise CommandError(f"The code {code} is borne by several units on {on}.")
    state = found[0]
    return (None if state.kind == "province" else state.unit_id), state.name


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
