"""What ``make run`` starts: the demo made ready, then the site with its worker."""

import hashlib
import os
import socket
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from learn import serving
from learn.demo import accounts
from learn.demo.build import is_loaded


class Command(BaseCommand):
    """Make the database, the course and the demo province ready once; then serve."""

    help = "Serve the demo on 127.0.0.1 with its background worker"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, say where the site is and who may sign in, and serve until Ctrl-C."""
        port = options["port"]
        _refuse_taken(port)
        call_command("compile_catalogues")
        call_command("build_assets", verbosity=0)
        self._database()
        address = f"http://127.0.0.1:{port}/"
        # Certificates print the site's address; the worker learns it from the environment.
        settings.WAGTAILADMIN_BASE_URL = os.environ.setdefault("SITE_URL", address.rstrip("/"))
        self.stdout.write(f"\nHọc Số: {address}\n")
        self.stdout.write(accounts.sign_ins(address))
        self.stdout.write("Ctrl-C ends the site and its worker.\n")
        self.stdout.flush()
        serving.serve(port)

    def _database(self) -> None:
        """Migrate when the migrations changed, and load what an empty site needs."""
        stamp = Path(settings.VAR_DIR) / "migrated"
        wanted = _migrations_digest()
        is_known = stamp.exists() and stamp.read_text(encoding="utf-8") == wanted
        # The stamp may outlive a database that somebody removed.
        if not is_known or "people_person" not in connection.introspection.table_names():
            self._say("preparing the database (about 20 s the first time)")
            call_command("migrate", verbosity=0, interactive=False)
            stamp.write_text(wanted, encoding="utf-8")
        if not is_loaded():
            call_command("load_demo")

    def _say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()


def _migrations_digest() -> str:
    """Return a digest of every installed migration's path and size."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}:{path.stat().st_size}\n".encode())
    return digest.hexdigest()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is in use; choose another: PORT={port + 1} make run"
            ) from error
