"""One company for many tests: built once, and everything a test does to it is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction (or savepoint) whose writes are undone at its end."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
