"""Who holds a key, told to somebody who may not see them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.identity.keys import Key, KeyKind
from dabiao.core.identity.models import IdentityKey, SharedKey
from dabiao.core.masking import masked_name

Holder = tuple[str, int]
ALLOW_LIST: Holder = ("shared", 0)


def holders(keys: Collection[Key]) -> dict[Key, Holder]:
    """The one record behind each key that has one; keys on the allow-list have none."""
    rows = IdentityKey.objects.filter(value__in={key.value for key in keys}, shared=False)
    found = {
        Key(KeyKind(kind), value): (holder_kind, holder_id)
        for kind, value, holder_kind, holder_id in rows.values_list(
            "kind", "value", "holder_kind", "holder_id"
        )
    }
    return {key: holder for key, holder in found.items() if key in keys and holder != ALLOW_LIST}


def users(keys: Collection[Key]) -> dict[Key, list[Holder]]:
    """Every record behind each key, alone or together with others."""
    rows = IdentityKey.objects.filter(value__in={key.value for key in keys}).order_by("pk")
    found: dict[Key, list[Holder]] = {}
    for kind, value, holder_kind, holder_id in rows.values_list("kind", "value", "holder_kind", "holder_id"):
        key, holder = Key(KeyKind(kind), value), (holder_kind, holder_id)
        if key in keys and holder != ALLOW_LIST:
            found.setdefault(key, []).append(holder)
    return found


def keys_of(kind: str, ids: Collection[int]) -> dict[int, set[Key]]:
    """Record → its keys."""
    rows = IdentityKey.objects.filter(holder_kind=kind, holder_id__in=ids)
    found: dict[int, set[Key]] = {}
    for id, key_kind, value in rows.values_list("holder_id", "kind", "value"):
        found.setdefault(id, set()).add(Key(KeyKind(key_kind), value))
    return found


def shared_keys() -> frozenset[Key]:
    """The allow-list."""
    rows = SharedKey.objects.values_list("kind", "value")
    return frozenset(Key(KeyKind(kind), value) for kind, value in rows)


def sharers(keys: Collection[Key], *, limit: int = 20) -> list[tuple[Key, Holder]]:
    """Records that use one of these keys together with others; the newest first."""
    rows = IdentityKey.objects.filter(value__in={key.value for key in keys}, shared=True).order_by("-id")
    found = [
        (Key(KeyKind(row.kind), row.value), (row.holder_kind, row.holder_id)) for row in rows[: 4 * limit]
    ]
    return [(key, holder) for key, holder in found if key in keys][:limit]


@dataclass(frozen=True)
class Known:
    """A record as this actor may know of it. Out of their sight: only that it exists, and whose it is, masked."""

    kind: str
    id: int | None
    title: str | None
    owner_name: str | None

    def as_params(self) -> dict[str, Any]:
        return {
            "holder_kind": self.kind,
            "holder_id": self.id,
            "title": self.title or "",
            "owner": self.owner_name or "—",
        }


def known(found: Iterable[Holder], actor: Actor) -> dict[Holder, Known]:
    """What the actor may know of each record, in one query a kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, id in found:
        by_kind.setdefault(kind, set()).add(id)
    answers: dict[Holder, Known] = {}
    for kind, ids in by_kind.items():
        subject = subjects.get(kind)
        seen = set(subject.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
        rows: QuerySet[Any] = subject.model._default_manager.filter(pk__in=ids).select_related("owner")
        for row in rows:
            owner = row.owner.name if row.owner else None
            if row.pk in seen:
                answers[kind, row.pk] = Known(kind, row.pk, subject.title(row), owner)
            else:
                answers[kind, row.pk] = Known(kind, None, None, masked_name(owner))
    return answers
