"""Load the indicators' definitions and targets, and count what is new."""

from django.core.management.base import BaseCommand

from indicators import cells
from indicators.definitions import load_definitions


class Command(BaseCommand):
    """Idempotent: versions that are there stay as they are."""

    help = "Load the definitions and targets of indicators; what is there stays as it is."

    def handle(self, *args: object, **options: object) -> None:
        """Load and say how many rows were new."""
        added = load_definitions()
        if added:
            cells.rebuild()
        if options["verbosity"]:
            self.stdout.write(f"· {added} definitions and targets added")
