"""Reads of quotas. Each starts from what the actor may see."""

from typing import Any

from django.db.models import F, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import NotFound
from dabiao.core.scoping import covers, visible
from dabiao.modules.quotas.models import Declared, Kind, Terms

READ, DECLARE, MANAGE = "quota.read", "quota.declare", "quota.manage"
TERMS = 1

_KIND = (
    *("id", "code", "name", "sort", "metric_id", "place", "active", "built_in", "version"),
    *("metric_code", "metric_name"),
)


def visible_to(actor: Actor) -> QuerySet[Declared]:
    return visible(Declared.objects.all(), actor, READ)


def kinds(*, retired: bool = False, actor: Actor) -> dict[str, Any]:
    """What may be asked for, in order, and whether the actor may change it. Raises `access.forbidden`."""
    actor.require(READ)
    rows = Kind.objects.all() if retired else Kind.objects.filter(active=True)
    return {"items": _shown(rows), "actions": ["edit"] if keeps_kinds(actor) else []}


def kind(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    actor.require(READ)
    found = _shown(Kind.objects.filter(pk=id))
    if not found:
        raise NotFound("core.not_found", kind="quota_kind", id=id)
    return found[0]


def _shown(rows: QuerySet[Kind]) -> list[dict[str, Any]]:
    named = rows.annotate(metric_code=F("metric__code"), metric_name=F("metric__name"))
    return list(named.order_by("place", "pk").values(*_KIND))


def keeps_kinds(actor: Actor) -> bool:
    """Kinds and terms are the whole company's."""
    return actor.scope(MANAGE) is Scope.ALL


def terms() -> Terms:
    """The company's; as they come out of the box until somebody changes them."""
    return Terms.objects.filter(pk=TERMS).first() or Terms(pk=TERMS)


def terms_shown(*, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    found = terms()
    return {
        "ramp": found.ramp,
        "correct_days": found.correct_days,
        "version": found.version,
        "actions": ["edit"] if keeps_kinds(actor) else [],
    }


def may_declare(actor: Actor, user_id: int, unit_id: int | None) -> bool:
    """One's own, and those of whom one leads."""
    return covers(actor, DECLARE, id=0, owner_id=user_id, unit_id=unit_id)
