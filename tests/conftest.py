"""What whole-product tests share: new installations on the kind of database that the run uses."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from tests.installation import Installation, NewInstallation


@pytest.fixture(scope="module")
def new_installation(
    tmp_path_factory: pytest.TempPathFactory, database_url: str
) -> Iterator[NewInstallation]:
    databases: list[str] = []

    def make() -> Installation:
        home = tmp_path_factory.mktemp("home")
        if not database_url:
            return Installation(home, f"sqlite:///{home}/dabiao.sqlite3")
        databases.append(f"ground_{uuid4().hex[:12]}")
        _on_server(database_url, "CREATE DATABASE {}", databases[-1])
        return Installation(home, f"{database_url.rpartition('/')[0]}/{databases[-1]}")

    yield make
    for database in databases:
        _on_server(database_url, "DROP DATABASE {} WITH (FORCE)", database)


def _on_server(url: str, statement: str, database: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(database)))
