"""Build the demo province."""

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from learn.demo import build
from people.dated import today


class Command(BaseCommand):
    """The official units, the courses, the indicators, then an invented province upon them."""

    help = "Build the demo province (38,000 invented persons), the same for the same seed and day"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seed and the day on which the published figures hold exactly."""
        parser.add_argument("--seed", type=int, default=75)
        parser.add_argument("--anchor", type=dt.date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Build unless it is there; say what is being done and how long it took."""
        if not settings.DEMO:
            raise CommandError("Only a demo may hold invented people (DEMO is off).")
        if build.is_loaded():
            self.stdout.write("The demo province is loaded already; nothing was changed.")
            return
        started = time.monotonic()
        self._say("official units of the province")
        call_command("load_units", verbosity=0)
        self._say("site, groups and courses")
        call_command("ensure_site", verbosity=0)
        call_command("load_course", "--all", verbosity=0)
        call_command("load_definitions", verbosity=0)
        self._say("demo province (persons invented, labelled as such)")
        anchor = options["anchor"] or today()
        build.build(seed=options["seed"], anchor=anchor, say=lambda text: self._say(f"  {text}"))
        self._say(f"loaded in {time.monotonic() - started:.0f} s")

    def _say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()
