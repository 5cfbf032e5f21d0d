"""The price list. Who works with deals reads all of it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import ListSpec, Sort, plain, times
from dabiao.modules.products.models import Product

PRODUCTS = ListSpec(
    kind="product",
    columns={
        **plain("id", "code", "name", "unit", "price_minor", "currency", "tax_free", "active", "version"),
        **times("created_at", "updated_at"),
    },
    sorts={"code": Sort("code"), "name": Sort("name"), "created_at": Sort("created_at", by_time=True)},
    default_sort="code",
)


def all_for(actor: Actor) -> QuerySet[Product]:
    """Every product. Raises `access.forbidden`."""
    actor.require("product.read")
    return Product.objects.all()


def known(id: int) -> Product | None:
    """The product of that id, whoever asks: what is sold is no secret in the house."""
    return Product.objects.filter(pk=id).first()


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """A page of products: `text` is a part of code or name."""
    rows = all_for(actor)
    if text := filters.get("text"):
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    if "active" in filters:
        rows = rows.filter(active=filters["active"])
    return pages.page(rows, PRODUCTS, asked, actor=actor)


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    return pages.one(all_for(actor), PRODUCTS, id, actor=actor)


def names_of(ids: Collection[int]) -> dict[int, str]:
    """What products are called that stand in records the reader sees."""
    return dict(Product.objects.filter(pk__in=ids).values_list("pk", "name"))


def unknown(ids: Collection[int]) -> list[int]:
    """Those of these numbers that no product has."""
    there = set(Product.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return [id for id in ids if id not in there]


def names() -> list[tuple[int, str]]:
    """All of them, also those that are sold no longer."""
    return list(Product.objects.order_by("name", "pk").values_list("pk", "name"))
