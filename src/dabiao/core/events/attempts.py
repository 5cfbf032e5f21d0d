"""One attempt at an effect that must either hold whole or leave no trace, and when to try again."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection, transaction

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(hours=1)
LONGEST_ERROR = 2_000  # characters kept


@dataclass
class Report:
    """What a round did: items taken up, and the errors among them."""

    done: int = 0
    errors: list[Exception] = field(default_factory=list)

    def __iadd__(self, other: "Report") -> "Report":
        self.done += other.done
        self.errors += other.errors
        return self


def attempt(name: str, effect: Callable[[], None]) -> Exception | None:
    """Run `effect` in a savepoint. Returns its error, with everything it wrote undone.

    Raises only when the surrounding transaction itself is lost (the connection broke).
    """
    try:
        with transaction.atomic():
            effect()
            if transaction.get_rollback():
                raise transaction.TransactionManagementError("the handler swallowed a database error")
    except Exception as error:
        if transaction.get_rollback() or _disconnected(error):
            raise
        logger.warning("%s failed", name, exc_info=True)
        return error
    return None


def _disconnected(error: Exception) -> bool:
    return isinstance(error, OperationalError | InterfaceError) and not connection.is_usable()


def backoff(attempts: int) -> timedelta:
    """1 s after the first failure, doubling up to an hour."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 20)), LONGEST_WAIT)


def described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
