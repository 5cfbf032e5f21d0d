"""What an answer costs at the least: its statements alone, with their rows written as JSON."""

from collections.abc import Callable
from typing import Any

import orjson


def bare(ask: Callable[[], Any]) -> Callable[[], None]:
    """Runs the statements of a second call of `ask` again, and nothing else."""
    from django.db import connection

    noted: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        noted.append((sql, params))
        return execute(sql, params, many, context)

    ask()
    with connection.execute_wrapper(note):
        ask()

    def again() -> None:
        with connection.cursor() as cursor:
            for sql, params in noted:
                cursor.execute(sql, params)
                orjson.dumps(cursor.fetchall() if cursor.description else None, default=str)

    return again
