"""Makes all cells anew from the history."""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max, Min

from indicators.cells.histories import histories
from indicators.cells.moves import FORMULAS, Plan, Rule, moves_of
from indicators.cells.settling import Sums, add_to_cells, as_text, locked_rules, summed
from indicators.models import Built, Cell, Definition, Mark, Tally
from people import queries as registry

BATCH = 4_000


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
        Tally.objects.bulk_create(
            Tally(person_id=person_id, moves=as_text(rows)) for person_id, rows in moves.items()
        )
        for rows in moves.values():
            sums.update(summed(rows))
        count += len(moves)
    add_to_cells(sums)
    Built.objects.bulk_create(Built(definition=row) for row in definitions)
    for start in range(0, len(marks), BATCH):
        Mark.objects.filter(pk__in=marks[start : start + BATCH]).delete()
    return count


def tallies(rules: list[Rule]) -> Iterator[dict[int, dict[int, list[list[int]]]]]:
    """Yield, a batch of persons at a time, what each of those who add something adds."""
    plan = Plan.of(rules)
    ends = registry.all_records().aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    for start in range(ends["first"], ends["last"] + 1, BATCH):
        some = histories(range(start, min(start + BATCH, ends["last"] + 1)))
        found = {pk: moves_of(history, plan) for pk, history in some.items()}
        yield {pk: moves for pk, moves in found.items() if moves}
