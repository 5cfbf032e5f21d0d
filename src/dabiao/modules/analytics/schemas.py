"""Wire shapes of figures. Every number has a `link`: a list with filters that opens exactly its records."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id
from dabiao.modules.analytics.enums import FunnelBy, OutcomeKey, PeriodKind, Unit

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
    count: int = Field(description="Ever came at least this far.")
    link: LinkOut
    previous: int | None = Field(description="The same of the period before, where `compare` was asked for.")
    conversion: BasisPoints | None = Field(description="Of those that came to the step before.")
    amount_minor: int = Field(description="What they come to, in the company's currency.")
    amount_link: LinkOut
    stays: int = Field(description="How often it was stayed in here, and left.")
    stays_link: LinkOut
    mean_days: float | None = Field(description="Of these stays.", examples=[4.3])
    half_within_days: int | None = Field(
        description="Half of the stays ended within so many days (a bound from 1 to 365); null: of none, or longer.",
        examples=[4],
    )
    most_within_days: int | None = Field(description="Nine in ten ended within so many days.", examples=[14])


class DealEnd(Schema):
    count: int
    link: LinkOut
    previous: int | None
    amount_minor: int
    amount_link: LinkOut


class LossReason(Schema):
    reason: str = Field(examples=["价格"])
    count: int
    link: LinkOut
    amount_minor: int


class DealRow(Schema):
    key: str = Field(
        description="Id of a person or unit, 0 for none; a source; or a month `2026-03`.", examples=["5"]
    )
    name: str | None = Field(description="Of a person or a unit.", examples=["王芳"])
    opened: LinkOut = Field(
        description="Its deals opened in the period. Add `reached_stage_id` for those of one step."
    )
    closed: LinkOut = Field(
        description="Closed in the period. Add `stage_kind`, and `currency` for what amounts sum over."
    )
    steps: list[int] = Field(description="As many as `steps`, in their order.", examples=[[9, 7, 5, 4, 2, 2]])
    amounts_minor: list[int]
    won: int
    won_minor: int
    lost: int
    lost_minor: int
    win_rate: BasisPoints | None


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
    win_rate_before: BasisPoints | None
    cycle_days: float | None = Field(
        description="From opening to winning, on average of those won in the period."
    )
    velocity_minor: int | None = Field(
        description="What the open deals bring in a day: open deals × a won deal's amount × the share won ÷ `cycle_days`."
    )
    reasons: list[LossReason] = Field(
        description="Why deals were lost in the period; at most 50, the commonest first."
    )
    rows: list[DealRow] | None = Field(description="As `by` says: the most won first, months in order.")


class Funnel(Schema):
    as_of: datetime
    currency: str
    period: Days
    previous: Days | None = Field(description="What `compare` compares with.")
    by: FunnelBy | None
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
    by: FunnelBy | None = Field(None, description="A row for each of these.", examples=["person"])
    compare: bool = Field(False, description="Count the period before too.")


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
