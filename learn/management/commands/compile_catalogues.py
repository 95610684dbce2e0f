"""Compile the .po catalogues in Python, so that a fresh machine needs no gettext."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    """Write a .mo beside every .po that is newer than it."""

    help = "Compile translation catalogues (quick when nothing changed)"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile what is stale and say how many."""
        count = 0
        for folder in settings.LOCALE_PATHS:
            for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
                target = source.with_suffix(".mo")
                if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                    continue
                with source.open("rb") as handle:
                    catalogue = read_po(handle, locale=source.parts[-3])
                with target.open("wb") as handle:
                    write_mo(handle, catalogue)
                # This process may go on to serve, and has read what was there before.
                translation_file_changed(sender=None, file_path=target)
                count += 1
        if count and options["verbosity"]:
            self.stdout.write(f"· {count} catalogue(s) compiled")
