"""SQL that compares one entry with a question, and that passes ids along."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from dabiao.core.search.questions import Question


@dataclass
class Sql:
    """A piece of SQL and what its placeholders stand for."""

    text: str
    params: list[Any] = field(default_factory=list)


def run(sql: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.params)
        return cursor.fetchall()


def contains(question: Question) -> Sql:
    """All words, compared letter by letter: tokens may stand in other places, or be cut short. One letter begins a word."""
    tests = [
        holds("texts", [f"\n{word}", f" {word}"] if len(word) == 1 else [word]) for word in question.words
    ]
    return Sql(" AND ".join(test.text for test in tests), [param for test in tests for param in test.params])


def is_handle(question: Question) -> Sql:
    """One of the handles as a whole line; the first has no line break before it."""
    return holds("'\n' || handles", [f"\n{line}\n" for line in question.handles])


def holds(column: str, parts: list[str]) -> Sql:
    """One of the parts stands in the column."""
    find = "strpos" if connection.vendor == "postgresql" else "instr"
    return Sql(f"({' OR '.join(f'{find}({column}, %s) > 0' for _ in parts)})", parts)


def answers(question: Question) -> Sql:
    """By words or by handle, on one entry."""
    words, handle = contains(question), is_handle(question)
    return Sql(f"(({words.text}) OR {handle.text})", [*words.params, *handle.params])


def among(ids: Iterable[int]) -> Sql:
    """A list of ids in brackets, as one parameter, however long."""
    sql, params = each_of(ids)
    return Sql(f"({sql})", [*params])


def each_of(ids: Iterable[int]) -> tuple[str, tuple[Any]]:
    """A SELECT of these ids, and its one parameter."""
    if connection.vendor == "postgresql":
        return "SELECT unnest(%s::bigint[])", (list(ids),)
    return "SELECT value FROM json_each(%s)", (f"[{','.join(map(str, ids))}]",)
