"""Makes all cells anew from the history."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import transaction

from certificates import queries as register
from indicators.cells.histories import histories
from indicators.cells.moves import FORMULAS, Plan, Rule, moves_of
from indicators.cells.settling import CELL, Sums, add_up, as_text, cell_rows, locked_rules
from indicators.cells.writing import fill
from indicators.models import Built, Cell, Definition, Mark, Tally
from people import queries as registry

BATCH = 4_000
# A range is read whole where at least one in so many of it is asked for.
THIN = 4
TALLY = ("person_id", "moves")


@transaction.atomic
def rebuild() -> int:
    """Make the cells of all definitions anew and return how many persons add to them.

    Readers see the old cells until it is done. Marks that come meanwhile stay, and are settled
    afterwards.
    """
    locked_rules()
    marks = list(Mark.objects.values_list("pk", flat=True))
    definitions = list(Definition.objects.filter(formula__in=FORMULAS).order_by("pk"))
    for model in (Cell, Tally, Built):
        model._default_manager.all().delete()
    sums: Sums = Counter()
    count = 0
    for moves in tallies([Rule.of(row) for row in definitions]):
        fill(Tally, TALLY, [(person_id, as_text(rows)) for person_id, rows in moves.items()])
        for rows in moves.values():
            add_up(sums, rows)
        count += len(moves)
    fill(Cell, CELL, cell_rows(sums))
    Built.objects.bulk_create(Built(definition=row) for row in definitions)
    for start in range(0, len(marks), BATCH):
        Mark.objects.filter(pk__in=marks[start : start + BATCH]).delete()
    return count


def tallies(rules: list[Rule]) -> Iterator[dict[int, dict[int, list[list[int]]]]]:
    """Yield, a batch of persons at a time in the order of their ids, what each of those adds.

    Whoever is in nobody's population and in nobody's register isn't read at all: in a province
    that is most of its people.
    """
    plan = Plan.of(rules)
    concerned = _concerned(plan)
    for start in range(0, len(concerned), BATCH):
        some = histories(_asked(concerned[start : start + BATCH]))
        found = {pk: moves_of(history, plan) for pk, history in some.items()}
        yield {pk: moves for pk, moves in found.items() if moves}


def _asked(ids: Sequence[int]) -> Sequence[int]:
    """Return ``ids``, or all between the first and the last where few of those are others.

    A range is told to the database by its two ends, thousands of ids one by one.
    """
    whole = range(ids[0], ids[-1] + 1)
    return whole if len(whole) < THIN * len(ids) else ids


def _concerned(plan: Plan) -> Sequence[int]:
    """Return the ids of the persons who can add something, in order, eight bytes each."""
    ids = registry.ever_members(plan.by_category).union(register.ever_known())
    return array("q", sorted(ids))
