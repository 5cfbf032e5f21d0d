"""What was picked for a node, as a condition on the records of a metric."""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
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
BY = ("industry", "region", "source")  # what customers are grouped by
TERMS = {NodeKind.PRODUCT: "products", NodeKind.PROJECT: "id", NodeKind.EVENT: "sales_events"}


def condition(kind: str, sources: Collection[str], values: list[Any], *, term: str = "") -> dict[str, Any]:
    """`term`: of a customer group, which fact of the customer is meant. `sources`: of the metric, or of the two that it
    divides. Raises `targets.cannot_narrow`."""
    ways = {WAYS[kind].get(source) for source in sources}
    way = ways.pop()
    if way is None or ways:
        raise Invalid("targets.cannot_narrow", field="parent_id")
    return {"field": f"{way}{term or TERMS[NodeKind(kind)]}", "op": "in", "value": values}


def about(kind: str, where: Mapping[str, Any], name: str) -> str:
    """What a node is about, as a key that two nodes about the same share; empty for units, people and vacancies. Without a
    condition it is about what its name says."""
    if kind not in WAYS:
        return ""
    value = where.get("value")
    said = {**where, "value": sorted(value, key=str)} if isinstance(value, list) else dict(where)
    text = json.dumps(said or name.strip().casefold(), sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def terms(kind: str, where: Mapping[str, Any]) -> tuple[str, list[Any]] | None:
    """What `condition` was made of, `(term, values)`; none of any other condition."""
    field, value = where.get("field"), where.get("value")
    if kind not in WAYS or where.get("op") != "in" or not isinstance(value, list) or not value:
        return None
    term = str(field).rpartition(".")[2]
    meant = (TERMS[NodeKind(kind)],) if kind in TERMS else BY
    return (term, value) if term in meant else None


def shared(kind: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Any]:
    """The values that two conditions on the same thing both name: records of these would count twice."""
    first, second = terms(kind, one), terms(kind, other)
    if first is None or second is None or first[0] != second[0]:
        return []
    return [value for value in first[1] if value in second[1]]
