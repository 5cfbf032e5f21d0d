"""Django's `migrate`, which lays a new database out at once (docs/adr/0067)."""

from typing import Any

from django.apps import apps
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder

# Whoever asks for one of these means the migrations themselves.
_STEP_BY_STEP = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if not any(options.get(name) for name in _STEP_BY_STEP) and is_new(connection):
            lay_out(connection)
        super().handle(*args, **options)


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database has no table at all."""
    return not connection.introspection.table_names()


def lay_out(connection: BaseDatabaseWrapper) -> None:
    """Tables as the models say today, the rows and indexes that migrations wrote, and all migrations noted: in one transaction.

    What a migration only did to rows of before is marked `elidable` in it and left out.
    """
    loader = MigrationLoader(connection)
    steps = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.app_label in loader.migrated_apps and model._meta.can_migrate(connection):
                editor.create_model(model)
        for statement in editor.deferred_sql:
            editor.execute(statement)
        editor.deferred_sql.clear()
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app_label, name in dict.fromkeys(steps):
            for operation in loader.graph.nodes[app_label, name].operations:
                _run(operation, connection, editor)
            recorder.record_applied(app_label, name)


def _run(operation: Operation, connection: BaseDatabaseWrapper, editor: BaseDatabaseSchemaEditor) -> None:
    if operation.elidable:
        return
    if isinstance(operation, RunPython):
        operation.code(apps, editor)  # type: ignore[arg-type]  # the models of today
    elif isinstance(operation, RunSQL):
        operation._run_sql(editor, operation.sql)  # type: ignore[attr-defined]
