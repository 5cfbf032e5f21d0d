"""What deals sell, as a condition asks it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from dabiao.core.conditions.terms import Choice
from dabiao.modules.opportunities.models import Item
from dabiao.modules.products import queries as products


def products_in_words(_: str) -> Sequence[Choice]:
    return products.names()


class Sold:
    """The products of the price list that stand in a deal's lines."""

    def where(self, passes: Callable[[Any], bool], now: datetime) -> Q:  # noqa: ARG002 as all that is reckoned
        meant = [id for id, _ in products.names() if passes([id])]
        return Q(pk__in=Item.objects.filter(product_id__in=meant).values("opportunity_id"))

    def reader(self, now: datetime) -> Callable[[Any], list[int]]:  # noqa: ARG002
        def read(deal: Any) -> list[int]:
            found = Item.objects.filter(opportunity_id=deal.pk, product__isnull=False)
            return sorted(set(found.values_list("product_id", flat=True)))

        return read
