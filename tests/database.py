"""A migrated database made once and copied for every worker, on SQLite and on PostgreSQL.

Migrating takes 12 s, a copy a fraction of one. A test with real transactions gets a fresh copy
afterwards instead of a flush: append-only tables refuse to be emptied, and Wagtail's root page and
locale would be lost.
"""

import fcntl
import hashlib
import importlib.metadata
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

_PACKAGES = ("django", "wagtail", "django-allauth")


def fingerprint() -> str:
    """Return a digest of all that shapes an empty database."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(importlib.metadata.version(package).encode())
    files = [*settings.BASE_DIR.glob("*/migrations/*.py"), *settings.BASE_DIR.glob("*/models/*.py")]
    triggers = ("people/append_only.py", "indicators/cells/triggers.py")
    for path in [*sorted(files), *(settings.BASE_DIR / name for name in triggers)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class SqliteCopies:
    """A file as the template, a file a worker."""

    def __init__(self, worker: str) -> None:
        folder = Path(settings.VAR_DIR) / "test"
        folder.mkdir(parents=True, exist_ok=True)
        self.template = folder / f"template-{fingerprint()}.sqlite3"
        self.copy = folder / f"{worker}-{os.getpid()}.sqlite3"

    def has_template(self) -> bool:
        """Return whether the template was made by an earlier run."""
        return self.template.exists()

    def make_template(self) -> None:
        """Migrate an empty file."""
        draft = self.template.with_suffix(f".{os.getpid()}")
        _connect(str(draft))
        call_command("migrate", verbosity=0, interactive=False)
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections["default"].close()
        draft.rename(self.template)

    def fresh(self) -> None:
        """Give the worker an unused copy."""
        connections["default"].close()
        self.drop()
        shutil.copyfile(self.template, self.copy)
        _connect(str(self.copy))

    def drop(self) -> None:
        """Remove the worker's copy."""
        connections["default"].close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.copy}{suffix}").unlink(missing_ok=True)


class PostgresCopies:
    """A template database, and one a worker made from it."""

    def __init__(self, worker: str) -> None:
        self.template = f"hocso_template_{fingerprint()}"
        self.copy = f"hocso_test_{worker}_{os.getpid()}"

    def has_template(self) -> bool:
        """Return whether the template was made by an earlier run."""
        rows = self._admin("SELECT 1 FROM pg_database WHERE datname = %s", self.template)
        return bool(rows)

    def make_template(self) -> None:
        """Migrate an empty database."""
        draft = f"{self.template}_draft"
        self._admin(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        self._admin(f'CREATE DATABASE "{draft}"')
        _connect(draft)
        call_command("migrate", verbosity=0, interactive=False)
        _close_pool()
        self._admin(f'ALTER DATABASE "{draft}" RENAME TO "{self.template}"')

    def fresh(self) -> None:
        """Give the worker an unused copy."""
        self.drop()
        self._admin(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.template}"')
        _connect(self.copy)

    def drop(self) -> None:
        """Remove the worker's copy."""
        _close_pool()
        self._admin(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')

    @staticmethod
    def _admin(statement: str, *values: str) -> list[tuple]:
        import psycopg

        given = settings.DATABASES["default"]
        with psycopg.connect(
            host=given["HOST"],
            port=given["PORT"],
            user=given["USER"],
            password=given["PASSWORD"] or None,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []


def copies(worker: str) -> SqliteCopies | PostgresCopies:
    """Return the way of copying that the configured database needs."""
    if connections["default"].vendor == "postgresql":
        return PostgresCopies(worker)
    return SqliteCopies(worker)


def prepare(found: SqliteCopies | PostgresCopies) -> None:
    """Make the template unless it exists; only one worker does it at a time."""
    lock = Path(settings.VAR_DIR) / "test-database.lock"
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not found.has_template():
            found.make_template()
    found.fresh()


def _connect(name: str) -> None:
    _close_pool()
    connections["default"].settings_dict["NAME"] = name


def _close_pool() -> None:
    connection = connections["default"]
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
