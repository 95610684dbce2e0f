"""The database: kind, version, pool, migrations, triggers, what must be in it."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from indicators import cells
from learn.doctor.findings import Finding, fault, ok, skipped, warning
from learn.models import HomePage
from people.append_only import guarded_models
from people.dated import today
from people.queries import province_unit

OLDEST = 14
# More than so many changes a minute are rare.
MARKS = 20_000


def server() -> Finding:
    """Check that PostgreSQL answers and is new enough."""
    name = "database"
    if connection.vendor != "postgresql":
        return fault(
            name,
            f"The database is {connection.vendor}: good for a demo, not for a province.",
            "Set DATABASE=postgresql and DATABASE_NAME, _USER, _PASSWORD, _HOST in hocso.env.",
        )
    try:
        connection.ensure_connection()
        major = connection.pg_version // 10_000  # type: ignore[attr-defined]
    except DatabaseError as error:
        return fault(
            name,
            f"PostgreSQL does not answer: {str(error).strip()}",
            "Is it running (systemctl status postgresql)? Do name, user and password in hocso.env "
            "fit (psql with the same values)?",
        )
    if major < OLDEST:
        return fault(
            name,
            f"PostgreSQL is version {major}; {OLDEST} is the oldest that the site supports.",
            "Upgrade PostgreSQL (pg_upgradecluster on Debian).",
        )
    return ok(name, f"PostgreSQL {major} at {settings.DATABASES['default']['HOST']}")


def encoding() -> Finding:
    """Check that the database can hold Vietnamese."""
    name = "database encoding"
    if connection.vendor != "postgresql":
        return skipped(name, "Only PostgreSQL has one.")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        found = cursor.fetchone()[0]
    if found != "UTF8":
        return fault(
            name,
            f"The database's encoding is {found}.",
            "Make a new one: createdb --encoding UTF8 --template template0 --owner hocso hocso",
        )
    return ok(name, found)


def pool() -> Finding:
    """Check that there are connections for all threads, and that PostgreSQL has room for them."""
    name = "connection pool"
    if connection.vendor != "postgresql":
        return skipped(name, "Only PostgreSQL needs one.")
    found = settings.DATABASES["default"].get("OPTIONS", {}).get("pool")
    if not found:
        return fault(
            name,
            "Every request opens a connection of its own.",
            "Set DATABASE_POOL to the threads of a web process or more, for instance 8.",
        )
    size = found["max_size"] if isinstance(found, dict) else 4
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        room = int(cursor.fetchone()[0])
    # Two web units of two processes, two worker processes, beat and a person at the keyboard.
    wanted = size * 7 + 5
    if wanted > room:
        return warning(
            name,
            f"Seven processes with {size} connections each may want {wanted}; PostgreSQL has {room}.",
            f"Raise max_connections to {wanted + 20} in postgresql.conf, or lower DATABASE_POOL.",
        )
    return ok(name, f"up to {size} a process, PostgreSQL has room for {room}")


def migrations() -> Finding:
    """Check that the tables are those of this release."""
    name = "migrations"
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return fault(
            name,
            f"{len(waiting)} have not been applied, the first is {waiting[0][0]}.",
            "Run deploy/manage.sh migrate, then deploy/rolling-restart.sh.",
        )
    return ok(name, "all applied")


def triggers() -> Finding:
    """Check that the database itself guards every append-only table."""
    name = "append-only tables"
    wanted = {
        f"{model._meta.db_table}_no_{act}"
        for model in guarded_models()
        for act in ("update", "delete")
    }
    statement = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        held = {row[0] for row in cursor.fetchall()}
    missing = sorted(wanted - held)
    if missing:
        return fault(
            name,
            f"{len(missing)} of {len(wanted)} triggers are missing, the first is {missing[0]}: "
            "history could be rewritten.",
            "Run deploy/manage.sh migrate: it lays them anew. A restore that left triggers out "
            "must be done again.",
        )
    return ok(name, f"{len(wanted)} triggers in place")


def content() -> Iterator[Finding]:
    """Check what an installation has to load before people come."""
    try:
        province_unit()
        yield ok("units of the province", "loaded")
    except ObjectDoesNotExist:
        yield fault(
            "units of the province",
            f"There is no province with the code {settings.PROVINCE_CODE}.",
            "Run deploy/manage.sh load_units; is PROVINCE_CODE right?",
        )
    if not HomePage.objects.exists() or not Site.objects.filter(is_default_site=True).exists():
        yield fault("home page", "The site has no home page.", "Run deploy/manage.sh ensure_site.")
    else:
        yield ok("home page", "there")
    yield _administrator()


def _administrator() -> Finding:
    name = "accounts"
    count = get_user_model().objects.count()
    if not count:
        return warning(
            name,
            "Nobody has an account yet.",
            "Sign up on the site, then: deploy/manage.sh grant_role --phone <yours> "
            "--role administrator",
        )
    return ok(name, f"{count} accounts")


def counts() -> Finding:
    """Check that the stored counts of indicators stand and follow what changes."""
    name = "stored counts"
    try:
        lacking, waiting = cells.uncounted(today())
    except DatabaseError as error:
        return fault(name, f"They can't be read: {str(error).strip()}", "Migrate first.")
    if lacking:
        return warning(
            name,
            f"{len(lacking)} indicators are counted anew for every page, the first is {lacking[0]}.",
            "Run deploy/manage.sh recompute; it takes seconds to minutes and stops nobody.",
        )
    if waiting > MARKS:
        return warning(
            name,
            f"{waiting} changes wait to be counted.",
            "Are beat and worker running? deploy/manage.sh recompute counts all of them now.",
        )
    return ok(name, f"{waiting} changes wait")
