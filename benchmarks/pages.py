"""Measure the site's main pages; print a table of ratios, never a verdict.

    make bench                 five rounds of two seconds a page
    make bench ARGS="--rounds 2 --seconds 1"

A page's requests a second are divided by those of an empty view in the same round, so that a
machine's moods cancel out. CPU is that of all server processes. Queries and bytes are of one
request: bytes as sent (gzip), HTML alone.
"""

import argparse
import http.client
import os
import platform
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import people, site
from benchmarks.load import Request, burst

SETTINGS = "benchmarks.settings"
FOLDER = site.ROOT / "var" / "bench"


def main() -> int:
    """Run the site, measure it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    options = parser.parse_args()
    with site.running(FOLDER, settings=SETTINGS) as (port, pid):
        people.load(FOLDER, SETTINGS)
        targets = _targets()
        rates: dict[str, list[float]] = {name: [] for name in targets}
        cpu: dict[str, list[float]] = {name: [] for name in targets}
        failures = dict.fromkeys(targets, 0)
        for number in range(options.rounds + 1):
            for name, make in targets.items():
                before = site.cpu_seconds(pid)
                tally = burst(port, make, seconds=options.seconds if number else 0.5)
                if number and tally.done:  # round 0 warms up
                    rates[name].append(tally.per_second)
                    cpu[name].append(1000 * (site.cpu_seconds(pid) - before) / tally.done)
                failures[name] += tally.failed
        sizes = {name: _size(port, make) for name, make in targets.items()}
    _table(rates, cpu, sizes, failures)
    return 1 if any(failures.values()) else 0


def _targets() -> dict[str, Callable[[], Request]]:
    learner, leader, officer = people.learner(), people.leader(), people.officer()
    verify = people.verify_path()
    found: dict[str, Callable[[], Request]] = {
        "empty view": lambda: ("GET", "/bench/empty", b"", {}),
        "verify": lambda: ("GET", verify, b"", {"Accept-Encoding": "gzip"}),
    }
    for visitor in (learner, leader, officer):
        headers = {"Cookie": visitor.cookies, "Accept-Encoding": "gzip"}
        for name, path in visitor.paths.items():
            if name not in ("item", "quiz answer"):
                found[name] = lambda path=path, headers=headers: ("GET", path, b"", headers)
    post = {
        "Cookie": learner.cookies,
        "X-CSRFToken": learner.csrf,
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    address, item = learner.paths["quiz answer"], learner.paths["item"]
    found["quiz answer"] = lambda: ("POST", address, people.answer_body(item), post)
    return found


def _size(port: int, make: Callable[[], Request]) -> int:
    method, path, body, headers = make()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body or None, headers)
    return len(connection.getresponse().read())


def _table(
    rates: dict[str, list[float]],
    cpu: dict[str, list[float]],
    sizes: dict[str, int],
    failures: dict[str, int],
) -> None:
    base = rates["empty view"]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},")
    print("SQLite, gunicorn 2 workers × 4 threads, client on the same cores\n")
    print("| page | requests/s | ratio to empty view | CPU ms/request | HTML bytes (gzip) |")
    print("|---|---|---|---|---|")
    for name, found in rates.items():
        if not found:
            print(f"| {name} | failed {failures[name]} times | | | |")
            continue
        ratio = statistics.median(rate / other for rate, other in zip(found, base, strict=False))
        print(
            f"| {name} | {statistics.median(found):.0f} | {ratio:.3f} "
            f"| {statistics.median(cpu[name]):.1f} | {sizes[name]:,} |"
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
