"""Items of plans as a list: the records behind the figures of plans."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, ListSpec, Sort, plain, times
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import PlanItem
from dabiao.modules.plans.queries.reach import READ, items_for

ITEMS = ListSpec(
    kind="plan_item",
    rights="plan",
    holder="plan_id",
    columns={
        **plain("id", "plan_id", "title", "expected", "grain", "starts_on", "ends_on", "day", "state"),
        **plain("outcome", "reason", "reason_note", "carries"),
        **OWNERSHIP,
        **plain("version"),
        **times("settled_at", "created_at", "updated_at"),
    },
    sorts={"starts_on": Sort("starts_on"), "created_at": Sort("created_at")},
    default_sort="-starts_on",
)


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    return pages.page(chosen(filters, actor=actor), ITEMS, asked, actor=actor)


def chosen(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[PlanItem]:
    """Those of plans that lie within `since` and `until` as a whole. What was carried over within them is shown once, where
    it went: so there are as many as the figures `plan.*` say."""
    rows = items_for(actor).filter(*(_condition(*one) for one in filters.items()))
    since, until = filters.get("since"), filters.get("until")
    if since is None or until is None:
        return rows
    onwards = PlanItem.objects.filter(
        carried_from__state=PlanItemState.CARRIED,
        carried_from__starts_on__gte=since,
        ends_on__gte=since,
        ends_on__lte=until,
    )
    return rows.exclude(pk__in=onwards.values("carried_from_id"))


def _condition(name: str, value: Any) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    return Q(**{{"since": "starts_on__gte", "until": "ends_on__lte"}.get(name, name): value})
