"""Taking away and putting back."""

import hashlib
from functools import cache
from typing import Any, Protocol

from django.db import connection, transaction

from dabiao.core.search import kinds
from dabiao.core.search.install import postgres, sqlite
from dabiao.core.search.install.statements import Statements
from dabiao.core.search.kinds import KINDS, Searched
from dabiao.core.search.models import Built, Entry


class Vendor(Protocol):
    """What differs between databases."""

    UNLIKE: str
    STANDING: str

    def functions(self) -> list[str]: ...
    def index(self) -> list[str]: ...
    def row_triggers(self, searched: Searched, say: Statements) -> list[str]: ...
    def join_triggers(self, searched: Searched, say: Statements) -> list[str]: ...
    def drops(self) -> list[str]: ...
    def forget_index(self) -> list[str]: ...


def vendor() -> Vendor:
    return postgres if connection.vendor == "postgresql" else sqlite


@transaction.atomic
def take_away() -> None:
    """Drop every trigger of ours."""
    _run(vendor().drops())


@transaction.atomic
def put_back() -> None:
    """Triggers as the code means them, and an entry for every record; a second run changes nothing."""
    tables = set(connection.introspection.table_names())
    if not {Entry._meta.db_table, Built._meta.db_table} <= tables:
        return
    here = [one for one in kinds.every() if one.model._meta.db_table in tables]
    scripts = {one.kind: _script(one) for one in here}
    wanted = {
        kind: hashlib.sha256("\n".join(script).encode()).hexdigest() for kind, script in scripts.items()
    }
    known = dict(Built.objects.values_list("kind", "definition"))
    if known == wanted and _standing() == _meant(scripts):
        return
    _run(vendor().drops())
    if known != wanted:
        _run(vendor().forget_index())
    _run(_functions(connection.vendor))
    for one in here:
        say = Statements(one, vendor().UNLIKE)
        _run([*_triggers(one), say.forget_orphans(), say.write_all()])
    numbers = ", ".join(str(one.number) for one in here) or "-1"
    _run([f"DELETE FROM search_entry WHERE id % {KINDS} NOT IN ({numbers})", *vendor().index()])
    Built.objects.all().delete()
    Built.objects.bulk_create(Built(kind=kind, definition=text) for kind, text in wanted.items())


@cache
def _functions(_: str) -> list[str]:
    """Those of a vendor: made of the code alone, and long."""
    return vendor().functions()


def _triggers(searched: Searched) -> list[str]:
    say = Statements(searched, vendor().UNLIKE)
    return [*vendor().row_triggers(searched, say), *vendor().join_triggers(searched, say)]


def _script(searched: Searched) -> list[str]:
    """All that decides what the kind's entries say, and when they are written."""
    return [
        *_functions(connection.vendor),
        *_triggers(searched),
        Statements(searched, vendor().UNLIKE).write_all(),
    ]


def _meant(scripts: dict[str, list[str]]) -> set[str]:
    """The names of the triggers that there should be."""
    lines = (sql for script in scripts.values() for sql in script)
    return {sql.split()[2] for sql in lines if sql.startswith("CREATE TRIGGER ")}


def _standing() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(vendor().STANDING)
        return {name for (name,) in cursor.fetchall()}


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, None)


def before_migrations(plan: Any = (), **_: Any) -> None:
    if plan and Entry._meta.db_table in connection.introspection.table_names():
        take_away()


def after_migrations(**_: Any) -> None:
    put_back()
