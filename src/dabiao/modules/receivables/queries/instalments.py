"""Plans, line by line, as of a day."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from dabiao.core.actor import Actor
from dabiao.core.exporting.kinds import ExportKind
from dabiao.core.fields import definitions
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.modules.contracts.enums import ContractStatus
from dabiao.modules.receivables import rules
from dabiao.modules.receivables.enums import InstalmentState
from dabiao.modules.receivables.models import Instalment
from dabiao.modules.receivables.queries.columns import (
    BY_CONTRACT,
    OF_CONTRACT,
    OF_CONTRACT_CHOICES,
    condition,
)
from dabiao.modules.receivables.queries.reach import (
    instalments_visible_to,
    of_exportable_contracts,
    with_contract_shares,
)

UNPAID = Q(allocated_minor__lt=F("amount_minor"))


def overdue(today: date) -> Q:
    """Due before today, not paid in full, of a signed contract."""
    return UNPAID & Q(due_on__lt=today, contract__status=ContractStatus.SIGNED)


def in_state(state: str, today: date) -> Q:
    if state == InstalmentState.PAID:
        return ~UNPAID
    if state == InstalmentState.OVERDUE:
        return overdue(today)
    return UNPAID & (Q(due_on__gte=today) | ~Q(contract__status=ContractStatus.SIGNED))


def instalment_condition(name: str, value: Any, *, today: date) -> Q:
    """One filter of the instalments' list as a WHERE."""
    return in_state(value, today) if name == "state" else condition(name, value)


@lru_cache(maxsize=4)
def instalments_spec(today: date) -> ListSpec:
    state = Case(
        When(~UNPAID, then=Value(InstalmentState.PAID.value)),
        When(overdue(today), then=Value(InstalmentState.OVERDUE.value)),
        default=Value(InstalmentState.OPEN.value),
    )
    return ListSpec(
        kind="instalment",
        vocabulary="instalment",
        fields=True,
        rights="receivable",
        holder="contract_id",
        columns={
            **plain("id"),
            **OF_CONTRACT,
            **plain("seq", "name", "due_on", "amount_minor"),
            "paid_minor": Column("allocated_minor"),
            "state": Column(state),
            **plain("version"),
            **times("created_at", "updated_at"),
        },
        sorts={"due_on": Sort("due_on"), "amount_minor": Sort("amount_minor")},
        default_sort="due_on",
        search=BY_CONTRACT,
    )


def instalments(
    *, asked: PageRequest, filters: Mapping[str, Any], today: date, actor: Actor
) -> dict[str, Any]:
    actor.require("receivable.read")
    chosen = _chosen(filters, today=today, actor=actor)
    return pages.page(chosen, instalments_spec(today), asked, actor=with_contract_shares(actor))


def _chosen(filters: Mapping[str, Any], *, today: date, actor: Actor) -> QuerySet[Instalment]:
    return instalments_visible_to(actor).filter(
        *(instalment_condition(name, value, today=today) for name, value in filters.items())
    )


def instalment_export(today: date) -> ExportKind:
    """What was overdue when it was asked for is overdue in the file."""

    def exportable(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Instalment]:
        return of_exportable_contracts(_chosen(filters, today=today, actor=actor), actor)

    return ExportKind(
        instalments_spec(today),
        exportable,
        choices={**OF_CONTRACT_CHOICES, "state": "enums.instalment.state"},
        reader=with_contract_shares,
        as_of=instalment_export,
    )


def plan_of(contract_id: int, *, today: date, actor: Actor) -> dict[str, Any]:
    """The whole plan of one contract, as a page that is never continued."""
    asked = PageRequest(limit=rules.LONGEST_PLAN, fields=tuple(definitions.of("instalment")))
    return instalments(asked=asked, filters={"contract_id": contract_id}, today=today, actor=actor)
