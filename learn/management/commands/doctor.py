"""Say whether this installation is as it should be, and what to do where it isn't."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from learn.doctor.findings import Finding, run_checks
from learn.doctor.rounds import ROUNDS

WORDS = {"ok": "ok", "warning": "WARNING", "fault": "FAULT", "skipped": "skipped"}


class Command(BaseCommand):
    """Ends with 0 when nothing is at fault, 1 when something is; with --strict also for warnings."""

    help = "Check settings, database, queue, storage, messages, set-up, server and HTTPS"
    # Whatever is wrong with the settings is to be said by us, in plain words.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which checks, the form of the answer, and how strict to be."""
        parser.add_argument("only", nargs="*", metavar="part", help=f"of {', '.join(ROUNDS)}")
        parser.add_argument("--json", action="store_true", help="for a monitoring program")
        parser.add_argument("--strict", action="store_true", help="let warnings count as faults")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the checks, print the findings, end with the code that says how it stands."""
        unknown = set(options["only"]) - set(ROUNDS)
        if unknown:
            self.stderr.write(f"There is no part {', '.join(sorted(unknown))}.")
            raise SystemExit(2)
        wanted = {part: ROUNDS[part] for part in ROUNDS if part in (options["only"] or ROUNDS)}
        found = {part: run_checks(checks) for part, checks in wanted.items()}
        bad = {"fault", "warning"} if options["strict"] else {"fault"}
        is_healthy = not any(f.state in bad for findings in found.values() for f in findings)
        if options["json"]:
            self._as_json(found, is_healthy=is_healthy)
        else:
            self._as_text(found, is_healthy=is_healthy)
        if not is_healthy:
            raise SystemExit(1)

    def _as_json(self, found: dict[str, list[Finding]], *, is_healthy: bool) -> None:
        rows = [{"part": part, **asdict(f)} for part, findings in found.items() for f in findings]
        answer = {"healthy": is_healthy, "findings": rows}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _as_text(self, found: dict[str, list[Finding]], *, is_healthy: bool) -> None:
        for part, findings in found.items():
            self.stdout.write(f"\n{part}")
            for finding in findings:
                self._line(finding)
        count = Counter(f.state for findings in found.values() for f in findings)
        self.stdout.write(
            f"\n{count['ok']} fine, {count['warning']} to look at, {count['fault']} at fault, "
            f"{count['skipped']} skipped. {_verdict(found, is_healthy=is_healthy)}"
        )

    def _line(self, finding: Finding) -> None:
        self.stdout.write(f"  {WORDS[finding.state]:8} {finding.name}: {finding.seen}")
        if finding.remedy:
            self.stdout.write(f"           → {finding.remedy}")


def _verdict(found: Mapping[str, Sequence[Finding]], *, is_healthy: bool) -> str:
    if is_healthy:
        return "The site is fit to serve."
    first = next(f for findings in found.values() for f in findings if f.state != "ok" and f.remedy)
    return f"Begin with: {first.name}."
