"""Load the official administrative units of the province."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from people.units import official_list


class Command(BaseCommand):
    """Idempotent: what is there stays as it is."""

    help = "Load the province's official communes and departments, former units and dated changes"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many units are new."""
        folder = settings.BASE_DIR / "people" / "data" / "units"
        added = official_list.load(folder, settings.PROVINCE_CODE)
        if options["verbosity"]:
            self.stdout.write(f"{added} units added")
