"""Death at a chosen statement, in a fork: a hundred of them cost what one program costs."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_OURS: list[Any] = []


def dies(run: Callable[[], object]) -> bool:
    """Whether a fork that runs this is killed on the way; one that ends otherwise than by itself is an error.

    It works on a connection of its own. Ours stays open, for a new one reads the whole catalogue of PostgreSQL anew; on
    SQLite it is closed, since what a fork inherits of an open file may not be used.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.close()
    if (child := os.fork()) == 0:
        _OURS.append(connection.connection)  # never closed there: the server would end it for both
        connection.connection = None
        run()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    assert os.WEXITSTATUS(status) == 0
    return False


@contextmanager
def deadly(at: int, *, every: bool = False) -> Iterator[Callable[[], None]]:
    """Within it this process dies before its statement number `at`; with 0 at none. What else is a step of the work calls the
    function given.

    Statements are counted that stand behind a change or a commit: to die before another is to leave what the last of them
    leaves. `every` statement counts where something is done outside of the database that is no step.
    """
    from django.db import connection

    done, changed, commit = 0, True, connection.commit

    def step() -> None:
        nonlocal done
        done += 1
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        nonlocal changed
        if changed or every:
            step()
        changed = not only_reads(sql)
        return execute(sql, *given)

    def committed() -> None:
        nonlocal changed
        changed = True
        commit()

    connection.commit = committed  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(statement):
            yield step
    finally:
        connection.commit = commit  # type: ignore[method-assign]


def only_reads(sql: str) -> bool:
    return sql.startswith("SELECT") and "pg_" not in sql and "nextval" not in sql
