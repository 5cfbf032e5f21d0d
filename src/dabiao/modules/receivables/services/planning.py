"""When how much of a contract is due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, within
from dabiao.core.fields import checking
from dabiao.core.scoping import demand, fetch
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.receivables import events, queries, rules
from dabiao.modules.receivables.rules import Due
from dabiao.modules.receivables.services._ledger import Ledger, tell


@transaction.atomic
def plan(contract_id: int, *, items: Sequence[Due], actor: Actor, now: datetime) -> None:
    """Replace a contract's plan; money already received is laid out anew, oldest due first.

    The same plan again changes nothing. Raises `receivables.plan_differs` unless it sums exactly to the contract,
    `receivables.plan_too_long`, `receivables.contract_cancelled`, `core.not_found_here` for a line that is not of this
    plan, `fields.*`.
    """
    contract = fetch(contracts.visible_to(actor), contract_id, lock=True)
    demand(queries.with_contract_shares(actor), "receivable.plan", contract)
    rules.check_plannable(contract.status)
    wanted = rules.in_order(items)
    rules.check_plan(wanted, contract.amount_minor, contract.currency)
    _replace(contract, wanted, actor, now)


@transaction.atomic
def follow_amount(contract_id: int, *, actor: Actor, now: datetime) -> None:
    """Scale the plan of a contract whose amount was changed, so that both agree again. Keeps dates and proportions."""
    contract = fetch(contracts.visible_to(actor), contract_id, lock=True)
    _replace(contract, rules.rescaled(Ledger.of(contract).plan, contract.amount_minor), actor, now)


def _replace(contract: Any, wanted: Sequence[Due], actor: Actor, now: datetime) -> None:
    ledger = Ledger.of(contract)
    before = [replace(line, id=None) for line in ledger.plan]
    wanted = _with_fields(wanted, ledger.plan)
    ledger.replan(wanted, now)
    ledger.settle(now)
    if before == wanted:
        return
    fact = events.ReceivablePlanned(
        number=contract.number,
        title=contract.title,
        instalment_count=len(wanted),
        amount_minor=contract.amount_minor,
        currency=contract.currency,
        items=_listed(wanted),
        before=_listed(before),
    )
    tell(fact, contract, actor, now)


def _with_fields(wanted: Sequence[Due], plan: Sequence[Due]) -> list[Due]:
    """Each line with all that it will hold of custom fields, and no longer bound to one of the old plan."""
    known = {line.id: line for line in plan}
    found = []
    for place, due in enumerate(wanted):
        with within(f"items.{place}"):
            if due.id is not None and due.id not in known:
                raise Invalid("core.not_found_here", field="id", value=due.id)
            in_place = plan[place] if due.fields is None and place < len(plan) else None
            line = known[due.id] if due.id is not None else in_place
            fields = checking.for_part("instalment", due.fields, line.fields if line else None)
        found.append(replace(due, fields=fields, id=None))
    return found


def _listed(plan: Sequence[Due]) -> list[dict[str, Any]]:
    return [
        {
            "seq": seq,
            "name": due.name,
            "due_on": due.due_on.isoformat(),
            "amount_minor": due.amount_minor,
            **({"fields": due.fields} if due.fields else {}),
        }
        for seq, due in enumerate(plan, 1)
    ]
