"""SQLite: folding and tokens are our own Python, called by triggers; FTS5 holds the tokens and nothing else."""

import hashlib
import sqlite3
from functools import cache

from dabiao.core.search import tokens
from dabiao.core.search.install.statements import Statements
from dabiao.core.search.kinds import KINDS, Searched
from dabiao.core.text import fold, folding

UNLIKE = "IS NOT"
STANDING = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search~_%' ESCAPE '~'"
_ENTRY = "id, owner_id, unit_id, texts, handles"


def functions() -> list[str]:
    """The table of tokens, and which of our functions fill it: others must not take out what these put in."""
    return [
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
        "tokens, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")",
        _entry_trigger("insert", "INSERT", _added("NEW")),
        _entry_trigger("delete", "DELETE", _removed("OLD")),
        _entry_trigger("update", "UPDATE", f"{_removed('OLD')} {_added('NEW')}"),
        f"SELECT 'tokens {tokens.VERSION}, folding {_digest()}'",
    ]


@cache
def _digest() -> str:
    return hashlib.sha256(repr(sorted(folding().items())).encode()).hexdigest()[:16]


def index() -> list[str]:
    return []


def forget_index() -> list[str]:
    """Empty, for entries whose tokens would be made otherwise than when they were put in."""
    return ["DROP TABLE IF EXISTS search_index", "DELETE FROM search_entry"]


def drops() -> list[str]:
    """SQLite cannot look up and drop in one statement, so the names are asked for first."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        return [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]


def row_triggers(searched: Searched, say: Statements) -> list[str]:
    name, update = f"search_of_{searched.kind}", f"UPDATE ON {say.table}"
    found = [
        _trigger(f"{name}_made", f"INSERT ON {say.table}", say.write_one("NEW")),
        _trigger(f"{name}_gone", f"DELETE ON {say.table}", say.forget("OLD")),
        _trigger(f"{name}_changed", update, say.write_one("NEW"), say.rewritten()),
    ]
    if hands := say.handed_over():
        found.append(_trigger(f"{name}_hands_changed", update, say.hand_over("NEW"), hands))
    return found


def join_triggers(searched: Searched, say: Statements) -> list[str]:
    found = []
    for relation, (table, _, _) in say.relations.items():
        name, body = f"search_of_{searched.kind}_by_{relation}", say.write_those_of(relation, "NEW")
        found += [
            _trigger(f"{name}_made", f"INSERT ON {table}", body),
            _trigger(f"{name}_changed", f"UPDATE ON {table}", body, say.changed(relation)),
        ]
    return found


def teach(connection: sqlite3.Connection) -> None:
    """Give a new connection the functions that triggers call. Without them a write fails, and no entry grows stale."""
    for name, count, function in (
        ("dabiao_fold", 1, _fold),
        ("dabiao_phone", 1, tokens.phone_lines),
        ("dabiao_handle", 1, tokens.handle_lines),
        ("dabiao_tokens", 5, _tokens),
    ):
        connection.create_function(name, count, function, deterministic=True)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)


def _tokens(entry: int, owner: int | None, unit: int | None, texts: str, handles: str) -> str:
    letter = chr(ord("a") + entry % KINDS)
    return " ".join(map(spelled, dict.fromkeys(tokens.of_entry(letter, owner, unit, texts, handles))))


_SIGNS = str.maketrans({chr(code): "_" for code in range(128) if not chr(code).isalnum()})


def spelled(token: str) -> str:
    """A token as FTS5 keeps it: every ASCII sign is `_`, so that none can be syntax. Texts are compared again anyway."""
    return token.translate(_SIGNS)


def _added(row: str) -> str:
    return f"INSERT INTO search_index (rowid, tokens) VALUES ({row}.id, {_call(row)});"


def _removed(row: str) -> str:
    return (
        f"INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', {row}.id, {_call(row)});"
    )


def _call(row: str) -> str:
    return f"dabiao_tokens({', '.join(f'{row}.{name}' for name in _ENTRY.split(', '))})"


def _entry_trigger(name: str, event: str, body: str) -> str:
    return f"CREATE TRIGGER search_entry_{name} AFTER {event} ON search_entry BEGIN {body} END"


def _trigger(name: str, when: str, body: str, condition: str = "") -> str:
    only = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} AFTER {when}{only} BEGIN {body}; END"
