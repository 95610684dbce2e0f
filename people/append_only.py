"""Append-only tables: the database itself refuses to change or delete their rows.

A model says ``append_only = ()``, or names the columns that may be set once, from null to a
value (``append_only = ("recorded_until",)``). Triggers are laid after every migrate, because
SQLite drops a table's triggers when it rebuilds the table.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


def guarded_models() -> list[type[models.Model]]:
    """Return all models of all floors that declare themselves append-only."""
    return [model for model in apps.get_models() if hasattr(model, "append_only")]


def install_after_migrate(*, using: str, **_kwargs: object) -> None:
    """Lay the triggers of all guarded tables that exist (a ``post_migrate`` receiver)."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    install(connection, [m for m in guarded_models() if m._meta.db_table in present])


def install(connection: BaseDatabaseWrapper, guarded: Iterable[type[models.Model]]) -> None:
    """Create the triggers for ``guarded`` on ``connection``, replacing older ones."""
    with connection.cursor() as cursor:
        for model in guarded:
            for statement in _statements(connection.vendor, model):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, guarded: Iterable[type[models.Model]]) -> None:
    """Drop the triggers of ``guarded``: for emptying a test database, never for a site."""
    with connection.cursor() as cursor:
        for model in guarded:
            table = model._meta.db_table
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def _frozen_columns(model: type[models.Model]) -> tuple[list[str], list[str]]:
    once = set(model.append_only)  # type: ignore[attr-defined]
    fields = model._meta.local_concrete_fields
    return (
        [str(field.column) for field in fields if field.name not in once],
        [str(field.column) for field in fields if field.name in once],
    )


def _statements(vendor: str, model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    frozen, once = _frozen_columns(model)
    refusal = f"{table} is append-only"
    if vendor == "postgresql":
        differs = "IS DISTINCT FROM"
        changed = _changed(frozen, once, differs)
        function = f"{table}_refuse"
        return [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END $$ LANGUAGE plpgsql",
            f"DROP TRIGGER IF EXISTS {table}_no_update ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_no_delete ON {table}",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN ({changed}) EXECUTE FUNCTION {function}()",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {function}()",
        ]
    changed = _changed(frozen, once, "IS NOT")
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        f"DROP TRIGGER IF EXISTS {table}_no_delete",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN {changed} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ]


def _changed(frozen: list[str], once: list[str], differs: str) -> str:
    parts = [f'OLD."{column}" {differs} NEW."{column}"' for column in frozen]
    parts += [
        f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")'
        for column in once
    ]
    return " OR ".join(parts)
