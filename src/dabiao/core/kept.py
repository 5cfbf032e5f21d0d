"""Statements that Django writes once and that differ from call to call only by what is given to them.

For a small read its writing costs more than its running: a dozen of them took 5 ms of which the database had 0.3. A kept one is
sent as it was written, with its values put into their places.
"""

import json
from collections.abc import Callable, Collection
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet

Rows = list[tuple[Any, ...]]


class _Place:
    """Where a value goes among the parameters of a statement."""

    def __init__(self, name: str, put: Callable[[Any], Any]) -> None:
        self.name, self.put = name, put


class Given(Expression):
    """What is told at each call, by its name: stands in a filter in the place of a value."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002 Django's signature
        field: Any = self.output_field
        return "%s", [_Place(self.name, lambda value: field.get_db_prep_value(value, connection))]


class Among(Expression):
    """Any of a collection of ids or texts told at each call, for `…__in`. One parameter, however many they are."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002 Django's signature
        if connection.vendor == "postgresql":
            kind = (self.output_field.db_type(connection) or "text").split("(")[0]
            kind = {"varchar": "text", "serial": "integer", "bigserial": "bigint"}.get(kind, kind)
            return f"(SELECT unnest(%s::{kind}[]))", [_Place(self.name, list)]
        return "(SELECT value FROM json_each(%s))", [_Place(self.name, lambda some: json.dumps(list(some)))]


class Kept:
    """`write` makes the `values_list` once a process and database; a call answers with its rows."""

    def __init__(self, write: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._write = write
        self._written: dict[str, tuple[str, tuple[Any, ...], list[tuple[int, Any, Any]]]] = {}

    def __call__(self, **given: Any) -> Rows:
        """The rows, in the order of the columns of `write`."""
        if connection.vendor not in self._written:
            self._written[connection.vendor] = self._compile()
        sql, params, converters = self._written[connection.vendor]
        values = [one.put(given[one.name]) if isinstance(one, _Place) else one for one in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: Rows = cursor.fetchall()
        return [_converted(row, converters) for row in rows] if converters else rows

    def _compile(self) -> tuple[str, tuple[Any, ...], list[tuple[int, Any, Any]]]:
        compiler = self._write().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        found = compiler.get_converters([expression for expression, *_ in compiler.select])
        converters = [(place, functions, expression) for place, (functions, expression) in found.items()]
        return sql, tuple(params), converters


def _converted(row: tuple[Any, ...], converters: Collection[tuple[int, Any, Any]]) -> tuple[Any, ...]:
    values = list(row)
    for place, functions, expression in converters:
        for function in functions:
            values[place] = function(values[place], expression, connection)
    return tuple(values)
