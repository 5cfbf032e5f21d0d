"""The database after a test that committed: empty but for what migrations leave, as Django's `flush` makes it.

`flush` truncates two hundred tables with their thousand indexes, then looks for the kinds and permissions of every app,
a second of work on PostgreSQL. Such a test leaves rows in thirty tables.
"""

from collections.abc import Iterator

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.signals import post_migrate

# written for every app and model by Django itself, and what the triggers of search were made of: no test's work
KEPT = {"django_content_type", "auth_permission", "search_built"}
# so many parts of one statement does SQLite take
PARTS = 100
# bytes of a table
LARGE = 256 * 1024


def empty_again(*_: object) -> None:
    while full := list(_full()):  # what goes may be written down by a trigger, on SQLite
        with transaction.atomic():
            _delete(full)
    _put_back()
    sweep()


def _full() -> Iterator[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = [
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in sorted({*tables} - KEPT)
    ]
    with connection.cursor() as cursor:
        for place in range(0, len(asked), PARTS):
            cursor.execute(" UNION ALL ".join(asked[place : place + PARTS]))
            yield from (table for (table,) in cursor.fetchall())


def _delete(tables: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in connection.ops.sql_flush(no_style(), tables):
                cursor.execute(statement)
            return
        # as in TRUNCATE, neither triggers nor foreign keys look at the rows: all of them go
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def sweep() -> None:
    """Takes dead rows away, on PostgreSQL: nothing else does while tests run, and every later test would read past them.

    Beginning anew is quicker than looking for what is dead, since next to nothing is alive between tests.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_LARGE, [LARGE])
        for (table,) in cursor.fetchall():
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")


_LARGE = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > %s"""


def _put_back() -> None:
    """What our own apps write after every migration: roles, the first pipeline, triggers."""
    listened_to = {sender for (_, sender), *_ in post_migrate.receivers}
    for app in apps.get_app_configs():
        if id(app) in listened_to:
            post_migrate.send(sender=app, app_config=app, verbosity=0, interactive=False, using="default")
