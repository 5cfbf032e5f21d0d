"""kill -9 while an index is made: what is left of it is dropped and made anew by the job that is taken up again."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
import pytest
from django.db import connection

from dabiao.testing.killing import Child, Nursery

MODULE = "dabiao.core.fields.tests.killed"
ROWS = 5_000
# the database's side of a worker that waits in the middle
STUCK = (
    "SELECT 1 FROM pg_stat_activity WHERE query LIKE '% INDEX CONCURRENTLY %' AND wait_event_type = 'Lock' "
    "AND pid <> pg_backend_pid()"
)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def report(nursery: Nursery) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(nursery.finished(MODULE, "report"))
    return found


def kill(process: Child, *, at: str) -> None:
    """As soon as it says that it begins with this."""
    assert at in iter(lambda: process.stdout.readline().strip(), "")
    if connection.vendor == "postgresql":
        _wait_for(STUCK)
    process.kill()
    process.wait()


def test_an_index_killed_again_and_again_stands_in_the_end(nursery: Nursery) -> None:
    """The first dies while it makes the index; on PostgreSQL the next die while they drop what is left of it."""
    nursery.finished(MODULE, "prepare", str(ROWS))
    on_postgresql = connection.vendor == "postgresql"
    with _held_up() if on_postgresql else nullcontext():
        for place in range(3):
            at = "DROP" if on_postgresql and place else "CREATE"
            kill(nursery.child(MODULE, "run", str(2030 + place)), at=at)
            if on_postgresql:
                _cut_off()
            left = report(nursery)
            assert left["state"] == "building"
            assert not (on_postgresql and left["stands"])  # on SQLite the kill may come a moment after it
    nursery.finished(MODULE, "run", "2090")
    assert report(nursery) == {"stands": True, "state": "ready"}


def test_what_the_database_goes_on_with_alone_is_ended(nursery: Nursery) -> None:
    """On PostgreSQL the index may still be in the making, for a worker that is gone, when the next one comes."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite works inside the process that was killed")
    nursery.finished(MODULE, "prepare", str(ROWS))
    with _held_up():
        kill(nursery.child(MODULE, "run", "2030"), at="CREATE")
        again = nursery.child(MODULE, "run", "2031")
        _wait_for(STUCK.replace("% INDEX", "DROP INDEX"))
        with connection.cursor() as cursor:
            cursor.execute(STUCK.replace("% INDEX", "CREATE INDEX"))
            assert cursor.fetchall() == []
    assert again.wait() == 0
    assert report(nursery) == {"stands": True, "state": "ready"}


@contextmanager
def _held_up() -> Iterator[None]:
    """While somebody else's transaction is open, an index made CONCURRENTLY waits for it in the middle."""
    at = connection.settings_dict
    address = {"user": at["USER"], "password": at["PASSWORD"], "host": at["HOST"], "port": at["PORT"]}
    with psycopg.connect(dbname=at["NAME"], **address) as other:
        other.execute("UPDATE leads_lead SET name = name WHERE id = (SELECT min(id) FROM leads_lead)")
        yield


def _cut_off() -> None:
    """The database's side of the worker, which knows nothing of the kill while it waits, falls with the machine."""
    with connection.cursor() as cursor:
        cursor.execute(STUCK.replace("SELECT 1", "SELECT pg_terminate_backend(pid, 5000)"))


def _wait_for(question: str, *, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(question)
            if cursor.fetchone():
                return
        time.sleep(0.02)
    raise AssertionError(question)
