"""What a node is about, as it was picked: its name, and the condition by which its records are found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.products import queries as products
from dabiao.modules.sales_events import queries as sales_events
from dabiao.modules.targets.enums import NodeKind
from dabiao.modules.targets.models import Metric
from dabiao.modules.targets.rules import narrowing

ASKED = {
    NodeKind.PRODUCT: "product_id",
    NodeKind.PROJECT: "opportunity_id",
    NodeKind.EVENT: "sales_event_id",
    NodeKind.CUSTOMER_GROUP: "customers",
}


@dataclass(frozen=True, slots=True)
class Found:
    name: str = ""
    where: dict[str, Any] = field(default_factory=dict)
    product_id: int | None = None


def found(kind: str, metric: Metric, picked: Mapping[str, Any], *, actor: Actor) -> Found:
    """`picked`: `product_id`, `opportunity_id`, `sales_event_id` or `customers` (`{by, values}`), by the kind of the node;
    without it nothing is found, and whoever asks says the rest. Raises `core.not_editable` for what is no matter of this kind,
    `core.not_found`, `targets.cannot_narrow`."""
    given = {name: value for name, value in picked.items() if value}
    asked = ASKED.get(NodeKind(kind))
    if other := next((name for name in given if name != asked), None):
        raise Invalid("core.not_editable", field=other, known=asked or "name, from_on")
    if asked is None or not given:
        return Found()
    value = given[asked]
    if kind == NodeKind.CUSTOMER_GROUP:
        return Found("、".join(value["values"]), _where(kind, metric, value["values"], term=value["by"]))
    return Found(
        _name(kind, value, actor), _where(kind, metric, [value]), value if kind == NodeKind.PRODUCT else None
    )


def picked_of(kind: str, where: Mapping[str, Any]) -> dict[str, Any]:
    """What was picked for a node that has this condition, as it is asked; empty where it was written by hand."""
    asked, read = ASKED.get(NodeKind(kind)), narrowing.terms(kind, where)
    if asked is None or read is None:
        return {}
    term, values = read
    if kind == NodeKind.CUSTOMER_GROUP:
        return {asked: {"by": term, "values": values}}
    return {asked: values[0]} if len(values) == 1 else {}


def _where(kind: str, metric: Metric, values: list[Any], *, term: str = "") -> dict[str, Any]:
    return narrowing.condition(kind, sources(metric), values, term=term)


def sources(metric: Metric) -> list[str]:
    """The records that it is counted from: of a derived one those of both."""
    if metric.over is None or metric.under is None:
        return [metric.source]
    return [metric.over.source, metric.under.source]


def _name(kind: str, id: int, actor: Actor) -> str:
    if kind == NodeKind.PRODUCT:
        return str(products.detail(id, actor=actor)["name"])
    if kind == NodeKind.PROJECT:
        return fetch(opportunities.visible_to(actor), id).name
    return fetch(sales_events.visible_to(actor), id).name
