"""What the same statements cost with nothing around them: the bare driver, and orjson for the rows."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from bench._operations import API, Call, Person

ROUNDS = 300


@dataclass(frozen=True)
class Bare:
    """`statements` in one time; `cpu_ms` is this process's time for them and for writing the rows as JSON."""

    statements: int
    cpu_ms: float


def bare(url: str, person: Person, calls: list[Call]) -> Bare:
    """Run the calls once inside this process, note their statements, and time them alone."""
    statements = [statement for call in calls for statement in _statements_of(person, call)]
    with psycopg.connect(url, prepare_threshold=5) as raw:
        repeat = _replay(raw, statements, writes=any(call.method != "GET" for call in calls))
        for _ in range(10):
            repeat()
        before = time.process_time()
        for _ in range(ROUNDS):
            repeat()
        return Bare(len(statements), (time.process_time() - before) * 1000 / ROUNDS)


def _replay(
    raw: "psycopg.Connection[Any]", statements: list[tuple[str, Any]], *, writes: bool
) -> Callable[[], None]:
    """Reads one by one; writes in a transaction that is taken back, deferred foreign keys unasked."""
    raw.autocommit = not writes

    def run() -> None:
        with raw.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    orjson.dumps(cursor.fetchall(), default=str)
        if writes:
            raw.rollback()

    return run


class _Noted(Exception):
    """Takes back what the noted call wrote."""


def _statements_of(person: Person, call: Call) -> list[tuple[str, Any]]:
    client = Client(enforce_csrf_checks=False)
    client.cookies[settings.SESSION_COOKIE] = person.session
    send = getattr(client, call.method.lower())
    extra = {"content_type": "application/json"} if call.body is not None else {}
    client.get(f"{API}/me")  # a server knows its people after their first request
    with _noting() as noted:
        try:
            with transaction.atomic():
                response = send(f"{API}/{call.path}", call.body, **extra)
                if response.status_code >= 300:
                    raise RuntimeError(
                        f"{call.method} {call.path}: {response.status_code} {response.content[:300]!r}"
                    )
                raise _Noted
        except _Noted:
            pass
    return noted


@contextmanager
def _noting() -> Any:
    noted: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            noted.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted
