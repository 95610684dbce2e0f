"""Measure the site's main pages; print a table of ratios, never a verdict.

    make bench                          five rounds of two seconds a page, on SQLite
    make bench ARGS=--postgres          the same on PostgreSQL and Redis
    make bench ARGS="--rounds 2 --seconds 1"

A page's requests a second are divided by those of an empty view in the same round, so that a
machine's moods cancel out. CPU is that of all processes of the site, and apart from it that of the
database and the cache. Queries and bytes are of one request: bytes of HTML, styles and scripts as
sent (gzip), on a first visit and on the next.
"""

import argparse
import itertools
import os
import platform
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import people, site, stores
from benchmarks.load import Request, burst
from benchmarks.weight import Weight, weigh

SETTINGS = "benchmarks.settings"
LEARNERS = 64
BASE = "empty view"


@dataclass
class Measured:
    """What the rounds said of one page: requests a second, and CPU ms a request."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    stores: list[float] = field(default_factory=list)
    failed: int = 0


def main() -> int:
    """Run the site, measure it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL and Redis")
    options = parser.parse_args()
    kind = "postgresql" if options.postgres else "sqlite"
    folder = Path(os.environ.get("HOCSO_VAR", site.ROOT / "var")) / "bench" / kind
    environment = stores.environment(postgresql=options.postgres)
    with site.running(folder, settings=SETTINGS, stores=environment) as (port, pid):
        people.load(folder, SETTINGS, environment)
        targets = _targets()
        measured = {name: Measured() for name in targets}
        for number in range(options.rounds + 1):
            for name, make in targets.items():
                # Round 0 warms up.
                _measure(measured[name], port, pid, make, options.seconds, keep=number > 0)
        weights = {name: weigh(port, make) for name, make in targets.items()}
        _table(measured, weights)
    return 1 if any(found.failed for found in measured.values()) else 0


def _measure(
    found: Measured, port: int, pid: int, make: Callable[[], Request], seconds: float, *, keep: bool
) -> None:
    used, used_by_stores = site.cpu_seconds(pid), stores.cpu_seconds()
    tally = burst(port, make, seconds=seconds if keep else 1.0)
    found.failed += tally.failed
    if keep and tally.done:
        found.rates.append(tally.per_second)
        found.cpu.append(1000 * (site.cpu_seconds(pid) - used) / tally.done)
        found.stores.append(1000 * (stores.cpu_seconds() - used_by_stores) / tally.done)


def _targets() -> dict[str, Callable[[], Request]]:
    crowd, leader, officer = people.learners(LEARNERS), people.leader(), people.officer()
    verify = people.verify_path()
    found: dict[str, Callable[[], Request]] = {
        BASE: lambda: ("GET", "/bench/empty", b"", {}),
        "verify": lambda: ("GET", verify, b"", {"Accept-Encoding": "gzip"}),
    }
    for visitors in (crowd, [leader], [officer]):
        for name in visitors[0].paths:
            if name not in ("item", "quiz answer"):
                found[name] = _reading(name, visitors)
    found["quiz answer"] = _answering(crowd)
    return found


def _reading(name: str, visitors: list[people.Visitor]) -> Callable[[], Request]:
    turns = itertools.cycle(visitors)

    def make() -> Request:
        visitor = next(turns)
        headers = {"Cookie": visitor.cookies, "Accept-Encoding": "gzip"}
        return "GET", visitor.paths[name], b"", headers

    return make


def _answering(crowd: list[people.Visitor]) -> Callable[[], Request]:
    turns = itertools.cycle(crowd)

    def make() -> Request:
        visitor = next(turns)
        headers = {
            "Cookie": visitor.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        return "POST", visitor.paths["quiz answer"], people.answer_body(visitor), headers

    return make


def _table(measured: dict[str, Measured], weights: dict[str, Weight]) -> None:
    base = measured[BASE]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},")
    print(f"{stores.name()}, gunicorn 2 workers × 4 threads, client on the same cores\n")
    print(
        "| page | requests/s | ratio | CPU ms (min–max) | × empty | stores' CPU ms | queries",
        end="",
    )
    print(" | bytes first / repeat |\n|---|---|---|---|---|---|---|---|")
    for name, found in measured.items():
        if not found.rates:
            print(f"| {name} | failed {found.failed} times | | | | | | |")
            continue
        ratio = statistics.median(a / b for a, b in zip(found.rates, base.rates, strict=False))
        times = statistics.median(a / b for a, b in zip(found.cpu, base.cpu, strict=False))
        weight = weights[name]
        print(
            f"| {name} | {statistics.median(found.rates):.0f} | {ratio:.3f} "
            f"| {statistics.median(found.cpu):.1f} ({min(found.cpu):.1f}–{max(found.cpu):.1f}) "
            f"| {times:.1f} | {statistics.median(found.stores):.1f} | {weight.queries} "
            f"| {weight.first:,} / {weight.repeat:,} |"
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
