"""Wire shapes of reviews."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Moment, Ownership, PageParams, Row, Strict, text_of, unsent
from dabiao.modules.reviews.enums import (
    ActionState,
    CauseTag,
    GapPart,
    PointSort,
    ReviewBase,
    ReviewState,
    SopState,
)
from dabiao.modules.targets.enums import Aim, Grain, Measured, NodeKind, Source

Text = text_of(500, least=1)
Long = text_of(2_000)
Words = text_of(4_000)
Reason = text_of(500, least=1)


class ReviewFilters(PageParams):
    state: ReviewState | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    tree_id: Id | None = None
    grain: Grain | None = None
    starts_on: date | None = None
    finished_from: Moment | None = None
    finished_to: Moment | None = Field(None, description="Not included.")


class ReviewRow(Row, Ownership):
    title: str
    tree_id: int
    node_id: int
    grain: Grain
    starts_on: date
    ends_on: date
    state: ReviewState
    figures_at: datetime | None = Field(description="When it was finished.")


class ReviewIn(Strict):
    node_id: Id = Field(description="Of a tree of targets: a unit or a person.")
    grain: Grain = Field(examples=["month"])
    starts_on: date = Field(description="The period's first day.", examples=["2026-11-01"])
    base: ReviewBase = ReviewBase.BEFORE


class ReviewChanges(Strict):
    well: Words = unsent()  # type: ignore[valid-type]
    badly: Words = unsent()  # type: ignore[valid-type]
    base: ReviewBase = unsent()


class ReviewReopenIn(Strict):
    reason: Reason = Field(examples=["漏了一笔到账，重新核对"])  # type: ignore[valid-type]


class ReviewForecast(Schema):
    low: int
    point: int
    high: int


class ReviewPart(Schema):
    part: GapPart
    amount: int = Field(description="By how much it made the actual less; negative: more.")


class ReviewFactor(Schema):
    part: GapPart
    base: int | None = Field(
        description="Deals in hundredths, a rate in hundredths of a percent, an average in minor units."
    )
    now: int | None


class ReviewLinks(Schema):
    now: dict[str, Any] = Field(description="Filters of the list of opportunities that was counted.")
    base: dict[str, Any]


class ReviewBasePeriod(Schema):
    """One of the periods that an average was made of."""

    starts_on: date
    ends_on: date
    decided: int
    won: int
    amount_minor: int = Field(description="Of the deals won.")
    link: dict[str, Any] = Field(description="Filters of the list of opportunities that was counted.")


class ReviewGapRow(Schema):
    key: int | str | None
    name: str
    base_value: int
    actual: int
    decided: int
    won: int
    parts: list[ReviewPart]
    links: ReviewLinks
    bases: list[ReviewBasePeriod] = Field(
        default_factory=list, description="Of a named row whose base is an average."
    )


class ReviewSplit(Schema):
    base: ReviewBase
    equation: bool = Field(
        description="Whether deals stand behind it; without, there is only season and level."
    )
    season_known: bool
    target: int = Field(description="The must-reach; where none is set, the base.")
    base_value: int
    actual: int
    gap: int
    parts: list[ReviewPart] = Field(description="They sum to the gap exactly.")
    factors: list[ReviewFactor]
    before_from: date
    before_to: date
    links: ReviewLinks
    bases: list[ReviewBasePeriod] = Field(
        default_factory=list,
        description="Of an average: its periods, the latest first. Empty for one period, and in figures that were kept before.",
    )
    people: list[ReviewGapRow] = Field(description="Of a unit; those who lost most first, at most 100.")
    sources: list[ReviewGapRow]


class ReviewFigures(Schema):
    as_of: datetime
    currency: str
    measured: Measured
    aim: Aim
    days: int = Field(description="Working days of the period.")
    days_done: int
    must: int | None
    stretch: int | None
    attained: int
    share_bp: int | None
    gap: int | None
    forecast: ReviewForecast | None
    split: ReviewSplit


class ReviewPointOut(Schema):
    id: int
    sort: PointSort
    text: str
    tag: CauseTag | Literal[""]
    situation: str
    advice: str
    sop: SopState
    owner_id: int | None
    owner_name: str | None
    due_on: date | None
    task_id: int | None
    standing: ActionState | None = Field(description="Of an action, by its task.")
    version: int


class ReviewBefore(Schema):
    id: int
    title: str
    starts_on: date
    actions: list[ReviewPointOut]


class ReviewFinishOut(Schema):
    at: datetime
    by_name: str | None
    attained: int
    must: int | None
    reopened_at: datetime | None
    reopened_by_name: str | None
    reason: str


class ReviewOut(Row, Ownership):
    title: str
    tree_id: int
    node_id: int
    node_kind: NodeKind
    source: Source
    grain: Grain
    starts_on: date
    ends_on: date
    base: ReviewBase
    state: ReviewState
    well: str
    badly: str
    figures_at: datetime | None
    figures: ReviewFigures | None = Field(description="As it was finished; null in a draft.")
    now: ReviewFigures = Field(description="The same counted at this moment.")
    points: list[ReviewPointOut]
    before: ReviewBefore | None = Field(description="The review before, and what became of its actions.")
    finishes: list[ReviewFinishOut]
    actions: list[str]


class ReviewPointIn(Strict):
    """A cause has a tag; a lesson situation and advice; an action owner and day."""

    sort: PointSort
    text: Text = Field(examples=["新客跟进间隔过长"])  # type: ignore[valid-type]
    tag: CauseTag = unsent()
    situation: Long = unsent()  # type: ignore[valid-type]
    advice: Long = unsent()  # type: ignore[valid-type]
    sop: SopState = unsent()
    owner_id: Id = unsent()
    due_on: date = unsent()

    def values(self) -> dict[str, Any]:
        sent: dict[str, Any] = self.dict(exclude_unset=True, exclude={"sort"})
        return sent


class ReviewPointChanges(Strict):
    text: Text = unsent()  # type: ignore[valid-type]
    tag: CauseTag = unsent()
    situation: Long = unsent()  # type: ignore[valid-type]
    advice: Long = unsent()  # type: ignore[valid-type]
    sop: SopState = unsent()
    owner_id: Id = unsent()
    due_on: date = unsent()


class ReviewLessonFilters(PageParams):
    sop: SopState | None = None


class ReviewLesson(Schema):
    id: int
    review_id: int
    review_title: str
    text: str
    situation: str
    advice: str
    sop: SopState
    owner_id: int | None
    owner_name: str | None
    version: int
    created_at: datetime
    updated_at: datetime


class ReviewChoiceNode(Schema):
    id: int
    name: str
    kind: NodeKind
    depth: int


class ReviewChoicePeriod(Schema):
    starts_on: date
    ends_on: date


class ReviewChoiceGrain(Schema):
    grain: Grain
    periods: list[ReviewChoicePeriod]


class ReviewChoiceTree(Schema):
    id: int
    name: str
    nodes: list[ReviewChoiceNode]
    grains: list[ReviewChoiceGrain]


class ReviewChoices(Schema):
    items: list[ReviewChoiceTree]


class ReviewPolicyOut(Schema):
    due_day: int
    grains: list[Grain]
    version: int


class ReviewPolicyChanges(Strict):
    due_day: int = unsent("The working day after a period's end on which reviews are due; 0 calls nobody.")
    grains: list[Grain] = unsent("Of which lengths of period units are called to a review.")
