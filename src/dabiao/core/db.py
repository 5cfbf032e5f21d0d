"""Small pieces of SQL that differ between PostgreSQL and SQLite."""

import json
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, TypeVar

import orjson
from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, CharField, Expression, Field, Func, Model


def close_if_lost() -> None:
    """Let go of a connection that the database has closed meanwhile; the next statement takes a new one."""
    if connection.connection is not None and not connection.in_atomic_block and not connection.is_usable():
        connection.close()


_turn = threading.RLock()


@contextmanager
def in_turn() -> Iterator[None]:
    """For what is written often and briefly: on SQLite the threads of a process go one after the other, instead of sleeping
    longer and longer for each other's lock on the file. Taken before the transaction, never within one."""
    if connection.vendor != "sqlite":
        yield
        return
    with _turn:
        yield


def hold_name(name: str, *, shared: bool = False) -> None:
    """Until this transaction ends nobody else holds the name, or only others who hold it `shared`. SQLite has one writer
    anyway."""
    if connection.vendor == "postgresql":
        take = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {take}(hashtextextended(%s, 0))", [name])


def hold_names(names: Collection[str]) -> None:
    """`hold_name` for many, in one statement and always in one order."""
    if names and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS held(name)",
                [sorted(set(names))],
            )


@contextmanager
def one_moment() -> Iterator[None]:
    """Reading several statements of one and the same state of the database. Inside a transaction that of the caller counts."""
    if connection.in_atomic_block or _reads_one_moment():
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # not `atomic`: that would be IMMEDIATE, and keep writers waiting
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _reads_one_moment() -> bool:
    """Django knows nothing of a transaction that was begun by hand."""
    return (
        connection.vendor == "sqlite"
        and connection.connection is not None
        and connection.connection.in_transaction
    )


class TooSlow(Exception):
    """The database was stopped: a statement went on for longer than it was given."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Reading that the database ends after this time. Raises `TooSlow`; nothing was written, nothing hangs on."""
    try:
        with _postgresql_limit(seconds) if connection.vendor == "postgresql" else _sqlite_limit(seconds):
            yield
    except OperationalError as error:
        if "statement timeout" in str(error) or str(error) == "interrupted":
            raise TooSlow from error
        raise


@contextmanager
def _postgresql_limit(seconds: float) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(int(seconds * 1000))])
        yield
        # a savepoint's end keeps the setting: whoever goes on in this transaction gets their own time back
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


@contextmanager
def _sqlite_limit(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    until = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, 100_000)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


MOST_ROWS = 1_000  # of one statement: more of them gain nothing
R = TypeVar("R", bound=Model)


def insert_rows(rows: Sequence[R], *, unless: Sequence[str] = (), put: Sequence[str] = ()) -> list[R]:
    """Store new rows of one model, of plain values (ids of what they point at, no expressions), and give them their ids.

    What `bulk_create` does, but PostgreSQL gets the rows as one piece of JSON: a tenth of our time, and half of its own. With
    `unless`, the columns of a unique constraint, a row that is there already is left out, or gets these columns with `put`.
    Returns the rows that were written.
    """
    if not rows:
        return []
    options: Any = rows[0]._meta
    fields = [field for field in options.concrete_fields if field is not options.auto_field]
    head = f'INSERT INTO "{options.db_table}" ({_columns(fields)}) '
    tail = _conflict(options, unless, put)
    if unless and not put:
        kept: list[R] = []
        keys = [options.get_field(name).attname for name in unless]
        for some, source, params in _sources(rows, fields):
            answer = (
                f"{tail} RETURNING {options.pk.column}, {_columns([options.get_field(n) for n in unless])}"
            )
            kept += _matched(some, keys, _asked(head + source + answer, params))
        return kept
    for some, source, params in _sources(rows, fields):
        if options.auto_field is None or put:
            _asked(head + source + tail, params, answers=False)
        else:
            found = _asked(f'{head}{source} RETURNING "{options.pk.column}"', params)
            for row, (pk,) in zip(some, found, strict=True):
                row.pk = pk
        _stored(some)
    return list(rows)


def update_rows(rows: Sequence[Model], names: Collection[str]) -> None:
    """Write these columns of the rows, of one model, as they are in memory: plain values, no expressions.

    What `bulk_update` does, by one `UPDATE … FROM` instead of a CASE per column with a WHEN per row, which takes Django
    ten times as long to write as the database to carry out.
    """
    if not rows:
        return
    options = rows[0]._meta
    known = {name: field for field in options.concrete_fields for name in (field.name, field.attname)}
    fields = [options.pk, *(known[name] for name in names)]
    table, pk = options.db_table, options.pk.column
    for some, source, params in _sources(rows, fields):
        sets = ", ".join(f'"{field.column}" = given."{field.column}"' for field in fields[1:])
        given = f"(WITH named ({_columns(fields)}) AS ({source}) SELECT * FROM named) AS given"  # noqa: S608 - our own names
        change = f'UPDATE "{table}" SET {sets} FROM {given} WHERE "{table}"."{pk}" = given."{pk}"'  # noqa: S608 - our own names
        if connection.vendor == "postgresql":
            # a function's rows are guessed to be a hundred, for which a small table would be read whole; a list's are counted
            change += f' AND "{table}"."{pk}" = ANY(%s)'
            params = [*params, [row.pk for row in some]]
        _asked(change, params, answers=False)


def _sources(
    rows: Sequence[R], fields: Sequence["Field[Any, Any]"]
) -> Iterator[tuple[Sequence[R], str, list[Any]]]:
    """The rows by parts, each with SQL that selects it and its parameters; all in one transaction."""
    as_json = connection.vendor == "postgresql"
    size = MOST_ROWS if as_json else min(MOST_ROWS, _most_params() // len(fields))
    marks = f"({', '.join(['%s'] * len(fields))})"
    table, columns = rows[0]._meta.db_table, _columns(fields)
    with transaction.atomic(savepoint=False):
        for start in range(0, len(rows), size):
            some = rows[start : start + size]
            if as_json:
                select = f'SELECT {columns} FROM json_populate_recordset(NULL::"{table}", %s::json)'  # noqa: S608 - our own names
                yield some, select, [_as_json(some, fields)]
            else:
                params = [_param(field, row) for row in some for field in fields]
                yield some, f"VALUES {', '.join([marks] * len(some))}", params


def _as_json(rows: Sequence[Model], fields: Sequence["Field[Any, Any]"]) -> str:
    values = attrgetter(*(field.attname for field in fields))
    columns = [field.column for field in fields]
    if len(fields) == 1:
        plain = [{columns[0]: values(row)} for row in rows]
    else:
        plain = [dict(zip(columns, values(row), strict=True)) for row in rows]
    try:
        return orjson.dumps(plain, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:  # whole numbers of more than 64 bits, as they may come from elsewhere within JSON
        return json.dumps(plain, default=str)


def _columns(fields: Sequence["Field[Any, Any]"]) -> str:
    return ", ".join(f'"{field.column}"' for field in fields)


def _conflict(options: Any, unless: Sequence[str], put: Sequence[str]) -> str:
    if not unless:
        return ""
    target = f" ON CONFLICT ({_columns([options.get_field(name) for name in unless])}) "
    written = [f'"{options.get_field(name).column}"' for name in put]
    sets = ", ".join(f"{column} = EXCLUDED.{column}" for column in written)
    return target + (f"DO UPDATE SET {sets}" if sets else "DO NOTHING")


def _asked(sql: str, params: list[Any], *, answers: bool = True) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if answers else []


def _matched(rows: Sequence[R], keys: Sequence[str], answers: Sequence[Sequence[Any]]) -> list[R]:
    """Those of the rows that the database answered with: their id, then their keys."""
    values = attrgetter(*keys)
    ids = {tuple(rest) if len(rest) > 1 else rest[0]: id for id, *rest in answers}
    kept = []
    for row in rows:
        if (id := ids.pop(values(row), None)) is not None:
            row.pk = id
            kept.append(row)
    _stored(kept)
    return kept


def _stored(rows: Sequence[Model]) -> None:
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _param(field: "Field[Any, Any]", row: Model) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def _most_params() -> int:
    if connection.vendor != "sqlite":
        return 2**15
    connection.ensure_connection()
    return int(connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))


class IsoText(Func):
    """A timestamp as ISO 8601 UTC text, rendered by the database: half the cost of doing it row by row in Python."""

    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
            **extra,
        )

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="strftime('%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%fZ', %(expressions)s)",
            **extra,
        )


class ExactText(Func):
    """A timestamp as text with its zone, to the microsecond: what a parser gives back unchanged."""

    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)::text", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s || '+00:00')", **extra)


class OwnColumns(Expression):
    """Rows of which one column of their own table has one of its values, and the column `empty`, if any, has none.

    The same as `Q(a__in=…) | Q(b__in=…)`, in a fifth of the time: what a request may see is asked in each, and Django
    takes longer to write that from a Q than the database takes to answer it. None among the values means empty.
    """

    output_field = BooleanField()
    contains_aggregate = False

    def __init__(self, columns: Mapping[str, Sequence[int | None]], *, empty: str = "") -> None:
        super().__init__()
        self.columns = {column: tuple(values) for column, values in columns.items()}
        self.empty = empty
        self.table = ""
        self.names: dict[str, str] = {}

    def apart(self) -> "list[OwnColumns]":
        """The same rows by one column each, of which each may have an index; some rows are in several."""
        return [self] if self.empty else [OwnColumns({name: few}) for name, few in self.columns.items()]

    def resolve_expression(self, query: Any = None, *_: Any, **__: Any) -> "OwnColumns":
        if self.table:  # inside a subquery, which an outer query resolves once more
            return self
        found, options = self.copy(), query.get_meta()
        found.table = query.get_initial_alias()
        found.names = {
            name: (options.pk if name == "pk" else options.get_field(name)).column
            for name in filter(None, (*self.columns, self.empty))
        }
        return found

    def relabeled_clone(self, change_map: Mapping[str, str]) -> "OwnColumns":
        found = self.copy()
        found.table = change_map.get(self.table, self.table)
        return found

    def as_sql(self, compiler: Any, _connection: Any) -> Any:
        quote = compiler.quote_name_unless_alias
        table = quote(self.table)
        ways, params = [], []
        for name, values in self.columns.items():
            column, known = f"{table}.{quote(self.names[name])}", [one for one in values if one is not None]
            if len(known) < len(values):
                ways.append(f"{column} IS NULL")
            if known:
                ways.append(
                    f"{column} IN ({', '.join(['%s'] * len(known))})" if known[1:] else f"{column} = %s"
                )
                params += known
        sql = " OR ".join(ways)
        if not self.empty:
            return f"({sql})", params
        none = f"{table}.{quote(self.names[self.empty])} IS NULL"
        return (f"({none} AND ({sql}))" if sql else f"({none})"), params
