"""Several people at once, each on a connection of their own, on both databases.

SQLite's test database lives in memory, where threads share one cache and its table locks; what is promised is a file
with one writer. So the tables go into a file, and every thread opens that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from django.db import connection, connections
from django.db.utils import load_backend

Work = Callable[[], Any]


def _wrapper_of(file: Path) -> Any:
    settings = {**connection.settings_dict, "NAME": str(file)}
    return load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")


@contextmanager
def _using(file: Path | None) -> Iterator[None]:
    """This thread's default connection goes to `file`; None: to the test database as it is."""
    if file is None:
        yield
        return
    before = connections["default"]
    connections["default"] = _wrapper_of(file)
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before


@contextmanager
def real_database(folder: Path) -> Iterator[Callable[..., list[Any]]]:
    """Gives a function that runs works together and returns their results or errors in order.

    What is asked inside the block is asked of the same database. Needs a test without its own transaction.
    """
    file = None
    if connection.vendor == "sqlite":
        file = folder / "together.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])

    def run(*works: Work) -> list[Any]:
        start, outcome = Barrier(len(works)), [None] * len(works)

        def one(place: int, work: Work) -> None:
            with _using(file):
                start.wait(20)
                try:
                    outcome[place] = work()
                except Exception as error:  # handed to the test, which expects it or fails on it
                    outcome[place] = error
                finally:
                    connection.close()

        threads = [Thread(target=one, args=(place, work)) for place, work in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return outcome

    with _using(file):
        connection.ensure_connection()  # a copy's first change to WAL asks for it alone, and waits for nobody
        yield run
