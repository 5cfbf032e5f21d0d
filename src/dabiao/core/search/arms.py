"""The three ways in which an entry answers, each a SELECT of its own, the newest first; no entry is in two of them.

It is shared with whoever asks, it has one of the handles, or it has the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from dabiao.core.search.install.postgres import TOKENS
from dabiao.core.search.install.sqlite import spelled
from dabiao.core.search.kinds import Searched
from dabiao.core.search.pieces import Sql, among, answers, contains, is_handle
from dabiao.core.search.questions import Question
from dabiao.core.search.reach import Reach
from dabiao.core.search.stretches import Stretch

FEW_IN_REACH = 1_000  # entries: all of them are read within 3 ms


@dataclass(frozen=True)
class Asked:
    """One kind of entry asked by somebody; `columns` of the answers, the entry's id first."""

    searched: Searched
    question: Question
    reach: Reach
    columns: Sql


def shared(asked: Asked) -> Sql:
    one_of, wanted = among(asked.reach.shared), answers(asked.question)
    return Sql(
        f"SELECT {asked.columns.text} FROM search_entry AS e WHERE e.id IN {one_of.text} AND {wanted.text}"
        " ORDER BY e.id DESC",
        [*asked.columns.params, *one_of.params, *wanted.params],
    )


def by_handle(asked: Asked) -> Sql:
    handle, unshared = is_handle(asked.question), _unshared(asked.reach)
    exactly = Sql(f"{handle.text}{unshared.text}", [*handle.params, *unshared.params])
    letter, handles = asked.searched.letter, asked.question.handles
    if connection.vendor == "postgresql":
        return _by_tokens(asked, [_any_of(letter, handles)], exactly)
    return _matching(asked, _within_reach(asked, _or(letter, handles)), exactly)


def by_words(asked: Asked, stretch: Stretch) -> Sql:
    """SQLite reads backwards and stops by itself, so it needs no stretch."""
    words, handle, unshared = contains(asked.question), is_handle(asked.question), _unshared(asked.reach)
    exactly = Sql(
        f"{words.text} AND NOT {handle.text}{unshared.text}",
        [*words.params, *handle.params, *unshared.params],
    )
    letter = asked.searched.letter
    has = [letter + token for token in asked.question.tokens]
    if connection.vendor == "postgresql":
        return _by_tokens(
            asked, [Sql(f" AND {TOKENS} @> %s::text[]", [has]), *_within(letter, stretch)], exactly
        )
    return _matching(asked, _unless_few(asked, " AND ".join(f'"{spelled(token)}"' for token in has)), exactly)


def _unshared(reach: Reach) -> Sql:
    if not reach.shared:
        return Sql("")
    ids = among(reach.shared)
    return Sql(f" AND e.id NOT IN {ids.text}", ids.params)


def _by_tokens(asked: Asked, having: list[Sql], exactly: Sql) -> Sql:
    reach = asked.reach.tokens
    conditions = [*having, *([] if reach is None else [_any_of(asked.searched.letter, reach)])]
    text = "".join(one.text for one in conditions)
    params = [param for one in (asked.columns, *conditions, exactly) for param in one.params]
    # an expression, lest the planner walk the primary key and make tokens for every row
    return Sql(
        f"SELECT {asked.columns.text} FROM search_entry AS e WHERE TRUE{text} AND {exactly.text} ORDER BY e.id + 0 DESC",
        params,
    )


def _within(letter: str, stretch: Stretch) -> list[Sql]:
    bound = Sql(" AND e.id + 0 < %s", [stretch.below])
    return [_any_of(letter, stretch.blocks), bound] if stretch.blocks else [bound]


def _any_of(letter: str, tokens: Iterable[str]) -> Sql:
    return Sql(f" AND {TOKENS} && %s::text[]", [[letter + token for token in tokens]])


def _matching(asked: Asked, match: Sql, exactly: Sql) -> Sql:
    return Sql(
        f"SELECT {asked.columns.text} FROM search_index AS i JOIN search_entry AS e ON e.id = i.rowid"
        f" WHERE i.search_index MATCH {match.text} AND {exactly.text} ORDER BY i.rowid DESC",
        [*asked.columns.params, *match.params, *exactly.params],
    )


def _within_reach(asked: Asked, match: str) -> Sql:
    reach = asked.reach.tokens
    return Sql("%s", [match if reach is None else f"{match} AND {_or(asked.searched.letter, reach)}"])


def _unless_few(asked: Asked, match: str) -> Sql:
    """FTS5 walks through everybody's entries with a common word; those of a small reach are sooner read one by one."""
    reach, within = asked.reach.tokens, _within_reach(asked, match)
    if reach is None:
        return within
    all_of_reach = _or(asked.searched.letter, reach)
    counted = f"SELECT 1 FROM search_index WHERE search_index MATCH %s LIMIT {FEW_IN_REACH + 1}"
    return Sql(
        f"(SELECT CASE WHEN COUNT(*) > {FEW_IN_REACH} THEN %s ELSE %s END FROM ({counted}))",
        [*within.params, all_of_reach, all_of_reach],
    )


def _or(letter: str, tokens: Iterable[str]) -> str:
    quoted = (f'"{spelled(letter + token)}"' for token in tokens)
    return f"({' OR '.join(quoted)})"
