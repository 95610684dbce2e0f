"""Measure stored counts of indicators: a number told, a change followed, all counted anew.

    python -m benchmarks.counts                      10,000 and 100,000 persons on SQLite
    python -m benchmarks.counts --postgres
    python -m benchmarks.counts --persons 1200000

Each size is a process of its own, in one transaction that is undone. Milliseconds are medians. The
ratios are to one GROUP BY person over the same memberships and awards, read to its end.
"""

import argparse
import datetime as dt
import random
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks import rosters

SIZES = (10_000, 100_000)
DAY = dt.date(2026, 9, 30)
MONTHS_BACK = 720
CHANGES = 200
CODE = "team-members-trained"
BATCH = 5_000


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL")
    parser.add_argument("--persons", type=int, nargs="*", default=list(SIZES))
    options, _others = parser.parse_known_args()
    kind = rosters.begin("counts", postgresql=options.postgres)
    print(f"\nStored counts on {kind}: one number, one change, all anew")
    for size in options.persons:
        found = rosters.alone(_measure, size)[0]
        print(
            f"{size:>9,} persons  told {found['told']:6.1f} ms  counted {found['counted']:7.1f} ms "
            f"(x{found['counted_ratio']:.2f})   {found['changes']:5.0f} changes/s   "
            f"all anew {found['anew']:6.1f} s (x{found['anew_ratio']:.1f}), cells {found['cells']:,}"
        )
    return 0


def _measure(size: int) -> dict[str, float]:
    from django.db import transaction

    with transaction.atomic():
        found = _all(size)
        transaction.set_rollback(True)
    return found


def _all(size: int) -> dict[str, float]:
    from indicators import cells
    from indicators.definitions import definition_on, load_definitions
    from indicators.measure import measure
    from indicators.measure.count import counted_by_unit
    from indicators.models import Cell

    load_definitions()
    persons = _people(size)
    definition = definition_on(CODE, DAY)
    grouped = seconds(_group_by, times=3)
    anew = seconds(cells.rebuild)
    counted = seconds(lambda: counted_by_unit(definition, DAY), times=5)
    told = seconds(lambda: measure(definition, DAY), times=9)
    changed = seconds(lambda: _change(persons))
    if cells.check():
        raise AssertionError("stored counts differ from the history")
    return {
        "told": told * 1000,
        "counted": counted * 1000,
        "counted_ratio": counted / grouped,
        "changes": CHANGES / changed,
        "anew": anew,
        "anew_ratio": anew / grouped,
        "cells": Cell.objects.count(),
    }


def _people(size: int) -> list[int]:
    """Add persons in teams over two years, two of three with an award that ends or not."""
    from people.models import Unit, UnitState
    from people.registry.bulk import NewMembership, NewPerson, add_persons, join_many

    some = random.Random(size)
    teams = list(UnitState.objects.filter(kind="community_team").values_list("unit_id", flat=True))
    if not Unit.objects.filter(pk__in=teams[:1]).exists():
        raise AssertionError("no teams")
    everybody: list[int] = []
    for start in range(0, size, BATCH):
        count = min(BATCH, size - start)
        ids = add_persons([NewPerson("Nguyễn Văn Đo", birth_year=1970) for _each in range(count)])
        join_many(
            [NewMembership(pk, some.choice(teams), "team_member", _day(some), None) for pk in ids],
            source="bench",
        )
        _awards(some, [pk for pk in ids if some.random() < 2 / 3])
        everybody += ids
    return everybody


def _awards(some: random.Random, ids: list[int]) -> None:
    from certificates.models import Award, Evidence
    from courses.models import CourseFamily

    family, _made = CourseFamily.objects.get_or_create(slug="bench", defaults={"title": "Đo"})
    evidence = Evidence.objects.bulk_create(
        [
            Evidence(person_id=pk, family=family, source="course", source_ref=f"bench:{pk}",
                     grade=2, on=_day(some))
            for pk in ids
        ],
        batch_size=1_000,
    )  # fmt: skip
    Award.objects.bulk_create(
        [
            Award(person_id=row.person_id, family=family, rule_version=1, valid_from=row.on,
                  valid_until=row.on + dt.timedelta(days=730) if some.random() < 0.5 else None,
                  evidence=row, grade=2, number=f"B-{row.person_id}",
                  check_code=f"B{row.person_id}", facts={})
            for row in evidence
        ],
        batch_size=1_000,
    )  # fmt: skip


def _change(persons: list[int]) -> None:
    """Void awards one at a time, and let the counts follow each."""
    from certificates.models import Evidence, EvidenceVoid
    from indicators import cells

    rows = Evidence.objects.filter(person__in=persons[:900]).order_by("pk")[:CHANGES]
    for evidence in rows:
        EvidenceVoid.objects.create(evidence=evidence, on=DAY, reason="bench")
        cells.settle()


def _group_by() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.person_id, count(a.id), min(m.valid_from), max(a.valid_from) "
            "FROM people_membership m LEFT JOIN certificates_award a ON a.person_id = m.person_id "
            "GROUP BY m.person_id"
        )
        while cursor.fetchmany(10_000):
            pass


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """Return the median seconds of doing something ``times`` times."""
    taken = []
    for _each in range(times):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _day(some: random.Random) -> dt.date:
    return DAY - dt.timedelta(days=some.randrange(MONTHS_BACK))


if __name__ == "__main__":
    sys.exit(main())
