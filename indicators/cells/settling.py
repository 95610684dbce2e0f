"""Moves the cells by what changed about marked persons; all of a batch in one transaction."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, transaction

from indicators.cells.histories import histories
from indicators.cells.moves import Plan, Rule, moves_of
from indicators.models import Built, Cell, Mark, Tally
from people import queries as registry

BATCH = 500
# By (definition, unit, day): numerator and denominator.
Sums = Counter[tuple[int, int, int, str]]
CELL = ("definition_id", "grain", "day", "unit_ref", "numerator", "denominator")
_ROWS_A_STATEMENT = 150


def settle(most: int | None = None) -> int:
    """Move the cells for marked persons, a batch at a time, and return how many marks are left.

    Safe to be called by many at once and again after a crash: marks vanish and cells move in one
    transaction, and what a person adds is worked out from the history, not from the change.

    Args:
        most: do no more than about so many marks; None is all.
    """
    done = 0
    while most is None or done < most:
        count = _settle_batch()
        if not count:
            return 0
        done += count
    return Mark.objects.count()


def _settle_batch() -> int:
    if not Mark.objects.exists():
        return 0
    with transaction.atomic():
        rules = locked_rules()
        marks = dict(Mark.objects.order_by("pk").values_list("pk", "person_ref")[:BATCH])
        if rules:
            move(set(marks.values()), rules)
        Mark.objects.filter(pk__in=list(marks)).delete()
    return len(marks)


def locked_rules() -> list[Rule]:
    """Return the rules whose cells stand; whoever has them is the only one to move cells."""
    built = Built.objects.select_for_update(of=("self",)).order_by("pk")
    return [Rule.of(row.definition) for row in built.select_related("definition")]


def move(person_ids: Iterable[int], rules: list[Rule]) -> None:
    """Work out what the persons add now, and move the cells by the difference."""
    wanted = set(person_ids)
    merged = registry.merged_persons().filter(pk__in=wanted)
    wanted |= set(merged.values_list("merged_into_id", flat=True))
    # A mark may name a record that was never committed as a person.
    wanted &= set(registry.all_records(wanted).values_list("pk", flat=True))
    known = dict(Tally.objects.filter(person__in=wanted).values_list("person_id", "moves"))
    sums: Sums = Counter()
    fresh, gone = [], []
    plan = Plan.of(rules)
    for person_id, history in histories(wanted).items():
        moves = moves_of(history, plan)
        text = as_text(moves)
        old = known.get(person_id, "")
        if text == old:
            continue
        sums.subtract(summed(json.loads(old) if old else {}))
        sums.update(summed(moves))
        if text:
            fresh.append(Tally(person_id=person_id, moves=text))
        else:
            gone.append(person_id)
    Tally.objects.filter(person__in=gone).delete()
    Tally.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["person"], update_fields=["moves"]
    )
    _upsert(cell_rows(sums))


def as_text(moves: dict[int, list[list[int]]]) -> str:
    """Return what a tally keeps; nothing for somebody who adds nothing."""
    return json.dumps(moves, separators=(",", ":"), sort_keys=True) if moves else ""


def summed(moves: dict[int, list[list[int]]] | dict[str, list[list[int]]]) -> Sums:
    """Return the moves of one person by definition, unit, day and part."""
    found: Sums = Counter()
    add_up(found, moves)
    return found


def add_up(sums: Sums, moves: dict[int, list[list[int]]] | dict[str, list[list[int]]]) -> None:
    """Add the moves of one person to ``sums``."""
    for definition, rows in moves.items():
        for unit, day, numerator, denominator in rows:
            sums[int(definition), unit, day, "n"] += numerator
            sums[int(definition), unit, day, "d"] += denominator


def cell_rows(sums: Sums) -> list[tuple[int, str, dt.date, int, int, int]]:
    """Return the rows of days, months and years, as the columns of ``CELL`` name them."""
    rows: dict[tuple[int, str, dt.date, int], list[int]] = {}
    for (definition, unit, ordinal, part), count in sums.items():
        if not count:
            continue
        for grain, first in grains(ordinal):
            pair = rows.setdefault((definition, grain, first, unit), [0, 0])
            pair[part == "d"] += count
    return [
        (*key, numerator, denominator)
        for key, (numerator, denominator) in sorted(rows.items())
        if numerator or denominator
    ]


@lru_cache(maxsize=10_000)
def grains(ordinal: int) -> tuple[tuple[str, dt.date], ...]:
    """Return the rows that a day is summed in: the day, its month, its year."""
    day = dt.date.fromordinal(ordinal)
    return (
        (str(Cell.Grain.DAY), day),
        (str(Cell.Grain.MONTH), day.replace(day=1)),
        (str(Cell.Grain.YEAR), day.replace(month=1, day=1)),
    )


def _upsert(rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows to those that stand; Django has no update of a conflicting row by its own value."""
    table = Cell._meta.db_table
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        chunk = rows[start : start + _ROWS_A_STATEMENT]
        slots = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(chunk))
        statement = (
            f"INSERT INTO {table} "  # noqa: S608 - the table's name is ours
            f"({', '.join(CELL)}) "
            f"VALUES {slots} ON CONFLICT (definition_id, grain, day, unit_ref) DO UPDATE SET "
            f"numerator = {table}.numerator + excluded.numerator, "
            f"denominator = {table}.denominator + excluded.denominator"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [value for row in chunk for value in row])
