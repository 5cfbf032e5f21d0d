from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    name = "dabiao.core.search"
    label = "search"

    def ready(self) -> None:
        from dabiao.core.search.install.keeping import after_migrations, before_migrations

        connection_created.connect(_teach)
        pre_migrate.connect(before_migrations, sender=self)
        post_migrate.connect(after_migrations, sender=self)


def _teach(connection: Any, **_: object) -> None:
    from dabiao.core.search.install import sqlite

    if connection.vendor == "sqlite":
        sqlite.teach(connection.connection)
