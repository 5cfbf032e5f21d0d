"""Wire shapes of tracking: how a tree stands, what carries its figures, alarms and their decisions."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Strict, text_of, unsent
from dabiao.modules.targets.enums import (
    AlarmDecision,
    AlarmReason,
    CarrierKind,
    CarrierState,
    Grain,
    HelpReason,
    NodeKind,
)
from dabiao.modules.targets.models import FIGURE_MAX
from dabiao.modules.targets.schemas.trees import TreeOut
from dabiao.modules.targets.services import Carrying
from dabiao.modules.targets.services.carrying import MOST

Note = text_of(500)
Amount = Annotated[
    int, Field(ge=0, le=FIGURE_MAX, description="Minor units or pieces.", examples=[12_000_000])
]
Times = Annotated[int, Field(ge=1, le=12)]


class TrackingParams(Schema):
    grain: Grain | None = Field(None, description="The tree's months, or its shortest periods, where absent.")
    at: date | None = Field(None, description="As of the morning of this day; today where absent.")


class TargetForecastOut(Schema):
    """`point`, and an interval that holds the outcome in 80 of 100 cases."""

    low: int
    point: int
    high: int


class TargetStandOut(Schema):
    """`share_bp` is null where there is no target, or it is zero; `pace` before the first working day is over."""

    must: int | None
    stretch: int | None
    attained: int
    share_bp: int | None
    should_be: int | None
    pace: int | None
    gap: int | None
    needed_a_day: int | None
    forecast: TargetForecastOut


class TargetCurrentOut(TargetStandOut):
    cell_id: int | None
    pipeline: int | None = Field(
        description="Open deals to be won in the period, weighted; null without deals."
    )
    covered: int | None
    uncovered: int | None
    needed_now: int | None = Field(description="The must-reach and its part of what ended periods lack.")


class TrackingRowOut(Schema):
    node_id: int
    parent_id: int | None
    kind: NodeKind
    name: str
    depth: int
    owner_id: int | None
    unit_id: int
    current: TargetCurrentOut
    year: TargetStandOut
    streak: int = Field(description="Ended periods reached in a row; missed ones are negative.")


class TrackingSpanOut(Schema):
    """A working day is done once it is over: today is among those left."""

    starts_on: date
    ends_on: date
    days: int
    days_done: int
    days_left: int


class TargetReasonOut(Schema):
    code: HelpReason
    params: dict[str, Any]


class TargetHelpOut(Schema):
    node_id: int
    reasons: list[TargetReasonOut]


class TargetAlarmOut(Schema):
    id: int
    cell_id: int
    node_id: int
    node: str
    grain: Grain
    starts_on: date
    reasons: list[AlarmReason]
    must: int
    attained: int
    missed: int
    owner_id: int | None
    owner: str
    due_on: date
    stage: int = Field(description="How often it was reminded of or handed upwards.")
    decision: AlarmDecision | str
    reason: str
    change_id: int | None = Field(description="The event of the change that re-targeted it.")
    decided_at: datetime | None
    decided_by: str
    may_decide: bool


class AlarmTermsIn(Strict):
    missed: dict[Grain, Times] = Field(
        description="How many periods in a row, by their length; lengths that are not named raise no alarm.",
        examples=[{"month": 3, "quarter": 2}],
    )
    under_bp: Annotated[int, Field(ge=0, le=10_000)] = Field(
        5_000, description="A period that ended under this share of its must-reach raises one: 50 % is 5000."
    )
    decide_within: Annotated[int, Field(ge=1, le=60)] = Field(3, description="Working days.")


class AlarmTermsOut(Schema):
    missed: dict[str, int]
    under_bp: int
    decide_within: int


class TrackingOut(Schema):
    tree: TreeOut
    grain: Grain
    day: date
    period: TrackingSpanOut
    year: TrackingSpanOut
    rows: list[TrackingRowOut]
    help: list[TargetHelpOut]
    alarms: list[TargetAlarmOut]
    terms: AlarmTermsOut


class AttainedRowOut(Schema):
    node_id: int
    year: int | None
    periods: list[int | None] = Field(
        description="One for each of the year's periods; null before it begins."
    )


class AttainedOut(Schema):
    grain: Grain
    day: date
    rows: list[AttainedRowOut]


class DecisionIn(Strict):
    decision: AlarmDecision = Field(examples=["reresource"])
    reason: text_of(500, least=1) = Field(  # type: ignore[valid-type]
        examples=["李敏休假两周，三月起由王芳接手她的老客户"]
    )


class CarrierLineOut(Schema):
    """`ref_id` and `name` are empty for what the caller may not see: it counts all the same."""

    id: int
    cell_id: int
    node: str
    kind: CarrierKind
    ref_id: int | None
    name: str
    customer_name: str
    amount: int
    own_amount: int | None
    chance: float | None
    counted: int
    state: CarrierState
    win_on: date | None
    note: str


class CarrierSuggestionOut(Schema):
    opportunity_id: int
    name: str
    customer_name: str
    amount: int
    chance: float
    weighted: int
    win_on: date
    owner_id: int | None


class CoverageOut(Schema):
    cell_id: int
    node_id: int
    node: str
    grain: Grain
    starts_on: date
    ends_on: date
    must: int | None
    attained: int
    counted: int
    uncovered: int
    may_edit: bool
    carriers: list[CarrierLineOut]
    suggestions: list[CarrierSuggestionOut]


class CarrierIn(Strict):
    kind: CarrierKind = Field(examples=["opportunity"])
    ref_id: Id | None = Field(
        None, description="The deal, customer or event; an event may be known by its name alone."
    )
    name: text_of(200) = Field("", examples=["3 月 18 日杭州行业沙龙"])  # type: ignore[valid-type]
    amount: Amount | None = Field(None, description="A deal without one is carried with what it says itself.")
    note: Note = ""  # type: ignore[valid-type]


class CarriersIn(Strict):
    lines: list[CarrierIn] = Field(min_length=1, max_length=MOST)

    def wanted(self) -> list[Carrying]:
        return [Carrying(**one.dict()) for one in self.lines]


class CarrierChange(Strict):
    id: Id
    amount: Amount | None = unsent()
    name: text_of(200) = unsent()  # type: ignore[valid-type]
    note: Note = unsent()  # type: ignore[valid-type]


class CarrierChanges(Strict):
    lines: list[CarrierChange] = Field(min_length=1, max_length=MOST)

    def wanted(self) -> dict[int, dict[str, Any]]:
        return {one.id: {**one.dict(exclude_unset=True, exclude={"id"})} for one in self.lines}


class CarrierRemoval(Strict):
    ids: list[Id] = Field(min_length=1, max_length=MOST)
