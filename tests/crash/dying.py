"""Death at a chosen statement, in a fork: a hundred of them cost what one program costs."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def dies(run: Callable[[], object]) -> bool:
    """Whether a fork that runs this is killed on the way; one that ends otherwise than by itself is an error."""
    if (child := os.fork()) == 0:
        run()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    assert os.WEXITSTATUS(status) == 0
    return False


@contextmanager
def deadly(at: int) -> Iterator[Callable[[], None]]:
    """Within it this process dies before its statement number `at`; with 0 at none. What else is a step of the work calls the
    function given."""
    from django.db import connection

    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Callable[..., Any], *given: Any) -> Any:
        step()
        return execute(*given)

    with connection.execute_wrapper(statement):
        yield step
