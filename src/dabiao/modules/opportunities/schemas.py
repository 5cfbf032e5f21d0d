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
    ListParams,
    Moment,
    Ownership,
    Row,
    ShownFields,
    Strict,
    text_of,
    unsent,
)
from dabiao.modules.opportunities.enums import SlippingSign, StageKind

Title = text_of(200, least=1)
Short = text_of(80)
Currency = text_of(3)
Competitors = Annotated[int, Field(ge=0, le=99, description="How many others the buyer considers.")]


class StageOut(Schema):
    id: int
    code: str
    name: str
    position: int
    percent: int
    kind: StageKind


class PipelineOut(Schema):
    id: int
    code: str
    name: str
    is_default: bool
    stages: list[StageOut]


class OpportunityFilters(ListParams):
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
    pipeline_id: Id | None = Field(None, description="Absent: the default pipeline.")
    stage_id: Id | None = Field(None, description="Any open stage. Absent: the first one.")
    source: Short = ""  # type: ignore[valid-type]
    competitor: Line = ""
    competitor_count: Competitors = 0
    owner_id: Id | None = Field(
        None, description="Absent: yourself. Another person needs `opportunity.assign`."
    )
    fields: CustomValues = Field(default_factory=dict)


class OpportunityChanges(Changes):
    """Only what is sent changes; only a date may become null. The stage changes by a move."""

    name: Title = unsent()  # type: ignore[valid-type]
    amount_minor: AmountMinor = unsent()
    currency: Currency = unsent()  # type: ignore[valid-type]
    expected_win_on: date | None = unsent()
    next_contact_at: Moment | None = unsent()
    source: Short = unsent()  # type: ignore[valid-type]
    competitor: Line = unsent()
    competitor_count: Competitors = unsent()


class OpportunityBulk(Changes):
    """What many opportunities can have in common. `owner_id` gives them away, `stage_id` moves them, for a `reason`."""

    expected_win_on: date | None = unsent()
    next_contact_at: Moment | None = unsent()
    source: Short = unsent()  # type: ignore[valid-type]
    competitor: Line = unsent()
    competitor_count: Competitors = unsent()
    owner_id: Id = unsent()
    stage_id: Id = unsent()
    reason: Line = unsent()


class OpportunityOut(Row, Ownership, ShownFields):
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
    amount_cut_minor: int = Field(
        description="How far the amount is below the highest it had in this currency."
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
    competitor: str
    competitor_count: int
    lost_reason: str
    closed_at: datetime | None


class Chances(Schema):
    """Percent, with one decimal."""

    by_stage: float = Field(description="How far the buyer has come.")
    by_competition: float = Field(description="1/(n+1) with n rivals, 80 without any.")


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
    weighted_minor: int = Field(description="The amount times the stage's percent, half up.")
    chances: Chances
    history: list[StayOut]
    actions: list[str]


class StageMoveIn(Strict):
    stage_id: Id
    expected_stage_id: Id = Field(description="Where you saw it; 409 if somebody moved it meanwhile.")
    reason: Line = Field("", description="Needed for losing.")
    competitor: Line = ""


class BoardParams(Schema):
    pipeline_id: Id | None = Field(None, description="Absent: the default pipeline.")
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")


class Sum(Schema):
    currency: str
    count: int
    amount_minor: int
    weighted_minor: int


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
    others: list[Sum]
    items: list[OpportunityOut]
    next: str | None


class Board(Schema):
    pipeline_id: int | None
    sort: str
    columns: list[BoardColumn]
