"""Receipts: the list, and one with where its money lies."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import reaches
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.receivables.models import Allocation, Receipt, Refund
from dabiao.modules.receivables.queries.columns import (
    BY_CONTRACT,
    OF_CONTRACT,
    OF_CONTRACT_CHOICES,
    condition,
)
from dabiao.modules.receivables.queries.reach import (
    of_exportable_contracts,
    receipts_visible_to,
    with_contract_shares,
)

RECEIPTS = ListSpec(
    kind="receipt",
    vocabulary="receipt",
    fields=True,
    rights="receivable",
    holder="contract_id",
    columns={
        **plain("id"),
        **OF_CONTRACT,
        **plain("received_on", "amount_minor", "refunded_minor", "allocated_minor", "advance_minor"),
        **plain("method", "remark"),
        "recorded_by_id": Column("recorded_by_id"),
        "recorded_by_name": Column("recorded_by__name"),
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={
        "received_on": Sort("received_on"),
        "created_at": Sort("created_at"),
        "amount_minor": Sort("amount_minor"),
    },
    default_sort="-received_on",
    search=BY_CONTRACT,
)

# column → where the words of its values stand in the catalogue
RECEIPT_CHOICES = {**OF_CONTRACT_CHOICES, "method": "enums.receipt.method"}


def receipts(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require("receivable.read")
    return pages.page(_chosen(filters, actor=actor), RECEIPTS, asked, actor=with_contract_shares(actor))


def _chosen(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Receipt]:
    return receipts_visible_to(actor).filter(*(condition(*item) for item in filters.items()))


def exportable_receipts(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Receipt]:
    """Those that a list shows under these filters and the actor may also export."""
    return of_exportable_contracts(_chosen(filters, actor=actor), actor)


def receipt(id: int, *, actor: Actor) -> dict[str, Any]:
    """One receipt with where its money lies, what went back, and what this actor may do."""
    row = pages.one(receipts_visible_to(actor), RECEIPTS, id, actor=actor)
    row["allocations"] = _allocations(id)
    row["refunds"] = _refunds(id)
    row["actions"] = _receipt_actions(row, actor)
    return row


def _allocations(receipt_id: int) -> list[dict[str, Any]]:
    """By instalment, the advance last."""
    names = ("instalment_id", "seq", "name", "due_on", "amount_minor")
    paths = ("instalment_id", "instalment__seq", "instalment__name", "instalment__due_on", "amount_minor")
    found = Allocation.objects.filter(receipt_id=receipt_id)
    rows = found.order_by(F("instalment__seq").asc(nulls_last=True)).values_list(*paths)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _refunds(receipt_id: int) -> list[dict[str, Any]]:
    found = Refund.objects.filter(receipt_id=receipt_id).order_by("id")
    names = ("id", "amount_minor", "refunded_on", "reason", "recorded_by_id", "recorded_by_name")
    rows = found.values_list(
        "id", "amount_minor", "refunded_on", "reason", "recorded_by_id", "recorded_by__name"
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def _receipt_actions(row: Mapping[str, Any], actor: Actor) -> list[str]:
    contract = contracts.visible_to(actor).filter(pk=row["contract_id"]).first()
    left = row["amount_minor"] - row["refunded_minor"]
    may = contract is not None and reaches(with_contract_shares(actor), "receivable.refund", contract)
    return ["refund"] if left and may else []
