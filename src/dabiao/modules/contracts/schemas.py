"""Wire shapes of contracts."""

from datetime import date
from typing import Annotated

from ninja import Field
from pydantic import AfterValidator

from dabiao.core.http.wire import (
    AmountMinor,
    Changes,
    CustomValues,
    Id,
    ListParams,
    Name,
    Ownership,
    Row,
    ShownFields,
    Strict,
    Undoable,
    text_of,
    unsent,
)
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.text import tidy
from dabiao.modules.contracts.enums import ContractStatus

Number = text_of(40)
Currency = text_of(3, least=3)
Note = Annotated[str, Field(max_length=4000), AfterValidator(tidy)]
Reason = text_of(200, least=1)


class ContractFilters(ListParams):
    status: list[ContractStatus] | None = Field(
        None, description="Any of these; repeat the parameter.", max_length=4
    )
    customer_id: Id | None = None
    opportunity_id: Id | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    currency: Currency | None = None  # type: ignore[valid-type]
    signed_from: date | None = None
    signed_to: date | None = Field(None, description="Included.")
    ends_from: date | None = None
    ends_to: date | None = Field(None, description="Included.")
    ids: list[Id] | None = Field(None, max_length=200)


class ContractOut(Row, Ownership, ShownFields):
    number: str
    title: str
    customer_id: int
    customer_name: str
    opportunity_id: int | None
    opportunity_name: str | None
    amount_minor: int
    currency: str
    received_minor: int = Field(description="Receipts less refunds; may exceed the amount.")
    status: ContractStatus
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None


class ContractDetail(ContractOut):
    remark: str
    cancel_reason: str
    actions: list[str]


class ContractHanded(ContractDetail, Undoable):
    """As it is now, in whose hands or stage it came."""


class ContractIn(Strict):
    title: Name = Field(examples=["云岚科技 CRM 一年期服务合同"])
    customer_id: Id
    opportunity_id: Id | None = None
    amount_minor: AmountMinor
    currency: Currency = DEFAULT_CURRENCY  # type: ignore[valid-type]
    starts_on: date | None = None
    ends_on: date | None = None
    number: Number = Field("", description="Empty: the next number by rule, HT-202603-0001.")  # type: ignore[valid-type]
    remark: Note = ""
    owner_id: Id | None = Field(None, description="Absent: yourself.")
    fields: CustomValues = Field(default_factory=dict)


class ContractChanges(Changes):
    """`null` clears a date or the opportunity; the others cannot be empty."""

    title: Name = None
    number: text_of(40, least=1) = None  # type: ignore[valid-type]
    customer_id: Id = None  # type: ignore[assignment]
    opportunity_id: Id | None = None
    amount_minor: AmountMinor = None  # type: ignore[assignment]
    currency: Currency = None  # type: ignore[valid-type]
    starts_on: date | None = None
    ends_on: date | None = None
    remark: Note = None  # type: ignore[assignment]


class ContractBulk(Changes):
    """What many contracts can have in common. `owner_id` gives them away."""

    starts_on: date | None = unsent()
    ends_on: date | None = unsent()
    remark: Note = unsent()
    owner_id: Id = unsent()


class SignatureIn(Strict):
    signed_on: date


class CancellationIn(Strict):
    reason: Reason = Field(examples=["客户预算取消"])  # type: ignore[valid-type]
