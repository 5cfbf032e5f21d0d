"""What makes sense of a product, without a database."""

from collections.abc import Mapping
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.core.money import check_amount, check_currency
from dabiao.core.text import squash


def code_of(text: str) -> str:
    """A product's code in its one spelling: 「 crm-01」 and 「CRM-01」 are one."""
    return "".join(squash(text).upper().split())


def check_facts(values: Mapping[str, Any]) -> None:
    """Raises `core.required`, `money.not_positive`, `money.too_large`, `money.unknown_currency`."""
    for name in ("code", "name"):
        if name in values and not (values[name] or "").strip():
            raise Invalid("core.required", field=name)
    if "price_minor" in values:
        check_amount(values["price_minor"], field="price_minor")
    if "currency" in values:
        check_currency(values["currency"])
