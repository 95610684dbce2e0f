"""Reads whose SQL is made once: what a page asks at every request costs the asking, no more.

Putting a queryset together and turning it into SQL takes longer than a database needs to answer by
an index. A ``Prepared`` read does that once, keeps the SQL, and only fills in the values.
"""

import threading
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, QuerySet
from django.db.models.expressions import Value
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")


class _Hole:
    """Stands among the parameters where a value of the call goes."""

    def __init__(self, name: str, field: Field) -> None:
        self.name = name
        self.field = field


class Slot(Value):
    """A value that is given anew at every call; stands on the right of a condition.

    Args:
        name: the name of the argument.
        field: of which type it is; the value is made ready for the database by it.
    """

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(None, output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """Return a place for the value."""
        return "%s", [_Hole(self.name, self.output_field)]


@cache
def _planning_cursor(driver: Any) -> type:
    """Return the driver's cursor that has PostgreSQL keep plans, telling Django what was asked."""

    class Planning(driver.Cursor):
        def _convert_query(self, *given: Any, **named: Any) -> Any:
            self._query = super()._convert_query(*given, **named)
            return self._query

    return Planning


def _cursor(to: BaseDatabaseWrapper) -> Any:
    """Return a cursor; on PostgreSQL one that has the server keep its plan too, where allowed."""
    to.ensure_connection()
    own = to.connection
    if to.vendor != "postgresql" or own.prepare_threshold is None:
        return to.cursor()
    usual, own.cursor_factory = own.cursor_factory, _planning_cursor(to.Database)  # type: ignore[attr-defined]
    try:
        made = to.create_cursor()
    finally:
        own.cursor_factory = usual
    return to._prepare_cursor(made)  # type: ignore[attr-defined]


class _Statement:
    """One queryset's SQL for one kind of database, and how its rows become objects."""

    def __init__(self, rows: QuerySet, to: BaseDatabaseWrapper) -> None:
        compiler = rows.query.get_compiler(connection=to)
        self.sql, parameters = compiler.as_sql()
        # A plain value for a member of an enumeration: the driver need not know ours.
        self.parameters = [part.value if isinstance(part, Enum) else part for part in parameters]
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        self.converters = list(compiler.get_converters(columns).items())
        self.model: Any = None
        if not issubclass(rows._iterable_class, ModelIterable):
            return
        fields = compiler.klass_info["select_fields"]
        self.first, self.last = fields[0], fields[-1] + 1
        self.model = compiler.klass_info["model"]
        self.names = [c[0].target.attname for c in compiler.select[self.first : self.last]]
        self.related = get_related_populators(compiler.klass_info, compiler.select, to.alias)  # type: ignore[call-arg]
        self.annotations = list(compiler.annotation_col_map.items())

    def run(self, values: dict[str, Any], to: BaseDatabaseWrapper) -> Iterator[Any]:
        """Return the rows for these values, as objects or as tuples."""
        given = [
            part.field.get_db_prep_value(values[part.name], to, prepared=False)
            if isinstance(part, _Hole)
            else part
            for part in self.parameters
        ]
        with _cursor(to) as cursor:
            cursor.execute(self.sql, given)
            rows = cursor.fetchall()
        made = map(self._object, rows) if self.model else iter(rows)
        if not self.converters:
            return made
        converted = [self._converted(list(row), to) for row in rows]
        return map(self._object, converted) if self.model else map(tuple, converted)

    def _converted(self, row: list[Any], to: BaseDatabaseWrapper) -> list[Any]:
        for place, (converters, expression) in self.converters:
            value = row[place]
            for convert in converters:
                value = convert(value, expression, to)
            row[place] = value
        return row

    def _object(self, row: Any) -> Any:
        made = self.model.from_db("default", self.names, row[self.first : self.last])
        for populator in self.related:
            populator.populate(row, made)
        for name, place in self.annotations:
            setattr(made, name, row[place])
        return made


class Prepared(Generic[Row]):
    """A read with holes.

        lessons = Prepared(lambda: LessonDone.objects.filter(enrolment=Slot("enrolment", ID)))
        lessons.all(enrolment=7)

    Args:
        make: returns the queryset (of objects, with whatever ``select_related`` needs, or of
            ``values_list``), with a ``Slot`` for everything that differs between calls.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._statements: dict[str, _Statement] = {}

    def all(self, **values: Any) -> list[Row]:
        """Return all rows; one query, never a cached answer."""
        return list(self._statement().run(values, connection))

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or None."""
        return next(self._statement().run(values, connection), None)

    def _statement(self) -> _Statement:
        found = self._statements.get(connection.vendor)
        if found is None:
            with self._lock:
                found = self._statements.setdefault(
                    connection.vendor, _Statement(self._make(), connection)
                )
        return found
