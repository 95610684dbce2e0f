"""Take a list of people in from the command line, with the report that the page gives."""

import datetime as dt
import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.dated import today
from people.exporting import rejected_lines
from people.models import UnitState
from people.models.memberships import Category
from people.queries import units_on
from people.refusal import Refusal
from people.registry.rosters.receiving import roster_for
from people.registry.rosters.taking import Result, check, open_list, take_in, terms_of


class Command(BaseCommand):
    """The same steps as the page; the file may be XLSX, ODS or CSV."""

    help = "Check a roster (XLSX or CSV) and take it in: people and memberships of a unit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whose people it names and how."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--unit", required=True, help="code of the unit on the day; kind:code")
        parser.add_argument("--category", required=True, choices=Category.values)
        parser.add_argument("--on", type=dt.date.fromisoformat, help="first day; default: today")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument("--all-or-nothing", action="store_true")
        parser.add_argument("--whole", action="store_true", help="the list names everybody")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--rejected", type=Path, help="write rejected lines to this CSV file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report; nothing is written with --dry-run."""
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"The file can't be read: {error.strerror}.") from error
        since = options["on"] or today()
        unit_id = self._unit(options["unit"], since)
        category = options["category"]
        try:
            opened = open_list(content)
            terms = terms_of(opened, unit_id=unit_id, category=category, since=since)
            if options["dry_run"]:
                result = check(opened, terms)
            else:
                roster = roster_for(
                    content_hash=hashlib.sha256(content).hexdigest(),
                    file_name=options["file"].name,
                    terms=terms,
                    layout=opened.layout,
                    is_whole=options["whole"],
                    by=None,
                )
                result = take_in(
                    opened, terms, roster=roster, by=None, all_or_nothing=options["all_or_nothing"]
                )
        except Refusal as refusal:
            raise CommandError(f"{refusal} [{refusal.code}]") from refusal
        if options["rejected"]:
            self._write_rejected(options["rejected"], result)
        if options["json"]:
            self.stdout.write(json.dumps(result.report, ensure_ascii=False, indent=1))
        else:
            self._tell(result.report, is_dry=options["dry_run"])

    def _unit(self, asked: str, since: dt.date) -> int:
        kind, _colon, code = asked.rpartition(":")
        states = units_on(since).filter(code=code)
        found: list[UnitState] = list(states.filter(kind=kind) if kind else states)
        if not found:
            raise CommandError(f"No unit has the code {asked} on {since}.")
        if len(found) > 1:
            named = ", ".join(f"{state.kind}:{state.code}" for state in found)
            raise CommandError(f"Several units have this code: {named}.")
        return found[0].unit_id

    def _write_rejected(self, path: Path, result: Result) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            rejected = result.report["rejected"]
            out.writelines(rejected_lines(result.headers, result.cells, rejected))

    def _tell(self, report: dict[str, Any], *, is_dry: bool) -> None:
        for one in report["rejected"]:
            self.stdout.write(f"{one['row']}\t{one['column']}\t{one['code']}\t{one['message']}")
        for one in report["reviews"]:
            self.stdout.write(f"{one['row']}\t{one['column']}\t{one['code']}\t{one['message']}")
        self.stdout.write(
            f"{report['rows']} rows: {report['accepted']} accepted, {report['review']} to review, "
            f"{len(report['rejected'])} rejected; {len(report['skipped'])} lines skipped."
            + (" Nothing was written." if is_dry else "")
        )
