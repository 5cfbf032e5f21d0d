"""Statements that Django writes once and that differ from call to call only by what is given to them.

For a small read its writing costs more than its running: a dozen of them took 5 ms of which the database had 0.3. A kept one is
sent as it was written, with its values put into their places.
"""

import json
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)
Rows = list[tuple[Any, ...]]


class Converter(NamedTuple):
    """What Django does to the values of a column; `whole` where it only makes whole numbers of them, on PostgreSQL."""

    place: int
    functions: Sequence[Callable[[Any, Any, Any], Any]]
    expression: Any
    whole: bool


Converters = tuple[Converter, ...]
Written = tuple[str, tuple[Any, ...], Converters]


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


Sql = tuple[str, tuple[Any, ...]]
NOTHING: Sql = ("", ())
PLACE = RawSQL("SELECT 'the rows that are meant'", ())
_SLOT = re.compile(r"(?<!%)(?:%%)*%s")
_MANY_OR_ONE = re.compile(r"%%|IN \((?P<many>%s(?:, %s)+)\)|%s")
_WHOLE = {
    "SmallIntegerField",
    "IntegerField",
    "BigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
}


def sql_of(rows: "QuerySet[Any, Any]") -> Sql:
    """The rows as SQL with its parameters; `NOTHING` where it is plain that there are none."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING
    return sql, tuple(params)


@dataclass(frozen=True, slots=True)
class Frame:
    """A statement as Django wrote it, around the one part of it that is another each time: which rows it means."""

    head: str
    tail: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]
    converters: Converters

    @classmethod
    def of(cls, rows: "QuerySet[Any, Any]") -> "Frame":
        """`rows` has `PLACE` once, as in `filter(pk__in=PLACE)`, and says its columns by `values_list`."""
        sql, params, converters = _compiled(rows)
        head, tail = sql.split(PLACE.sql)
        assert head.endswith("IN ("), "the place is that of pk__in"
        cut = len(_SLOT.findall(head))
        return cls(head, tail, params[:cut], params[cut:], converters)

    def around(self, meant: Sql) -> Rows:
        """The rows that `meant`, a SELECT of their ids or the ids themselves, names.

        PostgreSQL does not look for the best order of more than eight tables: of a list that joins as many it would read
        them whole and ask last which rows are meant. An array is asked first, and its rows are found by their index.
        """
        sql, params = meant
        head, tail = self.head, self.tail
        if connection.vendor == "postgresql" and sql.startswith("SELECT"):
            head, tail = f"{head.removesuffix('IN (')}= ANY(ARRAY(", f"){tail}"
        return _asked(f"{head}{sql}{tail}", (*self.before, *params, *self.after), self.converters)


class Kept:
    """`write` makes the `values_list` once a process and database; a call answers with its rows."""

    def __init__(self, write: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._write = write
        self._written: dict[str, Written] = {}

    def __call__(self, **given: Any) -> Rows:
        """The rows, in the order of the columns of `write`."""
        if connection.vendor not in self._written:
            self._written[connection.vendor] = _compiled(self._write())
        return _with_given(self._written[connection.vendor], given)


class KeptRecords(Generic[M]):
    """`Kept` for whole records: `write` makes a query of a model; what it is annotated with comes as attributes."""

    def __init__(self, model: type[M], write: Callable[[], "QuerySet[M]"]) -> None:
        self._model, self._write = model, write
        self._columns = [field.attname for field in model._meta.concrete_fields]
        self._more: tuple[str, ...] = ()
        self._rows = Kept(self._named)

    def __call__(self, **given: Any) -> list[M]:
        """The records, in the order of `write`."""
        return [self._record(row) for row in self._rows(**given)]

    def _named(self) -> "QuerySet[M, Any]":
        records = self._write()
        self._more = tuple(records.query.annotations)
        return records.values_list(*self._columns, *self._more)

    def _record(self, row: tuple[Any, ...]) -> M:
        own = len(self._columns)
        record = self._model.from_db(connection.alias, self._columns, row[:own])
        for name, value in zip(self._more, row[own:], strict=True):
            setattr(record, name, value)
        return record


class Remembered:
    """Statements that follow from who asks and for what, as Django wrote them the last time the same was asked.

    The key of a question names everything that its statement follows from: rights as `scoping.rights` tells them, filters, a
    day. What a statement would have to read from the database first, units below another say, is part of the key as well, or
    given. None is a question too rare to be kept. `most` are; then it begins anew.
    """

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._written: dict[Hashable, Written] = {}

    @property
    def size(self) -> int:
        """How many statements are kept."""
        return len(self._written)

    def sql(self, key: Hashable, write: Callable[[], Sql]) -> Sql:
        """The statement, to be put into another one; what is given has its places still (`put`)."""
        found = self._written.get((connection.vendor, key))
        if found is None:
            found = (*gathered(*write()), ())
            self._keep(key, found)
        return found[0], found[1]

    def rows(self, key: Hashable, write: Callable[[], "QuerySet[Any, Any]"], **given: Any) -> Rows:
        """The rows of the `values_list` that `write` makes, with what is `given` in its places; none where it is plain that
        there are none."""
        found = self._written.get((connection.vendor, key))
        if found is None:
            try:
                found = _compiled(write())
            except EmptyResultSet:
                found = (*NOTHING, ())
            self._keep(key, found)
        return _with_given(found, given) if found[0] else []

    def _keep(self, key: Hashable, written: Written) -> None:
        if key is None:
            return
        if len(self._written) >= self._most:
            self._written.clear()
        self._written[connection.vendor, key] = written


class RememberedRecords(Generic[M]):
    """`Remembered` for whole records of a model."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._columns = [field.attname for field in model._meta.concrete_fields]
        self._rows = Remembered()

    def __call__(self, key: Hashable, write: Callable[[], "QuerySet[M]"], **given: Any) -> list[M]:
        """The records that `write` means, without those that they point at."""
        rows = self._rows.rows(key, lambda: write().values_list(*self._columns), **given)
        return [self._model.from_db(connection.alias, self._columns, row) for row in rows]


class Framed:
    """`write` makes a `values_list` around `PLACE` once a process and database; a call answers with the rows it is about."""

    def __init__(self, write: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._write = write
        self._frames: dict[str, Frame] = {}

    def __call__(self, which: "Sequence[int] | QuerySet[Any, Any]") -> Rows:
        """`which`: ids, or a query of them."""
        meant = sql_of(which) if isinstance(which, QuerySet) else (_named(which), ())
        if not meant[0]:
            return []
        if connection.vendor not in self._frames:
            self._frames[connection.vendor] = Frame.of(self._write())
        return self._frames[connection.vendor].around(meant)


def put(statement: Sql, **given: Any) -> Sql:
    """The statement with what is given in its places."""
    sql, params = statement
    return sql, tuple(one.put(given[one.name]) if isinstance(one, _Place) else one for one in params)


def _with_given(written: Written, given: dict[str, Any]) -> Rows:
    sql, params, converters = written
    return _asked(*put((sql, params), **given), converters)


def _named(ids: Sequence[int]) -> str:
    """Numbers stand in the text as they are: two hundred parameters cost more than the answer."""
    return ", ".join(str(int(id)) for id in ids)


def _compiled(rows: "QuerySet[Any, Any]") -> Written:
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = gathered(*compiler.as_sql())
    found = compiler.get_converters([expression for expression, *_ in compiler.select])
    converters = (
        Converter(place, functions, expression, _makes_whole(functions, expression))
        for place, (functions, expression) in found.items()
    )
    return sql, params, tuple(converters)


def _makes_whole(functions: Sequence[Any], expression: Any) -> bool:
    kind = expression.output_field.get_internal_type()
    return connection.vendor == "postgresql" and len(functions) == 1 and kind in _WHOLE


def gathered(sql: str, params: Sequence[Any]) -> Sql:
    """The statement with an array for the numbers that a column may be one of, on PostgreSQL: each parameter has its price in
    the driver, and statements that differ in how many units somebody sees become one that is planned once."""
    if connection.vendor != "postgresql":
        return sql, tuple(params)
    left, kept = iter(params), list[Any]()

    def one(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        if found["many"] is None:
            kept.append(next(left))
            return found[0]
        some = [next(left) for _ in range(found["many"].count("%s"))]
        if all(isinstance(value, int) for value in some):
            kept.append(f"{{{_named(some)}}}")
            return "= ANY(%s::bigint[])"
        kept.extend(some)
        return found[0]

    return _MANY_OR_ONE.sub(one, sql), tuple(kept)


def _asked(sql: str, params: Sequence[Any], converters: Converters) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: Rows = cursor.fetchall()
    needed = [one for one in converters if not (one.whole and _is_whole(rows, one.place))]
    return [_converted(row, needed) for row in rows] if needed else rows


def _is_whole(rows: Rows, place: int) -> bool:
    """Whether a column that is to become whole numbers is that already: PostgreSQL gives all its rows one type."""
    first = next((row[place] for row in rows if row[place] is not None), None)
    return first is None or type(first) is int


def _converted(row: tuple[Any, ...], converters: Sequence[Converter]) -> tuple[Any, ...]:
    values = list(row)
    for one in converters:
        for function in one.functions:
            values[one.place] = function(values[one.place], one.expression, connection)
    return tuple(values)
