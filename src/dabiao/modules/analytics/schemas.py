"""Wire shapes of figures. Every number has a `link`: a list with filters that opens exactly its records."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id
from dabiao.modules.analytics.enums import OutcomeKey, PeriodKind, Unit

Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2200, 1, 1))]
BasisPoints = Annotated[int, Field(description="Basis points: 3333 is 33.33 %.")]


class LinkOut(Schema):
    """`path` is the screen and, under /api/v1, the list; `params` are filters of both. A list repeats its parameter."""

    path: str = Field(examples=["/leads"])
    params: dict[str, Any] = Field(examples=[{"owner_id": 5, "received_from": "2026-10-31T16:00:00Z"}])


class Linked(Schema):
    value: int
    link: LinkOut | None


class FigureOut(Schema):
    key: str = Field(examples=["leads_received"])
    unit: Unit
    value: int | None = Field(description="Null: the share of nothing.")
    link: LinkOut | None
    previous: Linked | None = Field(description="The same stretch of last month.")
    part: Linked | None = Field(description="Of a share: what was counted …")
    whole: Linked | None = Field(description="… and among what.")


class Days(Schema):
    first: date
    last: date


class Dashboard(Schema):
    as_of: datetime
    currency: str
    period: Days
    previous: Days
    figures: list[FigureOut]


class FigureColumn(Schema):
    key: str
    unit: Unit


class PersonOut(Schema):
    owner_id: int | None = Field(description="Null: records that lie with nobody.")
    owner_name: str | None
    figures: list[FigureOut]


class TeamBoard(Dashboard):
    columns: list[FigureColumn]
    people: list[PersonOut] = Field(description="At most 200, the strongest first.")
    people_count: int


class LeadStep(Schema):
    key: str
    count: int
    conversion: BasisPoints | None
    link: LinkOut


class LeadFunnel(Schema):
    steps: list[LeadStep]


class StageStanding(Schema):
    stage_id: int
    code: str
    name: str
    percent: int
    count: int
    link: LinkOut
    amount_minor: int = Field(description="In the company's currency.")
    weighted_minor: int
    amount_link: LinkOut


class DealStep(Schema):
    stage_id: int
    code: str
    name: str
    kind: str
    count: int
    conversion: BasisPoints | None
    link: LinkOut
    median_days: float | None = Field(description="In this stage, of those that left it.")
    stays: int
    stays_link: LinkOut


class DealEnd(Schema):
    count: int
    link: LinkOut
    amount_minor: int
    amount_link: LinkOut


class DealFunnel(Schema):
    pipeline_id: int
    pipeline_name: str
    stages: list[StageStanding] = Field(
        description="What stands in each open stage now, whatever the period."
    )
    steps: list[DealStep] = Field(description="Of the deals opened in the period: how far they ever came.")
    won: DealEnd = Field(description="Closed in the period.")
    lost: DealEnd
    win_rate: BasisPoints | None


class Funnel(Schema):
    as_of: datetime
    currency: str
    period: Days
    leads: LeadFunnel | None
    opportunities: DealFunnel | None


class FunnelParams(Schema):
    from_: Day | None = Field(None, alias="from")
    to: Day | None = Field(None, description="Not included.")
    period: PeriodKind = Field(
        PeriodKind.MONTH, description="Fills an open end with this period around today."
    )
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    pipeline_id: Id | None = None


class OutcomeParams(Schema):
    by: OutcomeKey = OutcomeKey.MONTH
    from_: Day | None = Field(None, alias="from")
    to: Day | None = Field(None, description="Not included.")
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")


class OutcomeRow(Schema):
    key: str = Field(description="A month `2026-03`, or a source.")
    total: int
    by_status: dict[str, int] = Field(description="Add `status` to the link to open one of them.")
    link: LinkOut


class Outcomes(Schema):
    as_of: datetime
    by: OutcomeKey
    rows: list[OutcomeRow]


class TeamParams(Schema):
    unit_id: Id | None = Field(None, description="This unit and all below.")
