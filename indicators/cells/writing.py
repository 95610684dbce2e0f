"""Writes many fresh rows of one table at once: by COPY on PostgreSQL, by one statement elsewhere."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def fill(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert ``rows`` into the table of ``model``; no row may stand there already.

    Args:
        model: whose table; signals and defaults of the model play no part.
        columns: the table's columns that are given, in the order of each row.
        rows: the values, one for each column.
    """
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out:
                for row in rows:
                    out.write_row(row)
            return
        slots = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({slots})"  # noqa: S608 - names are ours
        cursor.executemany(statement, list(rows))
