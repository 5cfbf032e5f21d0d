"""Who is known already: asked while somebody types, answered as far as they may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from dabiao.core import phones
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden
from dabiao.core.identity.keys import Key, KeyKind, organisation_keys, person_keys
from dabiao.core.identity.models import IdentityKey, SharedKey
from dabiao.core.identity.queries import ALLOW_LIST, Holder, Known, holders, known, sharers
from dabiao.core.identity.similar import similar

MAY_ENTER = ("lead.create", "lead.edit", "customer.create", "customer.edit")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record as the actor may know it, and why it is named.

    `certainty`: `same` holds a key alone, an enquiry would join it; `shared` uses the same shared key; `related` is the
    customer whose name was typed as the company; `similar` looks like it, for the `reasons` given, which speak of what
    was typed and tell nothing of the record.
    """

    kind: str
    id: int | None
    title: str | None
    owner_name: str | None
    certainty: str
    matched: list[str]
    reasons: Sequence[Mapping[str, Any]] = field(default_factory=list)


def who_is(typed: Mapping[str, str], *, but: Holder | None = None, actor: Actor) -> list[Suggestion]:
    """Raises `access.forbidden` for whoever may enter no records at all."""
    if not any(actor.may(permission) for permission in MAY_ENTER):
        raise Forbidden("access.forbidden", permission=MAY_ENTER[0])
    own = person_keys(phone=typed["phone"], wechat=typed["wechat"], email=typed["email"])
    own |= organisation_keys(name=typed["name"], uscc=typed["uscc"])
    company = organisation_keys(name=typed["company"]) - own
    found: dict[tuple[Holder, str], list[Key]] = {}
    for key, holder in holders(own | company).items():
        found.setdefault((holder, "same" if key in own else "related"), []).append(key)
    for key, holder in sharers(own):
        found.setdefault((holder, "shared"), []).append(key)
    certain = frozenset(holder for holder, _ in found)
    alike = similar(typed, but=certain | ({but} if but else set()))
    people = known({holder for holder in (*certain, *(one for one, _ in alike)) if holder != but}, actor)
    named = [
        _suggestion(people[holder], certainty, matched=sorted(key.kind for key in keys))
        for (holder, certainty), keys in found.items()
        if holder in people
    ]
    guessed = [
        _suggestion(
            people[holder],
            "similar",
            reasons=[{"code": one.code, "params": one.params} for one in it.reasons],
        )
        for holder, it in alike
        if holder in people
    ]
    return [*named, *guessed]


def _suggestion(
    there: Known, certainty: str, *, matched: Sequence[str] = (), reasons: Sequence[Mapping[str, Any]] = ()
) -> Suggestion:
    return Suggestion(there.kind, there.id, there.title, there.owner_name, certainty, list(matched), reasons)


def shared_keys(*, actor: Actor) -> list[dict[str, Any]]:
    """The whole allow-list, the newest first. Needs `identity.share`."""
    actor.require("identity.share")
    return [shared_key(row) for row in SharedKey.objects.order_by("-id")[:1000]]


def shared_key(row: SharedKey) -> dict[str, Any]:
    users = IdentityKey.objects.filter(~Q(holder_kind=ALLOW_LIST[0]), kind=row.kind, value=row.value)
    return {
        **{name: getattr(row, name) for name in ("id", "kind", "value", "note", "created_at")},
        "shown": phones.shown(row.value) if row.kind == KeyKind.PHONE else row.value,
        "users": users.aggregate(n=Count("pk"))["n"],
    }
