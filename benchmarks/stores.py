"""On which stores the measured site runs, and what they burn besides the site itself."""

import os
from pathlib import Path

BENCH = "hocso_bench"


def environment(*, postgresql: bool, database: str = BENCH) -> dict[str, str]:
    """Return what the site's environment says of its stores; makes the database where missing.

    PostgreSQL and Redis are those of ``DATABASE_HOST``, ``DATABASE_PORT`` and ``REDIS_URL``, or of
    this machine; ``bash deploy/services.sh`` starts throw-away ones where none answer.
    """
    if not postgresql:
        return {}
    found = {
        "DATABASE": "postgresql",
        "DATABASE_HOST": os.environ.get("DATABASE_HOST", "127.0.0.1"),
        "DATABASE_PORT": os.environ.get("DATABASE_PORT", "5432"),
        "DATABASE_USER": os.environ.get("DATABASE_USER", "postgres"),
        "DATABASE_NAME": database,
        "REDIS_URL": os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/8"),
        "CACHE_PREFIX": BENCH,
    }
    import psycopg

    with psycopg.connect(
        host=found["DATABASE_HOST"],
        port=found["DATABASE_PORT"],
        user=found["DATABASE_USER"],
        password=os.environ.get("DATABASE_PASSWORD"),
        dbname="postgres",
        autocommit=True,
    ) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {database}")
    return found


def name() -> str:
    """Return the stores with their versions, for the head of the table."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version}, cache in files"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    import redis

    return (
        f"PostgreSQL {version}, Redis {redis.from_url(settings.REDIS_URL).info()['redis_version']}"
    )


def cpu_seconds() -> float:
    """Return user and system time of PostgreSQL's processes for our database, and of Redis."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0.0
    import redis

    used = redis.from_url(settings.REDIS_URL).info("cpu")
    total = float(used["used_cpu_user"]) + float(used["used_cpu_sys"])
    tick = os.sysconf("SC_CLK_TCK")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [BENCH],
        )
        pids = [row[0] for row in cursor.fetchall()]
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / tick
    return total
