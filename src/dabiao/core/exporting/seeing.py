"""What an export holds: what its asker saw when they asked, as far as they see it still."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import Forbidden
from dabiao.core.exporting.caps import day_of
from dabiao.core.exporting.kinds import ExportKind, kind_named
from dabiao.core.exporting.models import Export
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as somebody looks at it; JSON through and through."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    where: Any = None
    q: str = ""
    sort: str = ""


def kind_of(export: Export) -> ExportKind:
    """What it is an export of, as that was on the day it was asked for."""
    return kind_named(export.kind).on(day_of(export.asked_at))


def of_export(export: Export) -> Seen:
    return Seen(export.filters, export.where, export.q, export.sort)


def reach_of(actor: Actor) -> dict[str, Any]:
    """How far somebody sees, as JSON."""
    return {
        "unit_id": actor.unit_id,
        "unit_ids": sorted(actor.unit_ids),
        "unit_path": list(actor.unit_path),
        "grants": {permission: scope.value for permission, scope in actor.grants.items()},
        "shares": {
            kind: {str(id): level for id, level in shared.items()} for kind, shared in actor.shares.items()
        },
    }


def asker_then(export: Export) -> Actor:
    """Who asked, seeing as far as they did when they asked."""
    reach = export.reach
    return Actor(
        user_id=export.asked_by_id,
        name="",
        unit_id=reach["unit_id"],
        unit_ids=frozenset(reach["unit_ids"]),
        unit_path=tuple(reach["unit_path"]),
        grants={permission: Scope(scope) for permission, scope in reach["grants"].items()},
        shares={
            kind: {int(id): level for id, level in shared.items()} for kind, shared in reach["shares"].items()
        },
    )


def asker_now(export: Export) -> Actor:
    """Who asked, with the rights they have now. Raises `exporting.asker_left` and `exporting.right_lost`."""
    if not User.objects.filter(pk=export.asked_by_id, is_active=True).exists():
        raise Forbidden("exporting.asker_left")
    actor = actors.of_user(export.asked_by_id)
    if not all(map(actor.may, kind_named(export.kind).permissions)):
        raise Forbidden("exporting.right_lost")
    return actor


def both(export: Export) -> tuple[Actor, ...]:
    """The asker now, and then where that was different. Raises as `asker_now`."""
    now, then = asker_now(export), asker_then(export)
    return (now,) if reach_of(now) == export.reach else (now, then)


def request_of(export: Export) -> PageRequest:
    """Conditions such as "before today" mean the day on which they were seen."""
    seen = of_export(export)
    return PageRequest(sort=seen.sort, q=seen.q, where=seen.where, now=export.asked_at)


def count(kind: ExportKind, filters: Mapping[str, Any], asked: PageRequest, *, actor: Actor) -> int:
    """Rows that a file would hold. Raises what the list raises."""
    return pages.count(kind.rows(filters, actor=actor), kind.spec, asked, actor=kind.reader(actor))


def ids(export: Export, who: Sequence[Actor]) -> Sequence[int]:
    """The rows of an export in their order: those that the asker sees both ways."""
    kind, asked = kind_of(export), request_of(export)
    found = [
        pages.ids_of(kind.rows(export.filters, actor=actor), kind.spec, asked, actor=kind.reader(actor))
        for actor in who
    ]
    for other in found[1:]:
        among = frozenset(other)
        found[0] = type(found[0])("q", (id for id in found[0] if id in among))
    return found[0]
