"""Wire shapes of won and lost, ageing, cohorts, velocity, comparison and flow of deals."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id
from dabiao.modules.analytics.enums import EndsBy, FunnelBy, LineUnit, PeriodKind
from dabiao.modules.analytics.schemas import BasisPoints, Day, Days, Linked, LinkOut


class WhoseDeals(Schema):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    pipeline_id: Id | None = Field(None, description="Absent: the default pipeline.")


class DealsOfPeriod(WhoseDeals):
    from_: Day | None = Field(None, alias="from")
    to: Day | None = Field(None, description="Not included.")
    period: PeriodKind = Field(
        PeriodKind.MONTH, description="Fills an open end with this period around today."
    )

    def asked(self) -> dict[str, Any]:
        """As queries of a period take it."""
        asked = self.dict()
        ends = {"first": asked.pop("from_"), "until": asked.pop("to"), "kind": asked.pop("period")}
        return {**asked, **ends}


class OutcomesOfDealsParams(DealsOfPeriod):
    by: EndsBy = Field(EndsBy.REASON, examples=["competitor"])


class VelocityParams(DealsOfPeriod):
    by: FunnelBy = Field(FunnelBy.PERSON, examples=["person"])


class CohortParams(WhoseDeals):
    months: int = Field(12, ge=1, le=36, description="So many months, with the running one.")


class ComparisonParams(Schema):
    a_from: Day | None = None
    a_to: Day | None = Field(None, description="Not included.")
    a_owner_id: Id | None = None
    a_unit_id: Id | None = None
    b_from: Day | None = Field(
        None, description="Absent: the period before, or the same days where `b` names somebody."
    )
    b_to: Day | None = Field(None, description="Not included.")
    b_owner_id: Id | None = Field(None, description="With `b_unit_id` absent: whoever `a` is about.")
    b_unit_id: Id | None = None
    period: PeriodKind = Field(
        PeriodKind.MONTH, description="Fills an open end with this period around today."
    )
    pipeline_id: Id | None = Field(None, description="Absent: the default pipeline.")


class DealsPage(Schema):
    as_of: datetime
    currency: str
    pipeline_id: int
    pipeline_name: str


class DealCell(Schema):
    """`amount_minor` is of the company's currency; `amount_link` opens what it sums over."""

    count: int
    link: LinkOut
    amount_minor: int
    amount_link: LinkOut


class EndsOut(Schema):
    won: DealCell
    lost: DealCell
    win_rate: BasisPoints | None
    win_rate_low: BasisPoints | None = Field(
        description="Where the true rate lies, 19 times of 20 (Wilson's interval)."
    )
    win_rate_high: BasisPoints | None
    won_days: float | None = Field(description="From opening to winning, on average.", examples=[41.5])
    lost_days: float | None
    won_mean_minor: int | None = Field(description="What a won deal comes to on average.")


class EndsRow(EndsOut):
    key: str = Field(
        description="Id of a competitor, product, person or unit, 0 for none; a reason, source or industry; of bands the place "
        "of its least amount among 0, 10,000, 50,000, 100,000, 500,000 and 1,000,000 yuan, or `other` for other currencies.",
        examples=["5"],
    )
    name: str | None = Field(examples=["云帆销管"])


class DealOutcomes(DealsPage):
    period: Days
    by: EndsBy
    several: bool = Field(description="A deal may be in several rows: these exceed the total together.")
    lost_only: bool = Field(description="Only lost deals have it.")
    total: EndsOut
    rows: list[EndsRow] = Field(description="At most 200, the largest first; bands in order.")
    rows_count: int


class AgeBand(Schema):
    first: int = Field(description="Days.")
    last: int | None = Field(description="Included. Null: no matter how many.")


class AgeRow(Schema):
    all: DealCell
    in_stage: list[DealCell] = Field(
        description="As many as `bands`: by days since they came into their stage."
    )
    in_all: list[DealCell] = Field(description="By days since they were opened.")


class StageAges(AgeRow):
    stage_id: int
    name: str


class DealAgeing(DealsPage):
    bands: list[AgeBand]
    stages: list[StageAges]
    total: AgeRow


class AtAge(Schema):
    won: DealCell
    lost: DealCell
    open: DealCell
    won_share: BasisPoints | None = Field(description="Of all opened in the month.")


class CohortRow(Schema):
    month: str = Field(examples=["2026-03"])
    opened: DealCell
    ages: list[AtAge | None] = Field(
        description="As many as the page's `ages`; null: not all its deals have reached that age."
    )


class DealCohorts(DealsPage):
    period: Days
    ages: list[int | None] = Field(
        description="Days since opening; null: as it is now.", examples=[[30, 60, None]]
    )
    rows: list[CohortRow]


class Factors(Schema):
    open: Linked = Field(description="Deals open at the end of the period.")
    won: Linked
    lost: Linked
    mean_minor: int | None = Field(description="What a won deal comes to on average.")
    win_rate: BasisPoints | None
    cycle_days: float | None = Field(description="From opening to winning, on average.")
    velocity_minor: int | None = Field(description="open × mean × win rate ÷ cycle: what comes in a day.")


class VelocityRow(Schema):
    key: str = Field(examples=["5"])
    name: str | None
    now: Factors
    before: Factors


class Velocity(DealsPage):
    period: Days
    previous: Days
    by: FunnelBy
    total: VelocityRow
    rows: list[VelocityRow] = Field(description="At most 200, the fastest first; months in order.")
    rows_count: int


class ComparedSide(Days):
    owner_id: int | None
    unit_id: int | None
    name: str | None


class ComparedNumber(Schema):
    value: int | None
    link: LinkOut | None
    part: int | None = Field(description="Of a share: what was counted, and among what.")
    whole: int | None


class ComparedLine(Schema):
    key: str = Field(examples=["win_rate"])
    unit: LineUnit = Field(description="Of all its numbers; `days` are tenths of a day.")
    name: str | None = Field(description="Of a stage.")
    a: ComparedNumber
    b: ComparedNumber
    difference: int | None = Field(description="a less b.")
    beyond_chance: bool | None = Field(
        description="Of a share: whether the 95 % interval of the difference leaves out zero (Newcombe 1998)."
    )


class DealComparison(DealsPage):
    a: ComparedSide
    b: ComparedSide
    lines: list[ComparedLine]


class FlowNode(DealCell):
    id: str = Field(
        description="`start`; `<round>.<stage>`; `more` for later rounds; `won`, `lost`, `open`.",
        examples=["1.4"],
    )
    round: int | None = Field(description="Each return to an earlier stage begins the next one.")
    stage_id: int | None
    name: str | None = Field(description="Of a stage.")


class FlowLink(DealCell):
    source: str = Field(examples=["1.4"])
    target: str = Field(examples=["1.6"])
    back: bool = Field(description="A return to an earlier stage.")


class DealFlow(DealsPage):
    period: Days
    nodes: list[FlowNode]
    links: list[FlowLink]
