"""Taking, passing on and giving up keys. Each call belongs into the transaction of the change it follows from."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection, transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.identity.events import KeyShared, KeyUnshared
from dabiao.core.identity.keys import Key, KeyKind, organisation_keys, person_keys, ranked
from dabiao.core.identity.models import IdentityKey, SharedKey
from dabiao.core.identity.queries import ALLOW_LIST, Holder, known

Wanted = Mapping[Holder, Collection[Key]]


def claim(wanted: Wanted) -> dict[Key, Holder]:
    """Give each record its keys; returns the keys that another record holds alone, with that record.

    Two who claim one key at once: the second waits for the first and then finds it taken. Keys on the allow-list are
    given to everybody.
    """
    asked = [(key, holder) for holder, keys in wanted.items() for key in set(keys)]
    asked.sort()  # in one order everywhere, so that two claims never wait for each other
    if not asked or _insert(asked, shared=False) == len(asked):
        return {}
    rows = IdentityKey.objects.filter(value__in={key.value for key, _ in asked}, shared=False)
    owners = {(row.kind, row.value): (row.holder_kind, row.holder_id) for row in rows}
    lost = {key: owners[key] for key, holder in asked if owners.get(key, holder) != holder}
    common = [(key, holder) for key, holder in asked if lost.get(key) == ALLOW_LIST]
    if common:
        _insert(common, shared=True)
    return {key: owner for key, owner in lost.items() if owner != ALLOW_LIST}


def _insert(asked: list[tuple[Key, Holder]], *, shared: bool) -> int:
    """How many rows were new. One statement: the database says who was first."""
    table, slots = IdentityKey._meta.db_table, ", ".join(["(%s, %s, %s, %s, %s)"] * len(asked))
    values = [part for key, holder in asked for part in (str(key.kind), key.value, *holder, shared)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (kind, value, holder_kind, holder_id, shared)"  # noqa: S608 - our own table
            f" VALUES {slots} ON CONFLICT DO NOTHING",
            values,
        )
        return int(cursor.rowcount)


def rehold(
    holder: Holder, keys: Collection[Key], *, actor: Actor, fields: Mapping[KeyKind, str] | None = None
) -> None:
    """Make `keys` exactly the keys of a record, which its caller has locked.

    Raises `identity.taken` (409) naming the field and, as far as this actor may know it, the record that has the key;
    `fields` renames fields (`{KeyKind.NAME: "customer_name"}`).
    """
    held = {
        Key(KeyKind(row.kind), row.value): row.pk
        for row in IdentityKey.objects.filter(holder_kind=holder[0], holder_id=holder[1])
    }
    stale = [held[key] for key in held.keys() - set(keys)]
    if stale:
        IdentityKey.objects.filter(pk__in=stale).delete()
    missing = set(keys) - held.keys()
    if missing:
        refuse(claim({holder: missing}), actor=actor, fields=fields)


def rehold_many(wanted: Wanted) -> dict[Key, Holder]:
    """`rehold` for many locked records in three statements; what a record gives up here another may take here.

    Returns, like `claim`, the keys that somebody else holds.
    """
    rows = IdentityKey.objects.filter(holder_id__in={id for _, id in wanted})
    held = {
        (Key(KeyKind(row.kind), row.value), (row.holder_kind, row.holder_id)): row.pk
        for row in rows
        if (row.holder_kind, row.holder_id) in wanted
    }
    asked = {(key, holder) for holder, keys in wanted.items() for key in keys}
    IdentityKey.objects.filter(pk__in=[pk for pair, pk in held.items() if pair not in asked]).delete()
    missing: dict[Holder, list[Key]] = {}
    for key, holder in asked - held.keys():
        missing.setdefault(holder, []).append(key)
    return claim(missing)


def refuse(taken: Mapping[Key, Holder], *, actor: Actor, fields: Mapping[KeyKind, str] | None = None) -> None:
    """Raise `identity.taken` for the weightiest of these keys, if there is one."""
    for key in ranked(frozenset(taken))[:1]:
        raise as_refusal(key, taken[key], actor=actor, fields=fields)


def as_refusal(
    key: Key, holder: Holder, *, actor: Actor, fields: Mapping[KeyKind, str] | None = None
) -> Conflict:
    """Why a key cannot be had, told as far as this actor may know of the record that has it."""
    found = known([holder], actor).get(holder)
    said = found.as_params() if found else {"holder_kind": holder[0]}
    code = "identity.taken" if found and found.id else "identity.taken_elsewhere"
    return Conflict(code, field=(fields or {}).get(key.kind, str(key.kind)), **said)


def release(*holders: Holder) -> None:
    """Records that came to an end hold no keys."""
    for kind in {kind for kind, _ in holders}:
        ids = [id for one, id in holders if one == kind]
        IdentityKey.objects.filter(holder_kind=kind, holder_id__in=ids).delete()


@transaction.atomic
def share(*, kind: str, value: str, note: str, actor: Actor, now: datetime) -> SharedKey:
    """Put a key on the allow-list; doing it again changes the note. Raises `identity.no_such_key`."""
    actor.require("identity.share")
    key = _parsed(kind, value)
    row, made = SharedKey.objects.update_or_create(
        kind=key.kind,
        value=key.value,
        defaults={"note": note},
        create_defaults={"note": note, "created_by_id": actor.user_id, "created_at": now},
    )
    if made:
        IdentityKey.objects.filter(kind=key.kind, value=key.value).exclude(holder_kind=ALLOW_LIST[0]).update(
            shared=True
        )
        if claim({ALLOW_LIST: [key]}):  # somebody took it in this very moment
            raise Conflict("identity.just_taken", field="value")
        record(KeyShared(key_kind=key.kind, note=note), actor=actor, now=now)
    return row


@transaction.atomic
def unshare(id: int, *, actor: Actor, now: datetime) -> None:
    """Take a key off the allow-list. Raises `identity.still_shared` (409) while several records use it."""
    actor.require("identity.share")
    row = SharedKey.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise NotFound("core.not_found", kind="shared_key", id=id)
    users = IdentityKey.objects.filter(kind=row.kind, value=row.value, shared=True)
    count = users.count()
    if count > 1:
        raise Conflict("identity.still_shared", field="id", count=count)
    IdentityKey.objects.filter(
        kind=row.kind, value=row.value, holder_kind=ALLOW_LIST[0], shared=False
    ).delete()
    users.update(shared=False)
    row.delete()
    record(KeyUnshared(key_kind=row.kind, note=row.note), actor=actor, now=now)


def _parsed(kind: str, value: str) -> Key:
    if kind in (KeyKind.USCC, KeyKind.NAME):
        found = organisation_keys(**{kind: value})
    else:
        found = person_keys(**{kind: value}) if kind in tuple(KeyKind) else frozenset()
    if not found:
        raise Invalid("identity.no_such_key", field="value", value=value)
    return ranked(found)[0]
