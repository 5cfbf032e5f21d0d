"""Which record each row is of: by its number or by keys of identity, and only among what the importer sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Invalid
from dabiao.core.identity import queries as identities
from dabiao.core.identity.keys import Key
from dabiao.core.identity.queries import Holder
from dabiao.core.importing.enums import Mode
from dabiao.core.importing.kinds import RECORD_ID, ImportKind, ParsedRow

_NAMED = 5
Users = Mapping[Key, Sequence[Holder]]


@dataclass(frozen=True, slots=True)
class Match:
    """The record a row is of, or `error`; neither where the row is somebody new, with the keys it would be found by."""

    id: int | None = None
    keys: frozenset[Key] = frozenset()
    error: DomainError | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one row says of its record."""

    number: int | None
    keys: frozenset[Key]


def find(
    kind: ImportKind,
    rows: Sequence[ParsedRow],
    *,
    on: Sequence[str],
    mode: str,
    actor: Actor,
    users: Users,
) -> list[Match]:
    """One answer per row, in order.

    A record out of sight is, for an update, no record at all; an upsert says that it may not be made anew. What a key of
    the allow-list stands for may be several records, and so may the keys of one row: then the row is refused, naming
    those of them that the importer sees. `users`: who has the keys that the rows name.
    """
    asked = [_asked(kind, row, on) for row in rows]
    found = [_holders(kind, one, users) for one in asked]
    ids = {id for several in found for _, id in several}
    seen = set(subjects.get(kind.kind).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    return [
        _match(one, several, seen, on=on, mode=mode, actor=actor)
        for one, several in zip(asked, found, strict=True)
    ]


def match_keys(kind: ImportKind, row: ParsedRow, on: Sequence[str]) -> frozenset[Key]:
    """What the row is looked for by."""
    if kind.updating is None:
        raise TypeError(f"import {kind.kind} updates nothing")
    values = [(name, row.values.get(name)) for name in on if name != RECORD_ID.name]
    return frozenset().union(*(kind.updating.keys[name](value) for name, value in values if value))


def own_keys(kind: ImportKind, row: ParsedRow) -> frozenset[Key]:
    """What a record made from the row would hold."""
    return kind.row_keys(row) if kind.row_keys else frozenset()


def _asked(kind: ImportKind, row: ParsedRow, on: Sequence[str]) -> _Asked:
    number = row.values.get(RECORD_ID.name) if RECORD_ID.name in on else None
    return _Asked(number, match_keys(kind, row, on))


def _holders(kind: ImportKind, one: _Asked, users: Users) -> set[Holder]:
    """A number decides alone; records of another kind (a lead's phone that a customer has) are no match."""
    if one.number is not None:
        return {(kind.kind, one.number)}
    return {holder for key in one.keys for holder in users.get(key, ()) if holder[0] == kind.kind}


def _match(
    one: _Asked, several: set[Holder], seen: Collection[int], *, on: Sequence[str], mode: str, actor: Actor
) -> Match:
    field, update = on[0], mode == Mode.UPDATE
    if len(several) > 1:
        return Match(error=_ambiguous(several, field, actor))
    id = next((id for _, id in several), None)
    if id in seen:
        return Match(id)
    if one.number is not None:
        return Match(error=Invalid("importing.no_such_record", field=RECORD_ID.name, value=one.number))
    if update and not one.keys:
        return Match(error=Invalid("importing.nothing_to_match", field=field))
    if update:
        return Match(error=Invalid("importing.nothing_to_update", field=field))
    if id is not None:
        return Match(error=Invalid("importing.out_of_sight", field=field))
    return Match(keys=one.keys)


def _ambiguous(several: set[Holder], field: str, actor: Actor) -> Invalid:
    known = identities.known(several, actor)
    named = [f"{one.title} (#{one.id})" for _, one in sorted(known.items()) if one.id is not None]
    hidden = len(several) - len(named)
    shown = ", ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
    if not named:
        return Invalid("importing.ambiguous_unseen", field=field, count=hidden)
    if hidden:
        return Invalid("importing.ambiguous_partly", field=field, records=shown, hidden=hidden)
    return Invalid("importing.ambiguous", field=field, records=shown)
