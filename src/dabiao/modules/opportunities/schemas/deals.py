"""Wire shapes of opportunities, their stages and the board."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from dabiao.core.http.wire import (
    AmountMinor,
    Changes,
    CustomValues,
    DayOrToday,
    Id,
    Line,
    Moment,
    Ownership,
    Row,
    ShownFields,
    Strict,
    Undoable,
    text_of,
    unsent,
)
from dabiao.modules.opportunities.enums import Part, PipelineMode, SlippingSign, StageKind, Threat
from dabiao.modules.opportunities.schemas.figures import FigureFilters
from dabiao.modules.opportunities.schemas.signs import Believed, Evidenced, SignalParams

Title = text_of(200, least=1)
Short = text_of(80)
Currency = text_of(3)
Competitor = text_of(120, least=1)
Note = text_of(500)
Unit = text_of(20)
Unnamed = Annotated[
    int,
    Field(ge=0, le=99, description="How many more others the buyer considers, whose names nobody knows."),
]


class StageOut(Schema):
    id: int
    code: str
    name: str
    position: int
    percent: int
    kind: StageKind
    active: bool = Field(description="A retired stage takes nobody in any more.")


class PipelineOut(Schema):
    id: int
    code: str
    name: str
    is_default: bool
    mode: PipelineMode
    active: bool = Field(description="One that is not takes no new deals.")
    stages: list[StageOut]


class OpportunityFilters(FigureFilters, SignalParams):
    pipeline_id: Id | None = None
    stage_id: Id | None = None
    stage_kind: StageKind | None = None
    customer_id: Id | None = None
    lead_id: Id | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    currency: Currency | None = None  # type: ignore[valid-type]
    source: Short | None = None  # type: ignore[valid-type]
    lost_reason: Line | None = Field(None, description="Exactly this one.")
    win_from: date | None = None
    win_to: date | None = Field(None, description="Included.")
    created_from: Moment | None = None
    created_to: Moment | None = Field(None, description="Not included.")
    closed_from: Moment | None = None
    closed_to: Moment | None = Field(None, description="Not included.")
    reached_stage_id: Id | None = Field(None, description="Ever came at least as far as this stage.")
    product_id: Id | None = Field(None, description="This product is among its items.")
    competitor_id: Id | None = Field(None, description="This competitor is in it.")
    lost_to_id: Id | None = Field(None, description="Lost to this competitor.")
    decides_from: date | None = None
    decides_to: date | None = Field(None, description="Included.")
    left_stage_id: Id | None = Field(None, description="Was in this stage and left it.")
    entered_before: Moment | None = Field(None, description="In the present stage since before then.")
    next_contact_from: Moment | None = None
    next_contact_before: Moment | None = None
    last_contact_before: Moment | None = None
    slipping_on: DayOrToday | None = Field(
        None,
        description="Open, and on that day past its expected day, put off twice, cut in amount, or 14 days without contact. "
        "A date or `today`.",
        examples=["today"],
    )
    ids: list[Id] | None = Field(None, max_length=200)


class OpportunityIn(Strict):
    name: Title = Field(examples=["云岚科技 CRM 采购"])  # type: ignore[valid-type]
    customer_id: Id
    amount_minor: AmountMinor
    currency: Currency = "CNY"  # type: ignore[valid-type]
    expected_win_on: date | None = None
    pipeline_id: Id | None = Field(
        None, description="Absent: the first whose conditions it meets, else the default one."
    )
    product_id: Id | None = Field(None, description="What they ask for: one of the conditions of pipelines.")
    stage_id: Id | None = Field(None, description="Any open stage. Absent: the first one.")
    source: Short = ""  # type: ignore[valid-type]
    competitors: list[Competitor] = Field(  # type: ignore[valid-type]
        default_factory=list,
        max_length=20,
        description="By name, in any spelling; who is new joins the list of competitors.",
        examples=[["云帆销管"]],
    )
    unnamed_rivals: Unnamed = 0
    budget_minor: AmountMinor | None = None
    decides_on: date | None = Field(None, description="When the buyer wants to decide.")
    owner_id: Id | None = Field(
        None, description="Absent: yourself. Another person needs `opportunity.assign`."
    )
    fields: CustomValues = Field(default_factory=dict)


class OpportunityChanges(Changes):
    """Only what is sent changes; only a date or the budget may become null. The stage changes by a move."""

    name: Title = unsent()  # type: ignore[valid-type]
    amount_minor: AmountMinor = unsent()
    currency: Currency = unsent()  # type: ignore[valid-type]
    expected_win_on: date | None = unsent()
    next_contact_at: Moment | None = unsent()
    source: Short = unsent()  # type: ignore[valid-type]
    unnamed_rivals: Unnamed = unsent()
    budget_minor: AmountMinor | None = unsent()
    amount_from_items: bool = unsent("Whether the amount is the sum of the items; then it is not typed.")
    decides_on: date | None = unsent()


class OpportunityBulk(Changes):
    """What many opportunities can have in common. `owner_id` gives them away, `stage_id` moves them, for a `reason`."""

    expected_win_on: date | None = unsent()
    next_contact_at: Moment | None = unsent()
    source: Short = unsent()  # type: ignore[valid-type]
    decides_on: date | None = unsent()
    owner_id: Id = unsent()
    stage_id: Id = unsent()
    reason: Line = unsent()


class OpportunityOut(Row, Ownership, Evidenced, Believed, ShownFields):
    name: str
    customer_id: int
    customer_name: str
    pipeline_id: int
    stage_id: int
    stage_code: str
    stage_name: str
    stage_kind: StageKind
    percent: int
    amount_minor: int
    amount_from_items: bool = Field(description="Whether the amount is the sum of its items.")
    amount_cut_minor: int = Field(
        description="How far the amount is below the highest it had in this currency."
    )
    weighted_minor: int = Field(
        description="The amount times its chance, by what the company's forecast uses; half up."
    )
    currency: str
    expected_win_on: date | None
    pushes: int = Field(description="How often the expected day was put off.")
    slipping: list[SlippingSign] = Field(
        description="What shows today that an open deal slips, the gravest first."
    )
    stage_entered_at: datetime
    last_contact_at: datetime | None
    next_contact_at: datetime | None
    lead_id: int | None
    source: str
    competitor: str = Field(
        description="The names of the competitors, as entered: `/competitors` of the deal."
    )
    competitor_count: int = Field(description="Named and unnamed ones.")
    unnamed_rivals: int
    lost_reason: str
    lost_to_id: int | None
    lost_to_name: str | None = Field(description="The competitor who won it.")
    budget_minor: int | None = Field(description="What the customer has set aside.")
    decides_on: date | None = Field(description="When the buyer wants to decide.")
    closed_at: datetime | None


class Chances(Schema):
    """Percent, with one decimal."""

    by_stage: float = Field(description="How far the buyer has come; 100 when won, 0 when lost.")
    by_competition: float = Field(
        description="1/(n+1) with n rivals, 80 without any; 100 when won, 0 when lost."
    )


class StayOut(Schema):
    """A stay in a stage; the present one has no end."""

    stage_id: int
    stage_code: str
    stage_name: str
    entered_at: datetime
    left_at: datetime | None
    actor_id: int | None
    actor_name: str | None


class OpportunityDetail(OpportunityOut):
    chances: Chances
    history: list[StayOut]
    actions: list[str]


class OpportunityHanded(OpportunityDetail, Undoable):
    """As it is now, in whose hands or stage it came."""


class StageMoveIn(Strict):
    stage_id: Id
    expected_stage_id: Id = Field(description="Where you saw it; 409 if somebody moved it meanwhile.")
    reason: Line = Field("", description="Needed for losing.")
    competitor: Line = Field("", description="Who won it, when it is lost: by name, in any spelling.")


Quantity = Annotated[
    int,
    Field(ge=1, le=10**12, description="Thousandths: 12.5 is 12500.", examples=[12_500]),
]
Discount = Annotated[
    int,
    Field(ge=0, le=10_000, description="Hundredths of a percent: 12.5 % is 1250.", examples=[1_250]),
]


class ItemIn(Strict):
    """A product, or a free text: name and price are then given."""

    product_id: Id | None = None
    name: Line = Field("", description="Absent: the product's.")
    unit: Unit = Field("", description="Absent: the product's.")  # type: ignore[valid-type]
    quantity_thousandths: Quantity = 1_000
    price_minor: AmountMinor | None = Field(None, description="Absent: the product's list price.")
    discount_hundredths: Discount = 0
    place: int | None = Field(None, ge=0, description="Where it stands, from 0. Absent: at the end.")


class ItemChanges(Strict):
    name: Title = unsent()  # type: ignore[valid-type]
    unit: Unit = unsent()  # type: ignore[valid-type]
    quantity_thousandths: Quantity = unsent()
    price_minor: AmountMinor = unsent()
    discount_hundredths: Discount = unsent()


class ItemOrderIn(Strict):
    ids: list[Id] = Field(max_length=200, description="All items of the deal, in the order wanted.")


class ItemOut(Schema):
    id: int
    product_id: int | None
    product_code: str | None
    name: str
    unit: str
    quantity_thousandths: int = Field(description="12.5 is 12500.")
    price_minor: int
    discount_hundredths: int = Field(description="12.5 % is 1250.")
    amount_minor: int = Field(description="Quantity times price less discount, half up.")
    version: int


class Items(Schema):
    items: list[ItemOut]
    total_minor: int
    currency: str
    amount_from_items: bool


class CompetitorsAsked(Schema):
    q: Short = ""  # type: ignore[valid-type]
    active: bool | None = None


class CompetitorIn(Strict):
    name: Competitor = Field(examples=["云帆销管"])  # type: ignore[valid-type]


class CompetitorChanges(Strict):
    name: Competitor = unsent()  # type: ignore[valid-type]
    active: bool = unsent()


class CompetitorOut(Row):
    name: str
    active: bool = Field(description="A retired one is no longer offered, and stays in its deals.")


class Competitors(Schema):
    items: list[CompetitorOut]


class RivalIn(Strict):
    name: Competitor = Field(examples=["云帆销管"])  # type: ignore[valid-type]
    threat: Threat = Threat.UNKNOWN
    note: Note = Field("", examples=["报价低两成，缺移动端"])  # type: ignore[valid-type]


class RivalChanges(Strict):
    threat: Threat = unsent()
    note: Note = unsent()  # type: ignore[valid-type]


class RivalOut(Schema):
    id: int
    competitor_id: int
    name: str
    threat: Threat
    note: str
    entered_by_id: int | None
    entered_by: str | None
    created_at: datetime
    version: int


class Rivals(Schema):
    items: list[RivalOut]


class MemberIn(Strict):
    user_id: Id
    part: Part = Part.SUPPORTS


class MemberOut(Schema):
    id: int
    user_id: int
    name: str
    part: Part
    created_at: datetime


class Team(Schema):
    items: list[MemberOut]


class BoardParams(Schema):
    pipeline_id: Id | None = Field(None, description="Absent: the default pipeline.")
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")


class Sum(Schema):
    currency: str
    count: int
    amount_minor: int
    weighted_minor: int
    credible_minor: int = Field(description="The weighted sum, each deal times its credibility.")


class BoardColumn(Schema):
    """`count` is of all currencies, the amounts are of `currency`; `others` holds the rest.

    More cards: the list with this `stage_id` and `closed_from`, the board's `sort`, and `next` as its cursor.
    """

    stage_id: int
    stage_code: str
    stage_name: str
    stage_kind: StageKind
    percent: int
    closed_from: datetime | None = Field(description="Closed columns show what ended since then.")
    count: int
    currency: str
    amount_minor: int
    weighted_minor: int
    credible_minor: int
    others: list[Sum]
    items: list[OpportunityOut]
    next: str | None


class Board(Schema):
    pipeline_id: int | None
    sort: str
    columns: list[BoardColumn]
