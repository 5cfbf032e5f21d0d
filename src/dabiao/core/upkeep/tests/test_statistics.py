"""SQLite knows how values are spread, every connection of it, and an hour later again."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dabiao.core.timers.models import Job
from dabiao.core.timers.worker import drain
from dabiao.core.upkeep import jobs, statistics

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL counts by itself")


@pytest.mark.django_db
@ON_SQLITE
def test_every_index_with_rows_is_counted() -> None:
    Job.objects.bulk_create(Job(kind=f"k{n % 5}", payload={}, created_at=NOW) for n in range(100))
    Job.objects.update(status="done")
    jobs.hourly(None, NOW)
    drain(NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'timers_job'")
        counted = [stat.split()[0] for (stat,) in cursor.fetchall()]
    assert Job.objects.get(kind=jobs.COUNT).result == {"indexes": len(statistics.indexes())}
    assert "101" in counted


@pytest.mark.django_db
@ON_SQLITE
def test_a_count_that_still_waits_is_not_ordered_twice() -> None:
    jobs.hourly(None, NOW)
    jobs.hourly(None, NOW + timedelta(hours=1))
    assert Job.objects.filter(kind=jobs.COUNT).count() == 1


@pytest.mark.django_db
def test_postgresql_is_left_to_itself() -> None:
    jobs.hourly(None, NOW)
    assert Job.objects.filter(kind=jobs.COUNT).exists() == (connection.vendor == "sqlite")


def test_a_connection_that_was_open_before_plans_by_the_new_counts(tmp_path: Path) -> None:
    """What `tell_everybody` relies on, of SQLite itself."""
    ours, theirs = (
        sqlite3.connect(tmp_path / "file", isolation_level=None, cached_statements=0) for _ in range(2)
    )
    ours.execute("CREATE TABLE lead (id integer PRIMARY KEY, status text, owner integer)")
    ours.execute("CREATE INDEX by_status ON lead (status)")
    ours.execute("CREATE INDEX by_owner ON lead (owner)")
    ours.executemany("INSERT INTO lead VALUES (?, 'new', ?)", ((n, n) for n in range(1_000)))
    ours.execute("ANALYZE")
    assert "by_owner" in plan(theirs)
    ours.execute("UPDATE lead SET status = id, owner = 1")
    ours.execute("ANALYZE")
    assert "by_owner" in plan(theirs)
    ours.execute("CREATE TABLE bell (id integer)")
    ours.execute("DROP TABLE bell")
    assert "by_status" in plan(theirs)


def plan(of: sqlite3.Connection) -> Any:
    of.execute("SELECT count(*) FROM lead").fetchall()  # whoever reads notices that the schema is another
    asked = "EXPLAIN QUERY PLAN SELECT * FROM lead WHERE status = 'x' AND owner = 1"
    return of.execute(asked).fetchall()[0][3]
