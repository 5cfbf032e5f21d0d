"""Wire shapes of campaigns and of what they cost."""

from datetime import date, datetime

from ninja import Field, Schema

from dabiao.core.http.wire import AmountMinor, Changes, Id, Strict, text_of, unsent
from dabiao.modules.channels.enums import CampaignState
from dabiao.modules.leads.enums import LeadSource

Title = text_of(120, least=1)
Called = text_of(120)
Note = text_of(200)


class CampaignIn(Strict):
    name: Title = Field(examples=["信息流-3月"])  # type: ignore[valid-type]
    source: LeadSource = Field(examples=["advert"])
    unit_id: Id | None = Field(None, description="null: the whole company's.")
    starts_on: date | None = Field(None, examples=["2026-03-01"])
    ends_on: date | None = None
    state: CampaignState = CampaignState.RUNNING


class CampaignChanges(Changes):
    name: Title = unsent()  # type: ignore[valid-type]
    source: LeadSource = unsent()
    unit_id: Id | None = unsent()
    starts_on: date | None = unsent()
    ends_on: date | None = unsent()
    state: CampaignState = unsent()


class CampaignNameIn(Strict):
    name: Title = Field(examples=["信息流3月"])  # type: ignore[valid-type]


class CampaignOut(Schema):
    id: int
    name: str
    other_names: list[str] = Field(
        description="Names it had, or that leads know it by, as they are compared."
    )
    source: LeadSource
    unit_id: int | None
    unit_name: str | None
    starts_on: date | None
    ends_on: date | None
    state: CampaignState
    actions: list[str]
    version: int
    created_at: datetime
    updated_at: datetime


class CampaignList(Schema):
    items: list[CampaignOut]


class UnknownName(Schema):
    campaign: str
    source: LeadSource
    count: int
    last_at: datetime


class UnknownNames(Schema):
    items: list[UnknownName]


class SpendIn(Strict):
    campaign: Called = Field("", description="By any name it has or had.", examples=["信息流-3月"])  # type: ignore[valid-type]
    source: LeadSource | None = Field(None, description="Instead of a campaign: the source as a whole.")
    first_on: date = Field(examples=["2026-03-01"])
    last_on: date = Field(examples=["2026-03-31"])
    amount_minor: AmountMinor
    note: Note = ""  # type: ignore[valid-type]


class SpendBatch(Strict):
    items: list[SpendIn] = Field(min_length=1, max_length=1000)


class SpendParams(Schema):
    campaign_id: Id | None = None
    source: LeadSource | None = None
    whole: bool = Field(False, description="Only what was spent on a source as a whole.")
    first: date | None = Field(None, description="With `until`: what returns count on these days.")
    until: date | None = Field(None, description="The day after the last one.")


class SpendOut(Schema):
    id: int
    campaign_id: int | None
    campaign: str
    source: LeadSource
    first_on: date
    last_on: date
    amount_minor: int
    within_minor: int | None = Field(
        description="How much of it falls on the days asked for, where both are given."
    )
    note: str
    created_at: datetime


class SpendList(Schema):
    items: list[SpendOut]
