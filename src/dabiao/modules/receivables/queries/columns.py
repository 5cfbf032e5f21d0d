"""What the lists of instalments and receipts have in common: their contract."""

from typing import Any

from django.db.models import Q

from dabiao.core.lists.spec import Column
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.org import queries as org

OF_CONTRACT: dict[str, Column] = {
    "contract_id": Column("contract_id"),
    "contract_number": Column("contract__number"),
    "contract_title": Column("contract__title"),
    "contract_status": Column("contract__status"),
    "customer_id": Column("contract__customer_id"),
    "customer_name": Column("contract__customer__name"),
    "owner_id": Column("contract__owner_id"),
    "owner_name": Column("contract__owner__name"),
    "unit_id": Column("contract__unit_id"),
    "unit_name": Column("contract__unit__name"),
    "currency": Column("contract__currency"),
}
OF_CONTRACT_CHOICES = {"contract_status": "enums.contract.status"}
BY_CONTRACT = SearchIn("contract", path="contract_id", permission="receivable.read")


def condition(name: str, value: Any) -> Q:
    """One filter of either list as a WHERE, but for the state of an instalment, which depends on the day."""
    if name == "unit_id":
        return Q(contract__unit_id__in=org.units_below(value))
    lookups = {
        "customer_id": "contract__customer_id",
        "owner_id": "contract__owner_id",
        "currency": "contract__currency",
        "contract_status": "contract__status__in",
        "due_from": "due_on__gte",
        "due_to": "due_on__lte",
        "received_from": "received_on__gte",
        "received_to": "received_on__lte",
    }
    return Q(**{lookups.get(name, name): value})
