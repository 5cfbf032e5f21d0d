"""The price list is kept by those who may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.products import events, rules
from dabiao.modules.products.models import Product

EDITABLE = frozenset({"code", "name", "unit", "price_minor", "currency", "tax_free", "active"})


@transaction.atomic
def create(
    *,
    code: str,
    name: str,
    unit: str = "",
    price_minor: int = 0,
    currency: str = "CNY",
    tax_free: bool = False,
    actor: Actor,
    now: datetime,
) -> Product:
    """Put a product on the price list. Raises `products.code_taken` (409), `core.required`, `money.*`."""
    actor.require("product.manage")
    code = rules.code_of(code)
    rules.check_facts({"code": code, "name": name, "price_minor": price_minor, "currency": currency})
    _refuse_taken(code)
    product = Product.objects.create(
        code=code,
        name=name.strip(),
        unit=unit.strip(),
        price_minor=price_minor,
        currency=currency,
        tax_free=tax_free,
        created_at=now,
        updated_at=now,
    )
    record(events.ProductCreated(code, product.name), product, actor=actor, now=now)
    return product


@transaction.atomic
def edit(
    product_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Product:
    """Change a product, retire it or bring it back; what was sold before keeps its price. Raises `edit.conflict`,
    `products.code_taken` (409), `core.required`, `money.*`."""
    actor.require("product.manage")
    product = fetch(Product.objects.all(), product_id, lock=True)
    wanted = {**changes, **({"code": rules.code_of(changes["code"])} if "code" in changes else {})}
    rules.check_facts(wanted)
    applied = merge_edit(product, wanted, base=base, version=version, editable=EDITABLE)
    if applied:
        if "code" in applied:
            _refuse_taken(product.code)
        product.updated_at = now
        product.save(update_fields=[*applied, "version", "updated_at"])
        record(
            events.ProductEdited(product.code, product.name, wired(applied)), product, actor=actor, now=now
        )
    return product


@transaction.atomic
def remove(product_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a product off the list that nothing uses. Raises `products.in_use` (409): such a one can be retired."""
    actor.require("product.manage")
    product = fetch(Product.objects.all(), product_id, lock=True)
    record(events.ProductRemoved(product.code, product.name), product, actor=actor, now=now)
    try:
        product.delete()
    except ProtectedError:
        raise Conflict("products.in_use", field="id", name=product.name) from None


def _refuse_taken(code: str) -> None:
    """Two who enter one code at once come one after the other."""
    hold_name(f"product {code}")
    if Product.objects.filter(code=code).exists():
        raise Conflict("products.code_taken", field="code", value=code)
