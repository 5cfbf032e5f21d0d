"""Facts about a contract change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict
from dabiao.core.fields import checking
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import demand, fetch
from dabiao.core.text import squash
from dabiao.modules.contracts import events, queries, rules
from dabiao.modules.contracts.enums import IN_FORCE, ContractStatus
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.services import _shared

EDITABLE = frozenset(
    {
        *("title", "number", "customer_id", "opportunity_id", "amount_minor", "currency"),
        *("starts_on", "ends_on", "remark"),
    }
)


@transaction.atomic
def edit(
    contract_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Contract:
    """Change a contract; once it is signed its amount, currency and customer stay.

    A signed contract that is linked to an opportunity wins it. Raises `edit.conflict`, `contracts.fixed_once_signed`,
    `contracts.is_cancelled`, and as `create`.
    """
    contract = fetch(queries.visible_to(actor), contract_id, lock=True)
    demand(actor, "contract.edit", contract)
    rules.check_live(contract.status)
    custom = checking.for_edit("contract", changes, contract.fields)
    wanted = {**custom, **({"number": squash(changes["number"])} if "number" in changes else {})}
    editable = checking.editable(EDITABLE, wanted)
    applied = merge_edit(contract, wanted, base=base, version=version, editable=editable)
    if not applied:
        return contract
    rules.check_unsigned(contract.status, applied)
    _shared.check(contract)
    linked = _check_links(contract, applied, actor)
    if "number" in applied:
        contract.number = _shared.number_for(contract.number, local_day(now))
    contract.updated_at = now
    _shared.save_numbered(contract)
    fact = events.ContractEdited(contract.number, contract.title, wired(applied), currency=contract.currency)
    _shared.tell(fact, contract, actor, now)
    if linked and contract.status in IN_FORCE:
        _shared.win(contract, actor, now)
    return contract


def _check_links(contract: Contract, applied: Mapping[str, tuple[Any, Any]], actor: Actor) -> bool:
    """Whether an opportunity was newly linked. Once signed, a link may be added but not moved."""
    if not applied.keys() & {"customer_id", "opportunity_id"}:
        return False
    before, after = applied.get("opportunity_id", (None, None))
    if before is not None and contract.status != ContractStatus.DRAFT:
        raise Conflict("contracts.fixed_once_signed", field="opportunity_id")
    _shared.check_parties(contract, actor)
    return after is not None
