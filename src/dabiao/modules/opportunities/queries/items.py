"""The lines of one deal."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities.models import Item
from dabiao.modules.opportunities.queries.records import visible_to

NAMES = (
    *("id", "product_id", "name", "unit", "quantity_thousandths", "price_minor", "discount_hundredths"),
    *("amount_minor", "version"),
)


def items(opportunity_id: int, *, actor: Actor) -> dict[str, Any]:
    """Its lines in their order, and what they sum to, whether the amount follows them or not."""
    deal = fetch(visible_to(actor), opportunity_id)
    lines = Item.objects.filter(opportunity_id=opportunity_id).order_by("position", "pk")
    rows = list(lines.values(*NAMES, "product__code"))
    for row in rows:
        row["product_code"] = row.pop("product__code")
    return {
        "items": rows,
        "total_minor": sum(row["amount_minor"] for row in rows),
        "currency": deal.currency,
        "amount_from_items": deal.amount_from_items,
    }
