"""Make the stored counts of all indicators anew, or compare them with the history."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators import cells
from indicators.models import Definition

_SHOWN = 50


class Command(BaseCommand):
    """What the nightly check runs; by hand after a restore."""

    help = "Count all indicators anew from the history; with --check only compare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whether to compare or to count."""
        parser.add_argument("--check", action="store_true", help="compare, exit 1 on a difference")

    def handle(self, *args: object, **options: Any) -> None:
        """Count or compare."""
        if not options["check"]:
            self.stdout.write(f"{cells.rebuild()} persons counted.")
            return
        cells.settle()
        faults = cells.check()
        codes = dict(Definition.objects.values_list("pk", "code"))
        for fault in faults[:_SHOWN]:
            what = codes.get(fault.definition_id, "tally")
            self.stdout.write(
                f"{what} {fault.grain} {fault.day or ''} {fault.unit_ref}: "
                f"stored {fault.stored}, counted {fault.counted}"
            )
        if faults:
            raise CommandError(f"{len(faults)} stored counts differ. `manage.py recompute` mends.")
        self.stdout.write("Stored and recomputed values agree everywhere.")
