"""How many statements something costs."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def counted(call: Callable[[], object]) -> int:
    """The statements of a second call: the first, just before, reads what the process keeps.

    Outside of a request what is kept is looked after once a second (`access.epochs`), so a single call may cost one or two more
    than the next, by the clock alone.
    """
    call()
    with CaptureQueriesContext(connection) as said:
        call()
    return len(said)
