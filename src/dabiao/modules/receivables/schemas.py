"""Wire shapes of plans, receipts and refunds."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema

from dabiao.core.http.wire import (
    CustomValues,
    Id,
    ListParams,
    Ownership,
    Row,
    ShownFields,
    Strict,
    text_of,
)
from dabiao.modules.contracts.enums import ContractStatus
from dabiao.modules.receivables import rules
from dabiao.modules.receivables.enums import InstalmentState, PayMethod

Currency = text_of(3, least=3)
Positive = Annotated[
    int, Field(ge=1, le=10**15, description="Minor units: 1234.50 yuan is 123450.", examples=[123450])
]


class OfContract(Ownership):
    """Owner and unit are the contract's."""

    contract_id: int
    contract_number: str
    contract_title: str
    contract_status: ContractStatus
    customer_id: int
    customer_name: str
    currency: str


class InstalmentFilters(ListParams):
    contract_id: Id | None = None
    customer_id: Id | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    currency: Currency | None = None  # type: ignore[valid-type]
    contract_status: list[ContractStatus] | None = Field(None, description="Any of these.", max_length=4)
    state: InstalmentState | None = Field(None, description="As of today.")
    due_from: date | None = None
    due_to: date | None = Field(None, description="Included.")


class InstalmentOut(Row, OfContract, ShownFields):
    seq: int = Field(description="From 1, by due date.")
    name: str
    due_on: date
    amount_minor: int
    paid_minor: int
    state: InstalmentState


class InstalmentIn(Strict):
    due_on: date
    amount_minor: Positive
    name: text_of(120) = Field("", examples=["首付款"])  # type: ignore[valid-type]
    id: Id | None = Field(
        None,
        description="The line of the plan there is that goes on in this one: its custom fields stay with it.",
    )
    fields: CustomValues | None = Field(
        None,
        description="Custom fields by key; those not named stay, null takes one away. Absent, together with `id`: the "
        "line keeps what the one in its place holds.",
    )


class PlanIn(Strict):
    items: list[InstalmentIn] = Field(
        max_length=rules.LONGEST_PLAN, description="Sums exactly to the contract's amount."
    )


class ReceivablesOut(Schema):
    """In minor units of the contract's currency."""

    contract_id: int
    currency: str
    amount_minor: int
    planned_minor: int
    received_minor: int = Field(description="Receipts less refunds.")
    refunded_minor: int
    advance_minor: int = Field(description="Received, and on no instalment.")
    outstanding_minor: int
    overdue_minor: int
    overdue_count: int
    next_due_on: date | None = Field(description="The oldest instalment that is not paid in full.")
    actions: list[str]


class ReceiptFilters(ListParams):
    contract_id: Id | None = None
    customer_id: Id | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    currency: Currency | None = None  # type: ignore[valid-type]
    method: PayMethod | None = None
    received_from: date | None = None
    received_to: date | None = Field(None, description="Included.")


class ReceiptOut(Row, OfContract, ShownFields):
    received_on: date
    amount_minor: int
    refunded_minor: int
    allocated_minor: int
    advance_minor: int = Field(description="Kept, and on no instalment.")
    method: PayMethod
    remark: str
    recorded_by_id: int | None
    recorded_by_name: str | None


class AllocationOut(Schema):
    instalment_id: int | None = Field(description="Null: kept as advance.")
    seq: int | None
    name: str | None
    due_on: date | None
    amount_minor: int


class RefundOut(Schema):
    id: int
    amount_minor: int
    refunded_on: date
    reason: str
    recorded_by_id: int | None
    recorded_by_name: str | None


class ReceiptDetail(ReceiptOut):
    allocations: list[AllocationOut]
    refunds: list[RefundOut]
    actions: list[str]


class ReceiptIn(Strict):
    contract_id: Id
    received_on: date
    amount_minor: Positive
    method: PayMethod
    remark: text_of(400) = Field("", examples=["工行转账，尾号 8812"])  # type: ignore[valid-type]
    fields: CustomValues = Field(default_factory=dict)


class RefundIn(Strict):
    amount_minor: Positive
    refunded_on: date
    reason: text_of(200, least=1) = Field(examples=["退还多付款项"])  # type: ignore[valid-type]
