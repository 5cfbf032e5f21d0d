"""How many statements something costs."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def counted(call: Callable[[], object]) -> int:
    """The statements of a call, the fewer of two: one before them reads what the process keeps.

    Outside of a request what is kept is looked after once a second (`access.epochs`), so a single call may cost one or two more
    than the next, by the clock alone.
    """
    call()
    return min(_counted(call) for _ in range(2))


def _counted(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as said:
        call()
    return len(said)
