"""A contract's money at a glance."""

from datetime import date
from typing import Any

from django.db.models import Count, Min, Sum

from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch, reaches, visible
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.contracts.enums import IN_FORCE, ContractStatus
from dabiao.modules.receivables.models import Instalment, Receipt
from dabiao.modules.receivables.queries.figures import LEFT, total
from dabiao.modules.receivables.queries.instalments import UNPAID, overdue
from dabiao.modules.receivables.queries.reach import with_contract_shares


def summary(contract_id: int, *, today: date, actor: Actor) -> dict[str, Any]:
    """All in minor units of the contract's currency. Raises `core.not_found`."""
    actor.require("receivable.read")
    reader = with_contract_shares(actor)
    contract = fetch(visible(contracts.visible_to(actor), reader, "receivable.read"), contract_id)
    plan = Instalment.objects.filter(contract_id=contract_id).aggregate(
        planned=Sum("amount_minor"),
        overdue=Sum(LEFT, filter=overdue(today)),
        overdue_count=Count("id", filter=overdue(today)),
        next_due_on=Min("due_on", filter=UNPAID),
    )
    money = Receipt.objects.filter(contract_id=contract_id).aggregate(
        refunded=Sum("refunded_minor"), advance=Sum("advance_minor")
    )
    cancelled = contract.status == ContractStatus.CANCELLED
    return {
        "contract_id": contract_id,
        "currency": contract.currency,
        "amount_minor": contract.amount_minor,
        "planned_minor": total(plan["planned"]),
        "received_minor": contract.received_minor,
        "refunded_minor": total(money["refunded"]),
        "advance_minor": total(money["advance"]),
        "outstanding_minor": 0 if cancelled else max(contract.amount_minor - contract.received_minor, 0),
        "overdue_minor": total(plan["overdue"]),
        "overdue_count": plan["overdue_count"],
        "next_due_on": None if cancelled else plan["next_due_on"],
        "actions": _actions(contract, reader),
    }


def _actions(contract: Any, reader: Actor) -> list[str]:
    accepted = {"plan": contract.status != ContractStatus.CANCELLED, "record": contract.status in IN_FORCE}
    return [verb for verb, now in accepted.items() if now and reaches(reader, f"receivable.{verb}", contract)]
