"""What a deal sells, line by line. Whoever may edit the deal may write them; its amount follows where it is their sum."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import Item, Opportunity
from dabiao.modules.opportunities.services import _summing
from dabiao.modules.opportunities.services._deal import to_edit
from dabiao.modules.products import queries as products

EDITABLE = frozenset({"name", "unit", "quantity_thousandths", "price_minor", "discount_hundredths"})


@transaction.atomic
def add_item(
    opportunity_id: int,
    *,
    product_id: int | None = None,
    name: str = "",
    unit: str = "",
    quantity_thousandths: int = 1_000,
    price_minor: int | None = None,
    discount_hundredths: int = 0,
    place: int | None = None,
    actor: Actor,
    now: datetime,
) -> Item:
    """Add a line, the last one unless a `place` (from 0) is named: a product, by its list's name, unit and price where
    no other is given, or a free text.

    Raises `core.not_found_here`, `products.retired`, `opportunities.price_needed` for a product priced in another
    currency, `opportunities.bad_quantity`, `opportunities.bad_discount`, `opportunities.too_many_items`, `money.*`.
    """
    opportunity = to_edit(opportunity_id, actor)
    facts = _of_product(
        product_id, opportunity, {"name": name, "unit": unit, "price_minor": price_minor}, actor
    )
    facts |= {"quantity_thousandths": quantity_thousandths, "discount_hundredths": discount_hundredths}
    rules.check_item(facts)
    item = Item(
        opportunity=opportunity,
        product_id=product_id,
        position=_make_room(opportunity, place),
        amount_minor=rules.line_amount(quantity_thousandths, facts["price_minor"], discount_hundredths),
        created_at=now,
        updated_at=now,
        **facts,
    )
    item.save(force_insert=True)
    changes = _summing.save(opportunity, now)
    fact = events.ItemAdded(
        name=opportunity.name,
        item=item.name,
        quantity=rules.quantity_text(quantity_thousandths, item.unit),
        price_minor=item.price_minor,
        line_minor=item.amount_minor,
        changes=wired(changes),
        currency=opportunity.currency,
    )
    record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)
    return item


@transaction.atomic
def edit_item(
    opportunity_id: int,
    *,
    item_id: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Item:
    """Change a line. Raises `edit.conflict` where somebody else changed the same of it meanwhile, and as `add_item`."""
    opportunity = to_edit(opportunity_id, actor)
    item = _item(opportunity, item_id)
    rules.check_item(changes)
    applied = merge_edit(item, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        item.amount_minor = rules.line_amount(
            item.quantity_thousandths, item.price_minor, item.discount_hundredths
        )
        item.updated_at = now
        item.save(update_fields=[*applied, "amount_minor", "version", "updated_at"])
        summed = _summing.save(opportunity, now)
        fact = events.ItemEdited(
            opportunity.name, item.name, wired({**applied, **summed}), opportunity.currency
        )
        record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)
    return item


@transaction.atomic
def remove_item(opportunity_id: int, *, item_id: int, actor: Actor, now: datetime) -> None:
    """Take a line out."""
    opportunity = to_edit(opportunity_id, actor)
    item = _item(opportunity, item_id)
    item.delete()
    summed = _summing.save(opportunity, now)
    fact = events.ItemRemoved(
        opportunity.name, item.name, item.amount_minor, wired(summed), opportunity.currency
    )
    record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)


@transaction.atomic
def order_items(opportunity_id: int, *, ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """Put the lines into this order. Raises `opportunities.other_items` (409) unless these are exactly its lines."""
    opportunity = to_edit(opportunity_id, actor)
    items = Item.objects.filter(opportunity=opportunity).in_bulk()
    if sorted(ids) != sorted(items):
        raise Conflict("opportunities.other_items", field="ids")
    moved = [item for place, id in enumerate(ids) if (item := items[id]).position != place]
    if not moved:
        return
    for place, id in enumerate(ids):
        items[id].position = place
    Item.objects.bulk_update(moved, ["position"])
    _summing.save(opportunity, now)
    fact = events.ItemsOrdered(opportunity.name)
    record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)


def _item(opportunity: Opportunity, item_id: int) -> Item:
    return fetch(Item.objects.filter(opportunity=opportunity), item_id)


def _of_product(
    product_id: int | None, opportunity: Opportunity, given: dict[str, Any], actor: Actor
) -> dict[str, Any]:
    """What the price list says of what was not given."""
    if product_id is None:
        return {**given, "price_minor": given["price_minor"] or 0}
    product = products.all_for(actor).filter(pk=product_id).first()
    if product is None:
        raise Invalid("core.not_found_here", field="product_id", value=product_id)
    if not product.active:
        raise Invalid("products.retired", field="product_id", name=product.name)
    if given["price_minor"] is None and product.currency != opportunity.currency:
        raise Invalid("opportunities.price_needed", field="price_minor", currency=opportunity.currency)
    price = product.price_minor if given["price_minor"] is None else given["price_minor"]
    return {
        "name": given["name"].strip() or product.name,
        "unit": given["unit"].strip() or product.unit,
        "price_minor": price,
    }


def _make_room(opportunity: Opportunity, place: int | None) -> int:
    """The position of a new line; those behind it move on by one."""
    items = Item.objects.filter(opportunity=opportunity)
    count = items.count()
    if count >= rules.MOST_ITEMS:
        raise Invalid("opportunities.too_many_items", field="id", limit=rules.MOST_ITEMS)
    last = items.aggregate(last=Max("position"))["last"]
    behind = 0 if last is None else last + 1
    if place is None or place >= count:
        return behind
    ordered = list(items.order_by("position", "pk"))
    for number, item in enumerate(ordered):
        item.position = number + (number >= place)
    Item.objects.bulk_update(ordered, ["position"])
    return place
