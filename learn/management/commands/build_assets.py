"""Build the icon sprite from the package of drawings."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from learn.assets import ICONS, sprite


class Command(BaseCommand):
    """Idempotent: the file is written only when it would change."""

    help = "Build var/assets/icons.svg from the icons that the site uses"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the sprite, or say which package is missing."""
        folder = Path(settings.BASE_DIR) / "node_modules" / "lucide-static" / "icons"
        try:
            text = sprite(folder)
        except FileNotFoundError as error:
            raise CommandError(
                f"{error.filename} isn't there: run `make node_modules/.stamp` first"
            ) from error
        target = Path(settings.VAR_DIR) / "assets" / "icons.svg"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
        if options["verbosity"]:
            self.stdout.write(f"· {len(ICONS)} icons")
