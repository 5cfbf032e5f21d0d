"""What was picked for a node, as a condition on the records of a metric."""

from collections.abc import Collection, Mapping
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.modules.targets.enums import NodeKind, Source

# where a record's customer, its deal and the event that brought it stand, from the record itself
CUSTOMER: Mapping[str, str] = {
    Source.CUSTOMER: "",
    **dict.fromkeys((Source.CONTRACT, Source.OPPORTUNITY, Source.LEAD, Source.ACTIVITY), "customer."),
    Source.RECEIPT: "contract.customer.",
}
DEAL: Mapping[str, str] = {
    Source.OPPORTUNITY: "",
    **dict.fromkeys((Source.CONTRACT, Source.LEAD), "opportunity."),
    Source.RECEIPT: "contract.opportunity.",
}
EVENT: Mapping[str, str] = dict.fromkeys((Source.CONTRACT, Source.OPPORTUNITY, Source.RECEIPT), "")
WAYS: Mapping[str, Mapping[str, str]] = {
    NodeKind.PRODUCT: DEAL,
    NodeKind.PROJECT: DEAL,
    NodeKind.CUSTOMER_GROUP: CUSTOMER,
    NodeKind.EVENT: EVENT,
}
TERMS = {NodeKind.PRODUCT: "products", NodeKind.PROJECT: "id", NodeKind.EVENT: "sales_events"}


def condition(kind: str, sources: Collection[str], values: list[Any], *, term: str = "") -> dict[str, Any]:
    """`term`: of a customer group, which fact of the customer is meant. `sources`: of the metric, or of the two that it
    divides. Raises `targets.cannot_narrow`."""
    ways = {WAYS[kind].get(source) for source in sources}
    way = ways.pop()
    if way is None or ways:
        raise Invalid("targets.cannot_narrow", field="parent_id")
    return {"field": f"{way}{term or TERMS[NodeKind(kind)]}", "op": "in", "value": values}
