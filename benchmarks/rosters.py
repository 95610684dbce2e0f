"""Measure taking in lists of people, as a ratio to reading the file and inserting it raw.

    python -m benchmarks.rosters                     12,906 and 100,000 lines on SQLite
    python -m benchmarks.rosters --postgres
    python -m benchmarks.rosters --lines 5000

Raw is: every cell read, one person and one membership a line, inserted in bulk in one transaction.
Each figure is of a process of its own, so that the peak of its memory is its own; raw and ours take turns.
What is written is undone.
"""

import argparse
import datetime as dt
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import site, stores

SIZES = (12_906, 100_000)
COMMUNES, TEAMS = 95, 20
HEADERS = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số ĐT",
    "Số CCCD",
    "Xã/phường",
    "Tổ",
    "Nhiệm vụ",
]
FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Điểu", "Lý"]
GIVENS = [
    "An",
    "Bình",
    "Cường",
    "Dung",
    "Hạnh",
    "Khánh",
    "Lộc",
    "Mỹ",
    "Nga",
    "Phúc",
    "Sơn",
    "Tuyết",
]
DAY = dt.date(2026, 9, 1)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL")
    parser.add_argument("--lines", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    options, _others = parser.parse_known_args()
    kind = begin("rosters", postgresql=options.postgres)
    print(f"\nLists of people on {kind}: seconds, ratio to raw, MB at most, lines a second")
    for size in options.lines:
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "list.xlsx"
            alone(_write, file, size)
            rounds = [(alone(_raw, file), alone(_ours, file)) for _each in range(options.rounds)]
        raw, ours = zip(*rounds, strict=True)
        ratio = statistics.median(our[0] / base[0] for base, our in rounds)
        seconds = statistics.median(one[0] for one in ours)
        print(
            f"{size:>8,} lines  raw {statistics.median(one[0] for one in raw):6.1f} s "
            f"{max(one[1] for one in raw):5.0f} MB   ours {seconds:6.1f} s "
            f"{max(one[1] for one in ours):5.0f} MB   x{ratio:.2f}   {size / seconds:,.0f}/s"
        )
    return 0


def begin(
    name: str,
    *,
    postgresql: bool,
    database: str = stores.BENCH,
    prepare: Callable[[], float] | None = None,
) -> str:
    """Lay a database of its own with a province's units, and return the database's kind.

    Args:
        name: of the folder in which the measured site writes.
        postgresql: or else SQLite.
        database: the name on PostgreSQL.
        prepare: lays other units than those of this module.
    """
    kind = "postgresql" if postgresql else "sqlite"
    folder = Path(os.environ.get("HOCSO_VAR", site.ROOT / "var")) / "bench" / f"{name}-{kind}"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(stores.environment(postgresql=postgresql, database=database))
    os.environ |= {"HOCSO_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    alone(prepare or _prepare)
    return kind


def alone(act: Callable, *args: object) -> tuple[Any, float]:
    """Do something in a process of its own; return what it says and the peak of its memory in MB."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_measured, (act, args))


def _measured(act: Callable, args: tuple) -> tuple[Any, float]:
    import django

    django.setup()
    from django.db import connection

    connection.ensure_connection()
    said = act(*args)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return said or 0.0, peak


def _prepare() -> float:
    """Lay the tables, a province, its communes and their teams."""
    from django.core.management import call_command

    from people.dated import EARLIEST
    from people.models import UnitState
    from people.units import tree
    from people.units.bulk import NewUnit, add_units

    call_command("migrate", verbosity=0)
    if UnitState.objects.filter(code="75").exists():
        return 0.0
    top = add_units([NewUnit("province", "Thành phố Đo Thử", "75", [(None, EARLIEST, None)])])[0]
    under = [(top, EARLIEST, None)]
    communes = add_units(
        [NewUnit("commune", f"Phường Số {one}", f"P{one}", under) for one in range(COMMUNES)]
    )
    add_units(
        [
            NewUnit(
                "community_team",
                f"Tổ {team}, Số {place}",
                f"T{place}-{team}",
                [(commune, EARLIEST, None)],
            )
            for place, commune in enumerate(communes)
            for team in range(1, TEAMS + 1)
        ]
    )
    tree.rebuild()
    return 0.0


def _write(file: Path, size: int) -> float:
    import openpyxl

    some = random.Random(size)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(HEADERS)
    for number in range(1, size + 1):
        born = dt.date(1950, 1, 1) + dt.timedelta(days=some.randrange(18_000))
        name = f"{some.choice(FAMILIES)} {some.choice(['Văn', 'Thị'])} {some.choice(GIVENS)} {some.choice(GIVENS)}"
        sheet.append(
            [number, name, f"{born:%d/%m/%Y}", some.choice(["Nam", "Nữ"]), f"09{number:08d}", f"0750{number:08d}",
             f"Phường Số {some.randrange(COMMUNES)}", f"Tổ {some.randrange(1, TEAMS + 1)}", "Thành viên"]
        )  # fmt: skip
    book.save(file)
    return 0.0


def _raw(file: Path) -> float:
    import python_calamine
    from django.db import transaction

    from people.models import Unit
    from people.registry.bulk import NewMembership, NewPerson, add_persons, join_many

    unit = Unit.objects.order_by("pk").values_list("pk", flat=True)[0]
    began = time.perf_counter()
    with transaction.atomic():
        sheet = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0)
        rows = [[str(cell) for cell in row] for row in sheet.iter_rows()][1:]
        people = [
            NewPerson(row[1], birth_year=int(row[2][-4:]), contact_phone=row[4]) for row in rows
        ]
        ids = add_persons(people)
        join_many([NewMembership(pk, unit, "team_member", DAY) for pk in ids], source="raw")
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds


def _ours(file: Path) -> float:
    from django.db import transaction

    from people.queries import units_on
    from people.registry.rosters.receiving import roster_for
    from people.registry.rosters.taking import open_list, take_in, terms_of

    unit = units_on(DAY, kind="province").values_list("unit_id", flat=True)[0]
    began = time.perf_counter()
    with transaction.atomic():
        opened = open_list(file.read_bytes())
        terms = terms_of(opened, unit_id=unit, category="team_member", since=DAY)
        roster = roster_for(
            content_hash=file.name, file_name=file.name, terms=terms, layout=opened.layout, by=None
        )
        report = take_in(opened, terms, roster=roster, by=None).report
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    if report["rejected"] or not report["added"]:
        raise AssertionError(report["rejected"][:3])
    return seconds


if __name__ == "__main__":
    sys.exit(main())
