"""What every operation answers, for every person and record: computed from plain words, sharing no code with the product.

A record is read by whom its scope or a share reaches; else it does not exist for them (404). Who reads it but may not do
that very thing to it is told so (403).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["allowed", "403", "404", "409", "422"]


@dataclass(frozen=True)
class Someone:
    """A person or a token: where they stand (`总部/华东/一组`) and what they may do."""

    id: int
    stands: str
    grants: Mapping[str, str]


@dataclass(frozen=True)
class Record:
    """A record as the table sees it. `shared` maps a user id to `read` or `edit`."""

    kind: str
    id: int
    owner: int | None
    lies: str
    shared: Mapping[int, str] = field(default_factory=dict)


def reaches(who: Someone, permission: str, record: Record) -> bool:
    scope = who.grants.get(permission)
    if scope is None:
        return False
    level = record.shared.get(who.id)
    if level == "edit" or (level in ("read", "team") and permission.endswith((".read", ".read_phone"))):
        return True
    mine = record.owner == who.id
    return {
        "own": mine,
        "team": mine or record.lies == who.stands,
        "unit": mine or record.lies == who.stands or record.lies.startswith(f"{who.stands}/"),
        "all": True,
    }[scope]


def in_pool(who: Someone, record: Record) -> bool:
    """Who stands in the unit of a pool or below it may claim from it, if they may claim; a pool of no unit is everybody's."""
    scope = who.grants.get(f"{record.kind}.claim")
    if record.owner is not None or scope is None:
        return False
    return scope == "all" or record.lies in ("", who.stands) or who.stands.startswith(f"{record.lies}/")


def reads(who: Someone, record: Record) -> bool:
    return reaches(who, f"{record.kind}.read", record) or in_pool(who, record)


Rule = Callable[[Someone, Record], Outcome]


def on(verb: str, *, unknown: Outcome = "404", kind: str = "") -> Rule:
    """The record must be readable, and `verb` must reach it. `unknown`: how a record named inside a body is refused."""

    def rule(who: Someone, record: Record) -> Outcome:
        permission = verb if "." in verb else f"{kind or record.kind}.{verb}"
        if not reads(who, record):
            return unknown
        return "allowed" if reaches(who, permission, record) else "403"

    return rule


def seen(*, unknown: Outcome = "404") -> Rule:
    """Whoever reads the record may do it."""
    return lambda who, record: "allowed" if reads(who, record) else unknown


def reads_phones(who: Someone, record: Record) -> bool:
    """Whatever comes back of a record, its phones are masked for everybody else (but for a reveal, which is audited)."""
    return reaches(who, f"{record.kind}.read_phone", record)


def assigned(who: Someone, record: Record) -> Outcome:
    """To oneself: the record must be in reach of assigning, or lie in a pool that one may claim from."""
    if in_pool(who, record) and "lead.assign" in who.grants:
        return "allowed"
    return on("assign")(who, record)


def claimed(who: Someone, record: Record) -> Outcome:
    """Out of the pool; what a colleague has already is a conflict, where one may know of it."""
    if "lead.claim" not in who.grants:
        return "403"
    if record.owner == who.id or in_pool(who, record):
        return "allowed"
    return "409" if reads(who, record) and record.owner is not None else "404"


def needs(permission: str, scope: str = "") -> Rule:
    """No record: the permission alone decides (in that scope, where one is named)."""

    def rule(who: Someone, _: Record) -> Outcome:
        given = who.grants.get(permission)
        return "allowed" if given is not None and scope in ("", given) else "403"

    return rule


def anyone(_: Someone, __: Record) -> Outcome:
    return "allowed"


def both(first: Rule, then: Rule) -> Rule:
    """The first refusal counts."""

    def rule(who: Someone, record: Record) -> Outcome:
        said = first(who, record)
        return then(who, record) if said == "allowed" else said

    return rule


@dataclass(frozen=True)
class Operation:
    """`rule` on records of `kind` ('' for none). In `body`, `path` and `query`, `@me`, `@id`, `@version` … are filled in."""

    rule: Rule
    kind: str = ""
    body: Any = None
    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
