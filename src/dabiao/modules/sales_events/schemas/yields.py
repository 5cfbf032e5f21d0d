"""Wire shapes of the live board, of deals, costs and what an event yields."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from dabiao.core.http.wire import AmountMinor, Id, Line, Name, Strict, text_of
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.sales_events.enums import ArrivalWay, CostItem, DealKind, LinkedBy
from dabiao.modules.sales_events.schemas.events import EventOtherCurrency, SalesEventFigures

Currency = text_of(3)


class EventMinute(Schema):
    at: datetime
    count: int


class EventArrived(Schema):
    id: int
    name: str
    company: str
    walk_in: bool
    arrived_at: datetime
    arrived_way: ArrivalWay
    inviter_name: str | None


class EventInviter(Schema):
    """Null: nobody, as of walk-ins."""

    user_id: int | None
    user_name: str
    goal_invited: int | None
    goal_attended: int | None
    invited: int
    accepted: int
    declined: int
    unanswered: int
    attended: int
    people: int
    walk_ins: int
    opportunities: int
    deals: int
    signed_minor: int
    receipts: int
    received_minor: int
    others: list[EventOtherCurrency]


class EventBoardOut(Schema):
    expected: int = Field(description="Who said that they would come, and who came without saying so.")
    figures: SalesEventFigures
    minutes: list[EventMinute]
    latest: list[EventArrived]
    inviters: list[EventInviter]
    as_of: datetime


class EventYield(SalesEventFigures):
    paid_minor: int = Field(description="All items and what the campaign has spent.")
    per_invited_minor: int | None
    per_attended_minor: int | None
    per_deal_minor: int | None
    signed_return: int | None = Field(description="Signed for what was paid, in parts of a hundred.")
    received_return: int | None


class EventGoals(Schema):
    invited: int | None
    attended: int | None
    deals: int | None
    signed_minor: int | None
    received_minor: int | None


class EventCostOut(Schema):
    id: int
    item: CostItem
    amount_minor: int
    note: str
    by_name: str
    at: datetime


class EventEarlier(Schema):
    id: int
    name: str
    starts_at: datetime
    figures: EventYield


class EventYieldOut(Schema):
    now: EventYield
    frozen: dict[str, Any] | None = Field(description="The same as at close, with `at`.")
    goals: EventGoals
    inviters: list[EventInviter]
    costs: list[EventCostOut]
    earlier: list[EventEarlier] = Field(description="Closed events of the kind before it, five at most.")


class EventCostIn(Strict):
    item: CostItem = Field(examples=["place"])
    amount_minor: AmountMinor
    note: Line = ""


class EventDealIn(Strict):
    kind: DealKind = Field(examples=["contract"])
    ref_id: Id
    guest_id: Id | None = None
    reason: Line = Field("", description="Needed where it is another event's.")


class EventDealOut(Schema):
    id: int
    kind: DealKind
    ref_id: int | None = Field(description="Null where the caller does not see it.")
    title: str
    contract_id: int | None = Field(description="Of a receipt.")
    guest_id: int | None
    guest_name: str
    inviter_id: int | None
    inviter_name: str
    amount_minor: int
    currency: str
    counts: bool = Field(description="False: a contract that is not in force, a receipt that was refunded.")
    linked_by: LinkedBy
    reason: str
    by_name: str
    at: datetime


class EventDealList(Schema):
    items: list[EventDealOut]


class EventOpportunityIn(Strict):
    guest_id: Id
    name: Name = Field(examples=["现场签约意向"])
    amount_minor: AmountMinor
    currency: Currency = DEFAULT_CURRENCY  # type: ignore[valid-type]
    expected_win_on: date | None = None
    customer_name: Line = Field("", description="Of a lead that becomes a customer by it.")


class EventOpportunityOut(Schema):
    opportunity_id: int
