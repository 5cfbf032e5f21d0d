"""Wire shapes of the events themselves."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import (
    AmountMinor,
    Id,
    Line,
    Moment,
    Name,
    Ownership,
    Page,
    PageParams,
    Row,
    Strict,
    paragraphs,
    unsent,
)
from dabiao.modules.sales_events.enums import EventKind, EventPart, EventState

Pieces = Annotated[int, Field(ge=0, le=100_000)]
Capacity = Annotated[int, Field(ge=1, le=100_000)]
Days = Annotated[int, Field(ge=0, le=90)]
FewDays = Annotated[int, Field(ge=0, le=30)]
EventLanguage = Literal["", "zh-Hans", "zh-Hant", "en"]
Introduction = paragraphs(1000)


class EventOtherCurrency(Schema):
    currency: str = Field(examples=["USD"])
    signed_minor: int
    received_minor: int


class SalesEventFigures(Schema):
    """Counted now. `unanswered` are those who have said nothing yet; `people` are guests and whom they brought; amounts in
    minor units of yuan."""

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
    cost_minor: int
    spend_minor: int = Field(description="What its campaign has spent.")
    others: list[EventOtherCurrency] = Field(
        description="What is in no sum, since it is in another currency."
    )


class SalesEventHelper(Schema):
    user_id: int
    user_name: str
    part: EventPart
    goal_invited: int | None
    goal_attended: int | None


class SalesEventListed(Row, Ownership):
    name: str
    kind: EventKind
    state: EventState
    starts_at: datetime
    ends_at: datetime
    place: str
    introduction: str
    language: str
    capacity: int | None
    campaign_id: int | None
    campaign_name: str | None
    goal_invited: int | None
    goal_attended: int | None
    goal_deals: int | None
    goal_signed_minor: int | None
    goal_received_minor: int | None
    window_days: int = Field(description="So many days after it contracts and receipts of who came count.")
    remind_days: int
    reason: str
    ended_at: datetime | None
    figures: SalesEventFigures
    actions: list[str]


class SalesEventOut(SalesEventListed):
    team: list[SalesEventHelper]
    token: str = Field(description="`/d/{token}` is where guests sign themselves in.")


class SalesEventPage(Page[SalesEventListed]):
    pass


class SalesEventParams(PageParams):
    state: list[EventState] | None = Field(None, description="Any of these.", max_length=5)
    kind: EventKind | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    campaign_id: Id | None = None
    starts_from: Moment | None = None
    starts_before: Moment | None = None


class SalesEventIn(Strict):
    name: Name = Field(examples=["华东制造业数字化沙龙"])
    kind: EventKind = EventKind.SALON
    starts_at: Moment = Field(examples=["2026-12-05T06:00:00Z"])
    ends_at: Moment = Field(examples=["2026-12-05T09:00:00Z"])
    place: Line = ""
    introduction: Introduction = Field("", description="Guests read it on their page.")  # type: ignore[valid-type]
    language: EventLanguage = Field("", description="Of the guests' pages; empty: each browser's.")
    capacity: Capacity | None = Field(None, description="Nobody can accept beyond it.")
    campaign_id: Id | None = Field(None, description="Its spend is a cost, and its leads are the event's.")
    goal_invited: Pieces | None = None
    goal_attended: Pieces | None = None
    goal_deals: Pieces | None = None
    goal_signed_minor: AmountMinor | None = None
    goal_received_minor: AmountMinor | None = None
    window_days: Days = 7
    remind_days: FewDays = Field(
        2, description="So many days before, inviters are told who has not answered."
    )
    owner_id: Id | None = None


class SalesEventChanges(Strict):
    name: Name = unsent()
    kind: EventKind = unsent()
    starts_at: Moment = unsent()
    ends_at: Moment = unsent()
    place: Line = unsent()
    introduction: Introduction = unsent()  # type: ignore[valid-type]
    language: EventLanguage = unsent()
    capacity: Capacity | None = unsent()
    campaign_id: Id | None = unsent()
    goal_invited: Pieces | None = unsent()
    goal_attended: Pieces | None = unsent()
    goal_deals: Pieces | None = unsent()
    goal_signed_minor: AmountMinor | None = unsent()
    goal_received_minor: AmountMinor | None = unsent()
    window_days: Days = unsent()
    remind_days: FewDays = unsent()
    owner_id: Id = unsent()


class SalesEventMoveIn(Strict):
    to: EventState = Field(examples=["open"])
    reason: Line = Field("", description="Needed to cancel.")


class SalesEventTeamIn(Strict):
    part: EventPart = Field(EventPart.INVITER, examples=["inviter"])
    goal_invited: Pieces | None = None
    goal_attended: Pieces | None = None
