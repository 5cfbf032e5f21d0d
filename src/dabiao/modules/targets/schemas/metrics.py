"""Wire shapes of metrics and of attribution."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import TextChoices
from ninja import Field, Schema

from dabiao.core.http.wire import Changes, Id, Name, Strict, text_of, unsent
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.targets.enums import (
    Aim,
    CreditKind,
    Grain,
    LedgerWhat,
    Measured,
    ReceiptsFollow,
    SetBy,
    Source,
)

Tax = Annotated[
    int,
    Field(
        ge=0,
        le=10_000,
        description="Amounts are with so much tax, in hundredths of a percent, which is taken out; 0 counts them as they are.",
        examples=[1300],
    ),
]
Bp = Annotated[int, Field(ge=1, le=10_000, description="Hundredths of a percent.", examples=[6000])]
Why = text_of(500, least=1)
Where = Annotated[
    dict[str, Any],
    Field(
        description="A condition over the words of `/vocabularies/{source}`; empty for all.",
        examples=[{"field": "amount_minor", "op": "gte", "value": 10000000}],
    ),
]


class TargetMetricIn(Strict):
    name: Name = Field(examples=["大单签约额"])
    source: Source
    measured: Measured = Measured.COUNT
    measure: str = Field(
        "", max_length=40, description="The amount, where it is money.", examples=["amount_minor"]
    )
    day_field: str = Field(
        "",
        max_length=40,
        description="Contracts: `signed_on`; receipts: `received_on`; opportunities: `closed_at` (the day won), "
        "`created_at` or `decided_at` (the day won or lost); derived: none; activities: `occurred_at`; "
        "customers and leads: `created_at`; leads also by `first_contact_at`, the day they were first reached.",
        examples=["signed_on"],
    )
    where: Where = Field(default_factory=dict)
    currency: str = Field(DEFAULT_CURRENCY, max_length=3)
    aim: Aim = Aim.AT_LEAST
    tax_bp: Tax = 0
    over_id: Id | None = Field(None, description="Of a derived one: the metric that is divided …")
    under_id: Id | None = Field(None, description="… by this; what it is measured in follows from the two.")


class TargetMetricChanges(Changes):
    name: Name = unsent()
    where: Where = unsent()
    aim: Aim = unsent()
    tax_bp: Tax = unsent()
    active: bool = unsent()


class TargetMetricsParams(Schema):
    retired: bool = Field(False, description="Also those that are no longer in use.")


class TargetCreditPolicyOut(Schema):
    receipts: ReceiptsFollow
    version: int


class TargetCreditPolicyChanges(Changes):
    receipts: ReceiptsFollow = unsent()


class TargetMonthOut(Schema):
    id: int
    month: date = Field(description="Its first day.")
    reason: str
    closed_at: datetime
    closed_by_name: str


class TargetMonthList(Schema):
    items: list[TargetMonthOut]
    actions: list[str]


class TargetMonthIn(Strict):
    month: date = Field(description="Any day of it.", examples=["2026-10-01"])
    reason: Why = Field(examples=["10 月提成已核对并发放"])  # type: ignore[valid-type]


class TargetMonthReopening(Strict):
    reason: Why = Field(examples=["漏录一份合同，需要重新核对"])  # type: ignore[valid-type]


class TargetShareOut(Schema):
    user_id: int | None
    user_name: str
    unit_id: int | None
    unit_name: str = Field(description="Where they stood then.")
    bp: int
    set_by: SetBy
    reason: str
    set_at: datetime


class TargetEntryOut(Schema):
    id: int
    source_kind: CreditKind
    source_id: int
    title: str | None = Field(description="Null for a record that the caller does not see.")
    contract_id: int | None = Field(description="The contract of a receipt.")
    what: LedgerWhat
    day: date = Field(
        description="The day it counts on: later than `for_day` only where that month was closed."
    )
    for_day: date
    amount: int = Field(description="As the metric counts it: minor units (net where it is net), or pieces.")
    bp: int | None = Field(
        description="The person's share of the record as it stands now; null for who has none any more."
    )
    pieces: int
    currency: str
    user_id: int | None
    user_name: str
    unit_id: int | None
    unit_name: str
    booked_at: datetime


class TargetCreditsOut(Schema):
    shares: list[TargetShareOut]
    entries: list[TargetEntryOut]
    actions: list[str]


class TargetShareIn(Strict):
    user_id: Id
    bp: Bp


class TargetSharesIn(Strict):
    shares: list[TargetShareIn] = Field(min_length=1, max_length=20, description="10,000 together.")
    reason: Why = Field(examples=["两人一起谈下来的"])  # type: ignore[valid-type]


class TargetPartOf(TextChoices):
    OVER = "over"
    UNDER = "under"


class TargetRecordsParams(Schema):
    grain: Grain = Grain.MONTH
    starts_on: date = Field(description="The first day of the period.", examples=["2026-03-01"])
    of: TargetPartOf | None = Field(None, description="Of a ratio: the records of one of its two metrics.")
    before: Id | None = Field(None, description="`next` of the page before.")


class MetricRecordsParams(Schema):
    user_id: Id | None = Field(None, description="Whose figure; or")
    unit_id: Id | None = Field(None, description="the unit's, with everything below it.")
    since: date = Field(examples=["2026-03-02"])
    until: date = Field(description="Not before `since`; both days count.", examples=["2026-03-08"])
    before: Id | None = Field(None, description="`next` of the page before.")


class TargetRecordsPartOut(Schema):
    of: TargetPartOf
    code: str
    name: str


class TargetRecordsOut(Schema):
    """What a figure is made of: `entries` where the ledger of attribution says it, else the condition `where` of the list of
    `source`; of a ratio its two `parts`, each asked for by `of`."""

    attained: int | None = Field(description="Null where a ratio has nothing under the line.")
    as_of: datetime
    uncounted: int = Field(
        description="How many records in other currencies are in no sum of the tree in this period."
    )
    source: Source
    measured: Measured
    currency: str
    where: dict[str, Any] | None
    entries: list[TargetEntryOut]
    next: int | None
    parts: list[TargetRecordsPartOut]
