"""Which entries answer a question: the newest first, never more than asked for, whoever asks and whatever lies there.

PostgreSQL's GIN only knows all answers or none, so a word that half a million records contain is asked of the newest block of
records, then of larger ones, and of all only when those did not hold enough. FTS5 reads backwards and stops by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from dabiao.core.search.install.postgres import BLOCKS, TOKENS
from dabiao.core.search.install.sqlite import spelled
from dabiao.core.search.kinds import Searched, record_id
from dabiao.core.search.questions import Question
from dabiao.core.search.reach import Reach

COLUMNS = "e.id, e.texts, e.handles"


@dataclass
class Sql:
    """A piece of SQL and what its placeholders stand for."""

    text: str
    params: list[Any] = field(default_factory=list)


def probe(searched: Searched, question: Question, reach: Reach, *, most: int) -> list[int]:
    """Ids of records, the newest of those that have the words first; at most `most`."""
    last = newest([searched])[searched.kind] if not reach.is_empty else 0
    arms = entries(searched, question, reach, last, most=most)
    return [record_id(id) for (id,) in run(first_of(arms, "id", most))] if arms else []


def newest(wanted: list[Searched]) -> dict[str, int]:
    """The highest entry id of each kind, in one statement; needed only where blocks are asked."""
    if connection.vendor != "postgresql" or not wanted:
        return dict.fromkeys((one.kind for one in wanted), 0)
    keys = ((one.model._meta.db_table, _key(one)) for one in wanted)
    highest = ", ".join(f"(SELECT MAX({key}) FROM {table})" for table, key in keys)
    row = run(Sql(f"SELECT {highest}"))[0]
    return {one.kind: one.entry_id(id or 0) for one, id in zip(wanted, row, strict=True)}


def _key(searched: Searched) -> str:
    key: Any = searched.model._meta.pk
    return str(key.column)


def run(sql: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.params)
        return cursor.fetchall()


def first_of(arms: list[Sql], columns: str, most: int) -> Sql:
    """One arm after the other until there are enough: databases do not begin an arm that nobody waits for."""
    text = " UNION ALL ".join(f"SELECT {columns} FROM ({arm.text}) AS arm{n}" for n, arm in enumerate(arms))
    return Sql(f"{text} LIMIT {int(most)}", [param for arm in arms for param in arm.params])


def entries(searched: Searched, question: Question, reach: Reach, last: int, *, most: int) -> list[Sql]:
    """Selects of entries, no entry in two of them: what is shared, by handle, by words from the newest on."""
    answer = _postgres if connection.vendor == "postgresql" else _sqlite
    found = [_shared(question, reach)] if reach.shared else []
    if reach.tokens != ():
        found += answer(searched, question, reach, last)
    return [Sql(f"{arm.text} LIMIT {int(most)}", arm.params) for arm in found]


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


def _shared(question: Question, reach: Reach) -> Sql:
    wanted, (one_of, ids) = answers(question), among(reach.shared)
    return Sql(
        f"SELECT {COLUMNS} FROM search_entry AS e WHERE e.id IN {one_of} AND {wanted.text} ORDER BY e.id DESC",
        [ids, *wanted.params],
    )


def _rest(question: Question, reach: Reach) -> tuple[Sql, Sql]:
    """What the arms by handle and by words add to their index condition."""
    handle, words = is_handle(question), contains(question)
    unshared, ids = (
        ("", [])
        if not reach.shared
        else (f" AND e.id NOT IN {among(reach.shared)[0]}", [among(reach.shared)[1]])
    )
    return (
        Sql(f"{handle.text}{unshared}", [*handle.params, *ids]),
        Sql(f"{words.text} AND NOT {handle.text}{unshared}", [*words.params, *handle.params, *ids]),
    )


def among(ids: Iterable[int]) -> tuple[str, Any]:
    """A list of ids as one parameter, however long."""
    if connection.vendor == "postgresql":
        return "(SELECT unnest(%s::bigint[]))", list(ids)
    return "(SELECT value FROM json_each(%s))", f"[{','.join(map(str, ids))}]"


def _postgres(searched: Searched, question: Question, reach: Reach, last: int) -> list[Sql]:
    letter = searched.letter
    within = Sql("") if reach.tokens is None else _any_of(letter, reach.tokens)
    by_handle, by_words = _rest(question, reach)
    has = [f"{letter}{token}" for token in question.tokens]

    def select(*conditions: Sql) -> Sql:
        text = "".join(one.text for one in conditions)
        params = [param for one in conditions for param in one.params]
        # an expression, lest the planner walk the primary key and make tokens for every row
        return Sql(f"SELECT {COLUMNS} FROM search_entry AS e WHERE TRUE{text} ORDER BY e.id + 0 DESC", params)

    exactly = Sql(f" AND {by_words.text}", by_words.params)
    found = [
        select(_any_of(letter, question.handles), Sql(f" AND {by_handle.text}", by_handle.params), within)
    ]
    by_pairs = Sql(f" AND {TOKENS} @> %s::text[]", [has])
    return [*found, *(select(by_pairs, block, within, exactly) for block in _blocks(letter, last))]


def _blocks(letter: str, last: int) -> list[Sql]:
    """The two newest blocks of every size, each without the ones before; then all that is older."""
    found: list[Sql] = []
    bound = 0
    for bits in BLOCKS:
        first = max((last >> bits) - 1, 0)
        block = _any_of(letter, [f"b{bits}.{first}", f"b{bits}.{first + 1}"])
        older = Sql(" AND e.id + 0 < %s", [bound]) if found else Sql("")
        found.append(Sql(block.text + older.text, [*block.params, *older.params]))
        bound = first << bits
    return [*found, Sql(" AND e.id + 0 < %s", [bound])]


def _any_of(letter: str, tokens: Iterable[str]) -> Sql:
    return Sql(f" AND {TOKENS} && %s::text[]", [[f"{letter}{token}" for token in tokens]])


def _sqlite(searched: Searched, question: Question, reach: Reach, _last: int) -> list[Sql]:
    letter = searched.letter
    within = "" if reach.tokens is None else f" AND {_or(letter, reach.tokens)}"
    by_handle, by_words = _rest(question, reach)
    has = " AND ".join(f'"{spelled(letter + token)}"' for token in question.tokens)
    return [
        _matching(f"{_or(letter, question.handles)}{within}", by_handle),
        _matching(f"{has}{within}", by_words),
    ]


def _matching(match: str, exactly: Sql) -> Sql:
    return Sql(
        f"SELECT {COLUMNS} FROM search_index AS i JOIN search_entry AS e ON e.id = i.rowid"
        f" WHERE i.search_index MATCH %s AND {exactly.text} ORDER BY i.rowid DESC",
        [match, *exactly.params],
    )


def _or(letter: str, tokens: Iterable[str]) -> str:
    quoted = (f'"{spelled(letter + token)}"' for token in tokens)
    return f"({' OR '.join(quoted)})"
