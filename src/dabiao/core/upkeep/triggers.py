"""Triggers of the database that stand as the code means them, from migration to migration.

Before migrations they are taken away, since both databases refuse to alter a column that a trigger reads, and SQLite loses a
table's triggers when it rebuilds the table. Afterwards they are put back, and whoever relies on them is told that something may
have been missed meanwhile.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

_STANDING = {
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
}
_OPERATIONS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Watched:
    """One table, and what happens for each of its rows that comes, changes in one of `columns`, or goes.

    `body(row)` is SQL for the row called `NEW` or `OLD`, on both databases. A change runs it for the row as it was and as
    it is; only as it is without `as_it_was`, and then nothing where it goes. `left` is what a change runs instead for the
    row as it was, where most of it would say again what is said of the row as it is.
    """

    table: str
    columns: tuple[str, ...]
    body: Callable[[str], str]
    as_it_was: bool = True
    left: str | None = None


@dataclass(frozen=True)
class Watch:
    """Triggers under one name; `missed` is called in the transaction that puts them back."""

    name: str
    tables: tuple[Watched, ...]
    missed: Callable[[datetime], None]


_watches: dict[str, Watch] = {}


def register(watch: Watch) -> None:
    _watches[watch.name] = watch


@transaction.atomic
def take_away() -> None:
    for watch in _watches.values():
        _drop(watch.name)


@transaction.atomic
def put_back() -> None:
    """Triggers as the code means them; a second run changes nothing."""
    tables = set(connection.introspection.table_names())
    for watch in _watches.values():
        if {one.table for one in watch.tables} <= tables:
            meant = dict(_meant(watch))
            if set(_standing(watch.name)) != set(meant):
                _drop(watch.name)
                _run(sql for script in meant.values() for sql in script)
                watch.missed(timezone.now())


def _meant(watch: Watch) -> Iterable[tuple[str, list[str]]]:
    """Trigger name → its statements; the name tells what it does, so that a changed one is another."""
    write = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    for one in watch.tables:
        for operation in _OPERATIONS if one.as_it_was else _OPERATIONS[:2]:
            text = "".join(write("", one, operation))
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            name = f"{watch.name}_of_{one.table}_{operation.lower()}_{digest}"
            yield name, write(name, one, operation)


def _bodies(one: Watched, operation: str) -> str:
    rows = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[operation]
    bodies = {row: one.body(row) for row in rows if one.as_it_was or row == "NEW"}
    if operation == "UPDATE" and one.left is not None:
        bodies["OLD"] = one.left
    return " ".join(f"{body};" for body in bodies.values() if body)


def _when(one: Watched, operation: str, unlike: str) -> str:
    changed = " OR ".join(f"OLD.{column} {unlike} NEW.{column}" for column in one.columns)
    return f"WHEN ({changed})" if operation == "UPDATE" else ""


def _on_postgresql(name: str, one: Watched, operation: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$f$ BEGIN {_bodies(one, operation)} RETURN NULL; END $f$",
        f"CREATE TRIGGER {name} AFTER {operation} ON {one.table} FOR EACH ROW "
        f"{_when(one, operation, 'IS DISTINCT FROM')} EXECUTE FUNCTION {name}()",
    ]


def _on_sqlite(name: str, one: Watched, operation: str) -> list[str]:
    return [
        f"CREATE TRIGGER {name} AFTER {operation} ON {one.table} FOR EACH ROW "
        f"{_when(one, operation, 'IS NOT')} BEGIN {_bodies(one, operation)} END"
    ]


def _standing(name: str) -> Mapping[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor], [f"{name}_of_%"])
        return dict(cursor.fetchall())


def _drop(name: str) -> None:
    for trigger, table in _standing(name).items():
        if connection.vendor == "postgresql":
            _run([f"DROP TRIGGER {trigger} ON {table}", f"DROP FUNCTION IF EXISTS {trigger}()"])
        else:
            _run([f"DROP TRIGGER {trigger}"])


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, None)


def before_migrations(plan: Any = (), **_: Any) -> None:
    if plan:
        take_away()


def after_migrations(**_: Any) -> None:
    put_back()
