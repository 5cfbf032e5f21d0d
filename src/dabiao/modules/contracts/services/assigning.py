"""Who has a contract: given, handed over."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.events.services import Entry, record_all
from dabiao.core.scoping import demand, fetch
from dabiao.modules.contracts import events, queries
from dabiao.modules.contracts.enums import ContractStatus
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.services import _shared
from dabiao.modules.org import queries as org


@transaction.atomic
def assign(contract_id: int, *, owner_id: int, actor: Actor, now: datetime) -> Contract:
    """Give a contract to a working person within reach; giving it to its owner again changes nothing."""
    contract = fetch(queries.visible_to(actor), contract_id, lock=True)
    demand(actor, "contract.assign", contract)
    holder = org.holder(owner_id)
    _shared.check_person(holder, actor)
    if contract.owner_id == holder.user_id:
        return contract
    entry = _hand_over(contract, holder, _names([contract.owner_id]))
    contract.save(update_fields=["owner", "unit", "version", "updated_at"])
    record_all([entry], actor=actor, now=now)
    return contract


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand over all of a person's live contracts; returns how many. Raises `org.not_working` for the successor."""
    holder = org.holder(to_user_id, field="successor_id")
    held = Contract.objects.filter(owner_id=from_user_id).exclude(status=ContractStatus.CANCELLED)
    contracts = list(held.order_by("pk").select_for_update(of=("self",)))
    names = _names([from_user_id])
    entries = [_hand_over(contract, holder, names, "handover") for contract in contracts]
    Contract.objects.filter(pk__in=[contract.pk for contract in contracts]).update(
        owner_id=holder.user_id, unit_id=holder.unit_id, version=F("version") + 1, updated_at=now
    )
    record_all(entries, actor=actor, now=now)
    return len(contracts)


def _hand_over(contract: Contract, holder: org.Holder, names: Mapping[int, str], reason: str = "") -> Entry:
    """Change the row (unsaved) and say so."""
    before = (contract.owner_id, contract.unit_id)
    fact = events.ContractAssigned(
        number=contract.number,
        title=contract.title,
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=contract.owner_id,
        from_owner_name=names.get(contract.owner_id or 0, ""),
        reason=reason,
    )
    contract.owner_id, contract.unit_id = holder.user_id, holder.unit_id
    contract.version += 1
    return Entry(fact, _shared.subjects_of(contract), [before])


def _names(user_ids: list[int | None]) -> dict[int, str]:
    return org.names_of([user_id for user_id in user_ids if user_id is not None])
