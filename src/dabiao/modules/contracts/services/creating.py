"""A contract begins as a draft."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.events.services import Entry, record_all
from dabiao.core.fields import checking
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.contracts import events
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.services import _shared
from dabiao.modules.org import queries as org


@transaction.atomic
def create(
    *,
    title: str,
    customer_id: int,
    opportunity_id: int | None = None,
    amount_minor: int,
    currency: str = DEFAULT_CURRENCY,
    starts_on: date | None = None,
    ends_on: date | None = None,
    number: str = "",
    remark: str = "",
    fields: Mapping[str, Any] | None = None,
    complete: bool = True,
    owner_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Contract:
    """A draft, numbered by rule unless a number is given; without `owner_id` it is the actor's own.

    Raises `core.not_found_here` for a customer or opportunity the actor may not see, `contracts.opportunity_elsewhere`,
    `contracts.number_taken`, `contracts.ends_before_start`, `contracts.person_out_of_reach`, `org.not_working`, `fields.*`.
    """
    actor.require("contract.create")
    contract = Contract(
        title=title,
        customer_id=customer_id,
        opportunity_id=opportunity_id,
        amount_minor=amount_minor,
        currency=currency,
        starts_on=starts_on,
        ends_on=ends_on,
        remark=remark,
        fields=checking.for_new("contract", fields or {}, complete=complete),
        created_at=now,
        updated_at=now,
    )
    holder = _first_holder(owner_id, actor)
    if holder is not None:
        contract.owner_id, contract.unit_id = holder.user_id, holder.unit_id
    _shared.check(contract)
    _shared.check_parties(contract, actor)
    contract.number = _shared.number_for(number, local_day(now))
    _shared.save_numbered(contract)
    record_all(_entries(contract, holder, actor), actor=actor, now=now)
    return contract


def _first_holder(owner_id: int | None, actor: Actor) -> org.Holder | None:
    """The actor unless another is named; nobody when the system or a program acts for no one."""
    if owner_id is None or owner_id == actor.user_id:
        if actor.user_id is None or actor.unit_id is None:
            return None
        return org.Holder(actor.user_id, actor.name, actor.unit_id)
    holder = org.holder(owner_id)
    _shared.check_person(holder, actor)
    return holder


def _entries(contract: Contract, holder: org.Holder | None, actor: Actor) -> list[Entry]:
    """Created, and given away if it is for somebody else."""
    concerned = _shared.subjects_of(contract)
    created = events.ContractCreated(
        contract.number, contract.title, contract.amount_minor, contract.currency
    )
    if holder is None or holder.user_id == actor.user_id:
        return [Entry(created, concerned)]
    given = events.ContractAssigned(
        number=contract.number,
        title=contract.title,
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=None,
        from_owner_name="",
    )
    return [Entry(created, concerned), Entry(given, concerned)]
