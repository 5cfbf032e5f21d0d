"""Several people at the same moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from dabiao.core.errors import DomainError


def together(*works: Callable[[], Any]) -> list[str]:
    """What each came to, all begun at once."""

    def one(work: Callable[[], Any]) -> str:
        try:
            work()
        except DomainError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(one, works))
