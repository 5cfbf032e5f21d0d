"""Wire shapes of figures. Every number has a `link`: a list with filters that opens exactly its records."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id
from dabiao.modules.activities.enums import Priority, TaskAbout
from dabiao.modules.analytics.enums import (
    BoardPeriod,
    FunnelBy,
    HelpCode,
    OutcomeKey,
    PeriodKind,
    Unit,
    Urgency,
)
from dabiao.modules.leads.enums import LeadSource
from dabiao.modules.opportunities.enums import DealSign

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
    previous: Linked | None = Field(description="The same days of the period before.")
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


class PhoneOf(Schema):
    """Whose `POST /{kind}s/{id}/reveals` shows the number in full; such a look is counted."""

    kind: Literal["lead", "customer"]
    id: int


class TodayRow(Schema):
    kind: Literal["lead", "customer", "opportunity", "task", "instalment", "plan_item", "report_template"] = (
        Field(description="`report_template`: a report by it is to be written.", examples=["lead"])
    )
    id: int = Field(examples=[12])
    urgency: Urgency = Field(
        description="`answer`: a lead given and not contacted; `overdue`; `today`; `risk`: a deal that slips and has no "
        "contact planned for today.",
        examples=["answer"],
    )
    title: str = Field(examples=["王芳"])
    subtitle: str
    due_at: datetime | None = Field(
        description="The moment that was promised; of a whole day its last second."
    )
    day: date | None = Field(
        description="Of a task, a plan item or an instalment: its day. Of a deal: the day it is expected to be won."
    )
    given_at: datetime | None = Field(
        description="Of a lead that waits for its first answer.", examples=["2026-03-18T01:55:00Z"]
    )
    planned_at: datetime | None = Field(description="When the next contact is planned, on whatever day.")
    signs: list[DealSign] = Field(
        description="What asks for something to be done about a deal, the gravest first.", examples=[[]]
    )
    amount_minor: int | None = Field(
        description="Of a deal; of an instalment what is still missing.", examples=[None]
    )
    currency: str | None
    phone: str | None = Field(description="As this reader may see it.", examples=["138****5678"])
    phone_of: PhoneOf | None
    priority: Priority | None
    contract_id: int | None
    subject_kind: TaskAbout | None = Field(description="What a task or a plan item is about.")
    subject_id: int | None
    subject_title: str | None = Field(description="Null where the reader may not see the record.")
    actions: list[str] = Field(
        description="`log`: write a contact down; `plan`: move or drop the planned one; `finish`: a task or a plan item.",
        examples=[["log"]],
    )


class TodayCounts(Schema):
    answer: int
    overdue: int
    today: int
    risk: int


class Today(Schema):
    as_of: datetime
    items: list[TodayRow] = Field(description="Each record once, in order of urgency.")
    counts: TodayCounts
    capped: bool = Field(description="Some list held more than its 100 most pressing, which are shown.")


class FigureColumn(Schema):
    key: str
    unit: Unit


class PersonOut(Schema):
    owner_id: int | None = Field(description="Null: records that lie with nobody.")
    owner_name: str | None
    figures: list[FigureOut]


class ReasonOut(Schema):
    code: HelpCode = Field(
        description="`untouched`: n leads waiting longer than a day for their first contact; `silent`: no contact in n "
        "working days; `overdue`: n of the planned contacts are overdue, a third or more; `slipping`: n of the open deals "
        "slip, half or more; `thin`: n open deals, half the team's median or less."
    )
    n: int
    of: int | None = Field(
        description="What n is measured against: contacts planned, open deals, the median."
    )
    link: LinkOut | None


class HelpOut(Schema):
    owner_id: int
    owner_name: str
    reasons: list[ReasonOut] = Field(description="The gravest first.")


class TeamBoard(Dashboard):
    columns: list[FigureColumn]
    help: list[HelpOut] = Field(description="Who may need help, at most twelve, with the reasons.")
    people: list[PersonOut] = Field(description="At most 200, the strongest first.")
    people_count: int


class UnitRow(Schema):
    unit_id: int | None = Field(description="Null: what lies in none of these units.")
    unit_name: str | None
    direct: bool = Field(description="What lies right in the upper unit; no list shows exactly that.")
    figures: list[FigureOut]


class Point(Linked):
    month: str = Field(examples=["2026-03"])


class TrendLine(FigureColumn):
    points: list[Point] = Field(description="Twelve months, the running one last.")


class ShortStep(Schema):
    key: str = Field(examples=["received"])
    count: int
    conversion: BasisPoints | None = Field(description="Of the step before.")
    link: LinkOut | None


class SourceRow(Schema):
    source: LeadSource
    received: Linked
    qualified: Linked
    converted: Linked
    invalid: Linked
    converted_share: BasisPoints | None


class CompanyBoard(Dashboard):
    columns: list[FigureColumn]
    units: list[UnitRow] = Field(
        description="Those right below the unit that the reader answers for, the strongest first."
    )
    trend: list[TrendLine]
    steps: list[ShortStep] = Field(description="Of the leads received in the period.")
    sources: list[SourceRow] = Field(description="The largest first.")


class Stretch(Schema):
    key: str = Field(examples=["late_30"])
    first: date | None = Field(description="Null: no matter how long ago.")
    last: date | None = Field(description="Included. Null: no matter how far ahead.")
    count: int
    link: LinkOut
    amount_minor: int = Field(description="What is still missing, in the company's currency.")
    amount_link: LinkOut


class MoneyBoard(Dashboard):
    ages: list[Stretch] = Field(description="Overdue instalments by how late they are.")
    weeks: list[Stretch] = Field(
        description="Instalments expected this week, in each of the seven after, and later."
    )


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


class DashboardParams(Schema):
    period: BoardPeriod = BoardPeriod.MONTH


class TeamParams(DashboardParams):
    unit_id: Id | None = Field(None, description="This unit and all below.")
